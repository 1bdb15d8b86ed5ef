#pragma once

#include "llm/reading.h"

namespace llm {

/// A name that the words give: called x, named "x", name: x.
struct StatedName {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string unusable = {};  ///< as written, where that is no name: ../../etc; empty: it can be used
};

/// All of them in order; several in a row for "called a and b". Their words become used.
std::vector<StatedName> stated_names_in(Reading& reading);

}  // namespace llm

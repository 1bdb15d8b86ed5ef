#pragma once

#include "llm/reading.h"

namespace llm {

/// An environment or a region that the words name.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string name;
    bool known = true;  ///< false: the catalog has no such environment or region
};

std::vector<Place> environments_in(Reading& reading);
std::vector<Place> regions_in(Reading& reading);

}  // namespace llm

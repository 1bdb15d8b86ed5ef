#pragma once

#include "llm/mentions.h"

namespace llm {

/// What a request is after.
enum class Intent {
    create,  ///< something new
    change,  ///< something that exists: grow, delete, rename
    other,   ///< nothing that Groundwork does
};

Intent intent_of(const Reading& reading, const std::vector<Mention>& mentions);

}  // namespace llm

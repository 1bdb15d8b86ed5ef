#pragma once

#include "llm/model.h"
#include "llm/parameters.h"
#include "llm/places.h"
#include "llm/stated_names.h"
#include "llm/topics.h"

namespace llm {

/// All that was understood of a request, by the place where it stands.
struct Understood {
    Wanted wanted;
    std::vector<StatedName> names;
    std::vector<Place> environments;
    std::vector<Place> regions;
    std::vector<Topic> plain;                ///< said anywhere
    std::vector<Topic> shared;               ///< said before the first resource
    std::vector<std::vector<Topic>> topics;  ///< by resource
    std::vector<Findings> findings;          ///< by resource
};

/// Drafts of all resources, or the questions that must be answered first.
Reply compose(const Reading& reading, const Understood& understood, const Prompt& prompt);

}  // namespace llm

#pragma once

#include "llm/compose.h"

namespace llm {

/// The places that speak of one resource: those inside its own words; else those in words shared by several;
/// else the only ones there are.
std::vector<Place> places_of(
    const Reading& reading,
    const Understood& understood,
    const Resource& resource,
    const std::vector<Place>& places
);

/// Each name once, in the order of the words.
std::vector<std::string> names_of(const std::vector<Place>& places);

/// in both dev and prod, databases in dev and staging: one in each place, rather than one in either.
bool means_each(const Reading& reading, const Resource& resource, const std::vector<Place>& places);

}  // namespace llm

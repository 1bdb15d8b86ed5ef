#pragma once

#include "llm/reading.h"

namespace llm {

/// Marks the words that tell why, for whom and how kindly something is asked, and set nothing: courtesies,
/// reasons ("because …", "so that …"), what others do with it ("that our analysts query"), statements about
/// the world ("The service is written in Go.").
std::vector<char> background_of(const Reading& reading);

}  // namespace llm

#pragma once

#include "llm/reading.h"

namespace llm {

/// The first word of the sentence [i, end) that says what is to be done: behind "hi, could you please", "we
/// need to", "I'd like to", "when you get a chance,".
std::size_t lead_of(const Reading& reading, std::size_t i, std::size_t end);

}  // namespace llm

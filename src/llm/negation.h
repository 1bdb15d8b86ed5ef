#pragma once

#include "llm/reading.h"

namespace llm {

/// Whether the words [begin, end) are negated, before (without x) or after (x: off).
bool is_negated(const Reading& reading, std::size_t begin, std::size_t end);

/// What is said about [begin, end) right after it: x on, x is not needed. Nullopt when nothing is; `end`
/// moves behind what was read.
std::optional<bool> stated_after(const Reading& reading, std::size_t& end);

}  // namespace llm

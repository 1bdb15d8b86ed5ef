#pragma once

#include "llm/reading.h"

namespace llm {

/// Whether the words [begin, end) are negated, before (without x) or after (x: off).
bool is_negated(const Reading& reading, std::size_t begin, std::size_t end);

/// anything but production: the "but" at `i` takes out what follows
bool is_all_but(const Reading& reading, std::size_t i);

/// What is said about [begin, end) right after it: x on, x is not needed. Nullopt when nothing is; `end`
/// moves behind what was read.
std::optional<bool> stated_after(const Reading& reading, std::size_t& end);

}  // namespace llm

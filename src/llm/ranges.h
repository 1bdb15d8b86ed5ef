#pragma once

#include "llm/clues.h"

namespace llm {

/// 100-200 GB, between 50 and 80 GB, 2 to 4 replicas: the clue that is the other end of the range which ends
/// with the quantity `at`.
std::optional<std::size_t> lower_end(const Clause& clause, std::size_t at);

/// at most 2 TB, a maximum of 2 TB: of storage_gb and max_storage_gb the second. Null for null.
const catalog::Parameter*
limited(const Clause& clause, const catalog::Parameter* parameter, const Clue& quantity);

}  // namespace llm

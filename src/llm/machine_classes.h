#pragma once

#include <string_view>

namespace llm {

/// A cloud's name for a size of machine: t3.large, db.r6g.2xlarge, cache.m7g.large. In lower case.
bool is_machine_class(std::string_view word);

}  // namespace llm

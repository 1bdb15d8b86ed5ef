#pragma once

#include "base/value.h"
#include "client/screen.h"

namespace client {

/// Prints a resource type: parameters with their defaults per environment class, rules, outputs, examples.
/// `type` is the safe answer of GET /api/v1/catalog/{type}.
void print_type(Screen& screen, const base::Value& type);

/// What a value may be, in a few words: `integer 20..65536`, `postgres|mysql`.
std::string schema_text(const base::Value& schema);

}  // namespace client

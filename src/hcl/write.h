#pragma once

#include "base/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace hcl {

/// `text` as an HCL string literal with its quotes. Whatever the text, the literal is one string and nothing
/// else: quotes, backslashes, ${, %{ and control characters are escaped. Throws `invalid` for what HCL cannot
/// give back byte for byte (invalid UTF-8, text that is not in Unicode's normal form C).
std::string quoted(std::string_view text);

/// A value as `terraform fmt` would write it: strings, numbers, booleans, null, lists, maps (keys quoted
/// where needed).
std::string literal(const base::Value& value, std::size_t indent = 0);

struct Assignment {
    std::string name;  ///< an identifier; anything else throws `internal`
    base::Value value;
    std::string comment;  ///< fixed words only, never a user's; empty: none
};

/// A .tfvars file in the canonical form of `terraform fmt`: each value below its comment line.
std::string tfvars(const std::vector<Assignment>& assignments);

}  // namespace hcl

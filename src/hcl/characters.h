#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace hcl {

/// Throws `invalid` for what HCL would not give back byte for byte: invalid UTF-8, code points that Unicode
/// has not assigned, and text that is not in normal form C (Terraform normalises every string).
void require_writable(std::string_view text);

/// Calls `each` with every code point of `text` and its bytes.
void for_each_character(
    std::string_view text, const std::function<void(std::int32_t, std::string_view)>& each
);

/// True for what cannot be seen in a review: control and format characters, line and paragraph separators,
/// private use.
bool is_invisible(std::int32_t point);

/// How many columns `terraform fmt` counts for `text`: its grapheme clusters, counted token by token.
std::size_t columns(std::string_view text);

}  // namespace hcl

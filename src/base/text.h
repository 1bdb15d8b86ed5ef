#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// True when every byte belongs to valid UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// What keeps `text` from being shown and stored as people's words: invalid UTF-8, NUL, control or
/// bidirectional control characters. Newline, carriage return and tab are fine. Nullopt when nothing does.
std::optional<std::string> unprintable(std::string_view text);

/// The number of Unicode code points; `text` must be UTF-8.
std::size_t code_points(std::string_view text);

/// `text` cut to at most `limit` code points, with "…" when something was cut.
std::string shortened(std::string_view text, std::size_t limit);

std::string lower_ascii(std::string_view text);
std::string_view trimmed(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// How many single edits (insert, delete, replace, swap of neighbours) lie between the two.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, when it is near enough to be a typing error.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

std::string percent_encoded(std::string_view text);
/// Nullopt for a malformed escape.
std::optional<std::string> percent_decoded(std::string_view text);
std::string html_escaped(std::string_view text);

}  // namespace base

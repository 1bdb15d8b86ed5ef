#pragma once

#include <string>
#include <string_view>

/// User text inside Markdown, where it is shown and nothing else: no mention, link, image, closing keyword,
/// comment or table cell border comes to life. It stays so where GitHub makes the Markdown a commit's
/// message, in which a mention or a [skip ci] between backticks is one: what would be such a trigger is
/// broken by a character that nobody sees.
namespace requests::markdown {

/// One line as inline code, for running text and table cells.
std::string code(std::string_view text);

/// A fenced block whose fence is longer than any in the text.
std::string block(std::string_view text, std::string_view language = "text");

}  // namespace requests::markdown

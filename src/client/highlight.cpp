#include "client/highlight.h"

#include "base/text.h"

#include <set>

namespace client {
namespace {

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_keyword(std::string_view word)
{
    static const std::set<std::string_view> keywords{
        "data",
        "false",
        "for",
        "if",
        "in",
        "lifecycle",
        "locals",
        "module",
        "null",
        "output",
        "dynamic",
        "provider",
        "resource",
        "terraform",
        "true",
        "variable",
        "moved",
        "removed"};
    return keywords.contains(word);
}

std::size_t end_of_string(std::string_view text)
{
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"' && text[at] != '\n')
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, text.size());
}

std::size_t end_of_line(std::string_view text)
{
    return std::min(text.find('\n'), text.size());
}

std::size_t end_of_block_comment(std::string_view text)
{
    const auto end = text.find("*/", 2);
    return end == std::string_view::npos ? text.size() : end + 2;
}

struct Token {
    std::size_t length;
    std::optional<Style> style;
};

Token next_token(std::string_view text)
{
    const char c = text.front();
    if (c == '#' || text.starts_with("//"))
        return {end_of_line(text), Style::dim};
    if (text.starts_with("/*"))
        return {end_of_block_comment(text), Style::dim};
    if (c == '"')
        return {end_of_string(text), Style::green};
    if (!is_word(c))
        return {1, {}};
    const auto length =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word) - text.begin());
    if (is_digit(c))
        return {length, Style::magenta};
    return {length, is_keyword(text.substr(0, length)) ? std::optional(Style::blue) : std::nullopt};
}

std::optional<Style> style_of_line(std::string_view line)
{
    if (line.starts_with("@@"))
        return Style::cyan;
    if (line.starts_with("+++") || line.starts_with("---"))
        return Style::bold;
    if (line.starts_with('+'))
        return Style::green;
    return line.starts_with('-') ? std::optional(Style::red) : std::nullopt;
}

}  // namespace

std::string highlighted_hcl(const Screen& screen, std::string_view text)
{
    std::string painted;
    while (!text.empty()) {
        const auto token = next_token(text);
        const auto word = text.substr(0, token.length);
        painted += token.style ? screen.paint(*token.style, word) : std::string(word);
        text.remove_prefix(word.size());
    }
    return painted;
}

std::string highlighted_diff(const Screen& screen, std::string_view patch)
{
    std::string painted;
    if (patch.ends_with('\n'))
        patch.remove_suffix(1);
    for (const auto& line : base::split(patch, '\n')) {
        const auto style = style_of_line(line);
        painted += (style ? screen.paint(*style, line) : line) + "\n";
    }
    return painted;
}

}  // namespace client

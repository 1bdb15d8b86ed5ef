#include "requests/prose.h"

#include "base/text.h"
#include "hcl/characters.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace requests::markdown {
namespace {

constexpr std::string_view gap = "…";
constexpr std::size_t shortest_hash = 7;  // of a commit that GitHub would link
constexpr std::string_view formatting = "*`~";
constexpr std::string_view opening = "\"'(";
constexpr std::string_view closing = "\"').,;:!?%";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Bytes of other scripts are letters here: what else there is was taken out before.
bool is_letter(char c)
{
    return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter_or_digit(char c)
{
    return is_letter(c) || is_digit(c);
}

/// Scripts that people write in, without their punctuation, symbols and look-alikes of ASCII.
bool is_in_a_script(std::int32_t point)
{
    struct Range {
        std::int32_t first;
        std::int32_t last;
    };
    static constexpr std::array scripts{
        Range{0xC0, 0xD6},
        Range{0xD8, 0xF6},
        Range{0xF8, 0x24F},      // Latin
        Range{0x386, 0x3FF},     // Greek
        Range{0x400, 0x52F},     // Cyrillic
        Range{0x5D0, 0x5EA},     // Hebrew
        Range{0x620, 0x64A},     // Arabic
        Range{0x904, 0x939},     // Devanagari
        Range{0xE01, 0xE3A},     // Thai
        Range{0x3041, 0x30FA},   // Kana
        Range{0x4E00, 0x9FFF},   // Han
        Range{0xAC00, 0xD7A3}};  // Hangul
    return !hcl::is_invisible(point) &&
           std::any_of(scripts.begin(), scripts.end(), [point](const Range& range) {
               return point >= range.first && point <= range.last;
           });
}

/// The ASCII that typographers' signs stand for.
std::string_view plain(std::int32_t point)
{
    switch (point) {
    case 0x2018:
    case 0x2019: return "'";
    case 0x201C:
    case 0x201D: return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013: return "-";
    case 0x2014: return " ";
    case 0x3001: return ", ";
    case 0x3002: return ". ";
    default: return "";
    }
}

/// The text as words. A character that no word may hold becomes a NUL, which spoils its word.
std::vector<std::string> words_in(std::string_view text)
{
    std::string kept;
    hcl::for_each_character(text, [&](std::int32_t point, std::string_view bytes) {
        const auto c = bytes.front();
        if (point <= ' ' || point == 0xA0)
            kept += ' ';
        else if (formatting.find(c) != std::string_view::npos && point < 0x80)
            return;
        else if (point < 0x7F || is_in_a_script(point))
            kept += bytes;
        else if (const auto sign = plain(point); !sign.empty())
            kept += sign;
        else
            kept += '\0';
    });
    return base::split(kept, ' ');
}

/// A run of letters and digits that GitHub would take for a commit.
bool holds_hash(std::string_view core)
{
    const auto is_hex = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (auto at = core.begin(); at != core.end();) {
        const auto end = std::find_if_not(at, core.end(), is_letter_or_digit);
        if (end - at >= static_cast<std::ptrdiff_t>(shortest_hash) && std::all_of(at, end, is_hex) &&
            std::any_of(at, end, is_digit))
            return true;
        at = std::find_if(end, core.end(), is_letter_or_digit);
    }
    return false;
}

/// How a sign between `before` and `after` is written inside of a word; nullopt where it may not stand.
std::optional<std::string_view> joint(char sign, char before, char after)
{
    if (!is_letter_or_digit(before) || !is_letter_or_digit(after))
        return std::nullopt;
    const bool between_digits = is_digit(before) && is_digit(after);
    switch (sign) {
    case '\'':
    case '/': return sign == '/' ? "/" : "'";
    case '_': return "\\_";
    case '.': return between_digits ? "." : " ";  // no host, no file that a chat links
    case ':': return between_digits ? std::optional(":") : std::nullopt;  // a time, no scheme
    case '-': return is_letter(before) && is_digit(after) ? " " : "-";    // GH-1 and other trackers' names
    default: return std::nullopt;
    }
}

/// Nullopt for a word that could come to life.
std::optional<std::string> harmless(std::string_view word)
{
    const auto begin = word.find_first_not_of(opening);
    const auto last = word.find_last_not_of(closing);
    if (begin == std::string_view::npos || last == std::string_view::npos || begin > last)
        return std::nullopt;
    const auto core = word.substr(begin, last + 1 - begin);
    if (holds_hash(core) || base::lower_ascii(core).starts_with("www."))
        return std::nullopt;
    std::string written(word.substr(0, begin));
    for (std::size_t i = 0; i < core.size(); ++i) {
        if (is_letter_or_digit(core[i])) {
            written += core[i];
            continue;
        }
        const bool is_inside = i > 0 && i + 1 < core.size();
        const auto sign = is_inside ? joint(core[i], core[i - 1], core[i + 1]) : std::nullopt;
        if (!sign)
            return std::nullopt;
        written += *sign;
    }
    return written.append(word.substr(last + 1));
}

}  // namespace

std::string prose(std::string_view text, std::size_t limit)
{
    if (!base::is_utf8(text))
        return "";
    std::string line;
    bool says_something = false;
    for (const auto& word : words_in(text)) {
        if (word.empty())
            continue;
        const auto kept = harmless(word);
        says_something = says_something || kept;
        if (!kept && line.ends_with(gap))
            continue;
        line += line.empty() ? "" : " ";
        line += kept ? std::string_view(*kept) : gap;
    }
    return says_something ? base::shortened(line, limit) : "";
}

}  // namespace requests::markdown

#include "requests/markdown.h"

#include "base/text.h"

#include <algorithm>

namespace requests::markdown {
namespace {

std::size_t longest_run_of_backticks(std::string_view text)
{
    std::size_t longest = 0;
    std::size_t run = 0;
    for (char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

constexpr std::string_view word_joiner = "\u2060";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z');
}

/// skip-checks, co-authored-by, groundwork-request: what Git takes for a trailer's name before a colon.
bool is_trailer(std::string_view line)
{
    return line.find('-') != std::string_view::npos &&
           std::all_of(line.begin(), line.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

/// Whether GitHub would do something because `after` follows `before`, both in lower case and not empty.
bool is_trigger(std::string_view before, std::string_view after)
{
    const auto ends = [&](std::string_view sign) { return before.ends_with(sign); };
    const auto begins_word = [&](std::string_view sign) {
        return ends(sign) &&
               (before.size() == sign.size() || !is_letter_or_digit(before[before.size() - sign.size() - 1]));
    };
    if (is_digit(after.front()) &&
        (ends("#") || begins_word("gh-") || ends("/issues/") || ends("/pull/") || ends("/discussions/")))
        return true;
    if (is_letter_or_digit(after.front()) && begins_word("@"))
        return true;
    if ((ends("[") && (after.starts_with("skip ") || after.starts_with("no "))) ||
        (ends(" skip") && after.starts_with("]")))
        return true;
    return after.starts_with(":") && is_trailer(before.substr(before.rfind('\n') + 1));
}

std::string without_triggers(const std::string& text)
{
    const auto lower = base::lower_ascii(text);
    std::string broken;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && is_trigger(std::string_view(lower).substr(0, i), std::string_view(lower).substr(i)))
            broken += word_joiner;
        broken += text[i];
    }
    return broken;
}

}  // namespace

std::string code(std::string_view text)
{
    std::string line(text);
    for (auto& c : line)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    // Inside a code span only the backtick and, in a table, the border mean anything; both are replaced by
    // look-alikes that mean nothing, because GitHub and cmark disagree about escapes there.
    line = base::replaced(std::move(line), "`", "ˋ");
    line = base::replaced(std::move(line), "|", "¦");
    return line.empty() ? "–" : without_triggers("`" + line + "`");
}

std::string block(std::string_view text, std::string_view language)
{
    const std::string fence(std::max<std::size_t>(3, longest_run_of_backticks(text) + 1), '`');
    return without_triggers(
        fence + std::string(language) + "\n" + std::string(text) + (text.ends_with('\n') ? "" : "\n") +
        fence + "\n"
    );
}

}  // namespace requests::markdown

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
    return line.empty() ? "–" : "`" + line + "`";
}

std::string block(std::string_view text, std::string_view language)
{
    const std::string fence(std::max<std::size_t>(3, longest_run_of_backticks(text) + 1), '`');
    return fence + std::string(language) + "\n" + std::string(text) + (text.ends_with('\n') ? "" : "\n") +
           fence + "\n";
}

}  // namespace requests::markdown

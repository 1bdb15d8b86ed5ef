#include "base/text.h"
#include "git/allowance.h"
#include "git/edge.h"

#include <charconv>

namespace git {
namespace {

constexpr std::string_view before_answer = "Received:\n";
constexpr std::string_view before_wait = "\r\nretry-after:";
constexpr std::chrono::seconds longest_wait = std::chrono::hours(24);

/// Of the head of an answer, in seconds. GitHub gives no dates.
std::optional<std::chrono::seconds> retry_after_in(std::string_view answer)
{
    const auto head = base::lower_ascii(answer.substr(0, answer.find("\r\n\r\n")));
    const auto found = head.find(before_wait);
    if (found == std::string::npos)
        return std::nullopt;
    const auto begin = head.find_first_not_of(' ', found + before_wait.size());
    std::int64_t seconds = 0;
    if (begin == std::string::npos ||
        std::from_chars(head.data() + begin, head.data() + head.size(), seconds).ec != std::errc() ||
        seconds < 0)
        return std::nullopt;
    return std::min(longest_wait, std::chrono::seconds(seconds));
}

/// Nothing may be thrown through libgit2.
void hear(git_trace_level_t, const char* text) noexcept
{
    auto* allowance = Allowance::of_this_thread();
    std::string_view answer = text;
    if (allowance == nullptr || !answer.starts_with(before_answer))
        return;
    answer.remove_prefix(before_answer.size());
    if (!answer.starts_with("HTTP/1."))
        return;
    try {
        if (const auto wait = retry_after_in(answer))
            allowance->wait(*wait);
    } catch (const std::bad_alloc&) {
        return;  // the usual wait will do
    }
}

}  // namespace

void hear_retry_after()
{
    check(git_trace_set(GIT_TRACE_TRACE, hear), "Starting libgit2");
}

}  // namespace git

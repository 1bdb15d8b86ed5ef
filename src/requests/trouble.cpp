#include "requests/trouble.h"

#include "base/log.h"

#include <algorithm>

namespace requests {
namespace {

using namespace std::chrono_literals;

constexpr int told_after = 3;  // a failure that passes at once is not worth an event
constexpr std::chrono::milliseconds first_pause = 30s;
constexpr std::chrono::milliseconds longest_pause = 1h;
constexpr int most_doublings = 7;
// Until then access that was taken away, which looks the same, may be given back.
constexpr auto gone_for_good = 24h * 30;

base::Value described(const base::Error& error)
{
    return {{"error", error.message}, {"code", base::row_of(error.code).word}};
}

}  // namespace

jobs::Outcome endure(Following& following, const base::Error& error, base::Time now)
{
    auto& trouble = following.trouble;
    const auto& id = following.document.request_id;
    base::log::warn(
        "a pull request cannot be looked at",
        {{"request", id}, {"error", error.message}, {"detail", error.detail}}
    );
    ++trouble.times;
    if (error.code == base::Code::not_found) {
        trouble.gone_since = trouble.gone_since.value_or(now);
        following.lost = now - *trouble.gone_since >= gone_for_good;
    } else {
        trouble.gone_since.reset();
    }
    if (following.lost) {
        following.news.push_back({"request.pr_lost", "system", described(error)});
        return jobs::Advance{};
    }
    const auto doubled = first_pause * (1 << std::min(trouble.times - 1, most_doublings));
    const auto pause =
        std::max(std::min(doubled, longest_pause), error.retry_after.value_or(std::chrono::milliseconds(0)));
    following.next_look = now + pause;
    if (trouble.times == told_after)
        following.news.push_back({"request.pr_unreachable", "system", described(error)});
    return jobs::Park{following.next_look, std::string(wake)};
}

void end_trouble(Following& following)
{
    if (following.trouble.times >= told_after)
        following.news.push_back({"request.pr_reachable", "system", base::Value::object()});
    following.trouble = {};
}

}  // namespace requests

#include "forge/github_quota.h"

#include "base/text.h"
#include "forge/github_wire.h"

#include <algorithm>

namespace forge {
namespace {

using base::Time;
using std::chrono::seconds;
using namespace std::chrono_literals;

constexpr auto longest_reset = 3'700s;  // the primary limit's window is an hour
constexpr auto longest_asked = 24h;
constexpr auto least_after_refusal = 60s;
constexpr int most_doublings = 6;
constexpr auto forgotten_after = 15min;  // a refusal so long after the last pause is the first one again
constexpr int share_for_publishing = 4;  // one in so many calls

/// GitHub's documentation: a refusal for its limits is 403 or 429; a plain 403 is about permissions. Who
/// creates too much too fast may be told so by a 422, and after too many wrong tokens the right one is
/// refused too for a while.
bool is_refusal_for_limits(const base::HttpAnswer& answer)
{
    const auto says = [&](const char* words) {
        return base::lower_ascii(answer.body).find(words) != std::string::npos;
    };
    switch (answer.status) {
    case 429: return true;
    case 403:
        return answer.headers.contains("retry-after") ||
               number_header(answer, "x-ratelimit-remaining") == 0 || says("secondary rate limit") ||
               says("login attempts exceeded");
    case 422: return says("submitted too quickly");
    default: return false;
    }
}

/// How long until the hour is over. GitHub tells it by its own clock.
std::optional<seconds> until_reset(const base::HttpAnswer& answer, Time by_our_clock)
{
    const auto reset = number_header(answer, "x-ratelimit-reset");
    if (!reset)
        return std::nullopt;
    const auto left = Time(seconds(*reset)) - time_of(answer).value_or(by_our_clock);
    return std::min<seconds>(std::chrono::ceil<seconds>(left) + 1s, longest_reset);
}

}  // namespace

std::optional<seconds> GitHubQuota::heed(const base::HttpAnswer& answer, Time now, Time by_our_clock)
{
    const bool refused = is_refusal_for_limits(answer);
    const auto left = number_header(answer, "x-ratelimit-remaining");
    const auto reset = until_reset(answer, by_our_clock);
    if (left && reset && *reset > 0s) {
        allowed_ = number_header(answer, "x-ratelimit-limit").value_or(0);
        left_ = *left;
        reset_ = now + *reset;
    }
    if (now >= paused_until_ + forgotten_after)
        refusals_ = 0;  // what is read meanwhile does not say that writes are welcome again
    std::optional<seconds> wait;
    if (const auto asked = number_header(answer, "retry-after"); refused && asked)
        wait = std::clamp<seconds>(seconds(*asked), 1s, longest_asked);
    else if (left == 0 && reset)
        wait = std::max<seconds>(*reset, refused ? least_after_refusal : 1s);
    else if (refused && now >= paused_until_)  // else it was under way when the pause began
        wait = least_after_refusal * (1 << std::min(refusals_++, most_doublings));
    if (wait)
        paused_until_ = std::max(paused_until_, now + *wait);
    if (!refused)
        return std::nullopt;
    return std::chrono::ceil<seconds>(paused_until_ - now);
}

Time GitHubQuota::looks_from(Time now) const
{
    const bool is_scarce = left_ <= allowed_ / share_for_publishing;
    return allowed_ > 0 && is_scarce && now < reset_ ? reset_ : now;
}

}  // namespace forge

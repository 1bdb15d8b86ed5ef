#pragma once

#include "base/clock.h"
#include "base/network.h"

#include <optional>

namespace forge {

/// What GitHub's answers say of its limits: until when everybody leaves it alone, and how many calls are left
/// of the hour. Times as of GitHubLimits; not thread-safe.
class GitHubQuota {
public:
    /// When GitHub refused because of its limits, how long everybody waits now. `by_our_clock`: the time of
    /// day, for an answer that does not tell GitHub's.
    std::optional<std::chrono::seconds>
    heed(const base::HttpAnswer& answer, base::Time now, base::Time by_our_clock);

    base::Time paused_until() const { return paused_until_; }

    /// The first moment for a call that only looks. The last quarter of the hour's calls is left to who opens
    /// and changes pull requests.
    base::Time looks_from(base::Time now) const;

private:
    base::Time paused_until_{};
    int refusals_ = 0;          ///< one after the other, without a time to wait
    std::int64_t allowed_ = 0;  ///< calls an hour; 0: not told
    std::int64_t left_ = 0;
    base::Time reset_{};  ///< when all are there again
};

}  // namespace forge

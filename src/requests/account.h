#pragma once

#include "base/metrics.h"
#include "events/events.h"
#include "llm/meter.h"
#include "requests/document.h"

namespace requests {

/// The most tokens that language models may use in a calendar month (UTC). 0: no limit.
struct Budgets {
    std::int64_t tokens = 0;                ///< all requesters together
    std::int64_t tokens_per_requester = 0;  ///< each
};

/// Keeps account of one request's calls, for a dry run too: in the month's spending, in the request's events
/// and document, and in the metrics. A call that is under way when the budget runs out is finished, so many
/// at once may overrun it by what they use.
class Account final : public llm::Meter {
public:
    /// Everything outlives the account.
    Account(
        db::Database& database,
        events::Hub& hub,
        base::Metrics& metrics,
        const Budgets& budgets,
        Document& document
    );

    void admit() override;
    void record(const llm::Call& call) override;

private:
    db::Database& database_;
    events::Hub& hub_;
    base::Metrics& metrics_;
    const Budgets& budgets_;
    Document& document_;
};

}  // namespace requests

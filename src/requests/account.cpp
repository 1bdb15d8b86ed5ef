#include "requests/account.h"

#include "requests/spending.h"
#include "requests/store.h"

#include <fmt/format.h>

namespace requests {
namespace {

/// What a budget's refusal says.
struct Limit {
    std::string whose;  ///< "", or " of jane"
    std::string_view variable;
    std::int64_t tokens;
};

void refuse_when_spent(const Limit& limit, std::int64_t spent, base::Time now)
{
    if (limit.tokens == 0 || spent < limit.tokens)
        return;
    throw base::Error(
        base::Code::forbidden,
        fmt::format(
            "The monthly token budget{} for language models is spent: {} of {} ({}). It renews at {}. Until "
            "then ask those who run groundwork to raise it or to put offline at the end of LLM_PROVIDER, or "
            "send typed resources.",
            limit.whose,
            spent,
            limit.tokens,
            limit.variable,
            base::to_rfc3339(end_of_month(now))
        )
    );
}

void count(base::Metrics& metrics, const llm::Call& call)
{
    const base::Metrics::Labels who{{"provider", call.provider}, {"model", call.model}};
    auto labels = who;
    labels["outcome"] = call.outcome;
    metrics.count("groundwork_model_calls_total", "Calls to language models.", labels);
    metrics.observe(
        "groundwork_model_call_seconds", "How long calls to language models take.", who, call.took
    );
    for (const auto& [kind, tokens] :
         {std::pair("input", call.tokens.input),
          std::pair("output", call.tokens.output),
          std::pair("cached", call.tokens.cached)}) {
        labels = who;
        labels["kind"] = kind;
        metrics.count(
            "groundwork_model_tokens_total",
            "Tokens that language models used; cached ones were read from the provider's cache.",
            labels,
            static_cast<double>(tokens)
        );
    }
}

}  // namespace

Account::Account(
    db::Database& database,
    events::Hub& hub,
    base::Metrics& metrics,
    const Budgets& budgets,
    Document& document
)
    : database_(database), hub_(hub), metrics_(metrics), budgets_(budgets), document_(document)
{}

void Account::admit()
{
    if (budgets_.tokens == 0 && budgets_.tokens_per_requester == 0)
        return;
    const auto& requester = document_.submission.requester;
    const auto [spent, now] = database_.read([&](db::Transaction& tx) {
        return std::pair(spent_this_month(tx, requester), tx.now());
    });
    refuse_when_spent({"", "GROUNDWORK_MONTHLY_TOKENS", budgets_.tokens}, spent.tokens, now);
    refuse_when_spent(
        {" of " + requester, "GROUNDWORK_MONTHLY_TOKENS_PER_REQUESTER", budgets_.tokens_per_requester},
        spent.tokens_of_requester,
        now
    );
}

void Account::record(const llm::Call& call)
{
    document_.model_calls.push_back(call);
    count(metrics_, call);
    database_.write([&](db::Transaction& tx) {
        spend(tx, document_.submission.requester, call.tokens);
        if (!document_.request_id.empty())
            events::append(tx, hub_, subject_of(document_.request_id), "request.model_call", "system", call);
    });
}

}  // namespace requests

#include "requests/spending.h"

#include <fmt/format.h>

namespace requests {
namespace {

std::chrono::year_month month_of(base::Time time)
{
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return day.year() / day.month();
}

/// 2026-11
std::string key_of(base::Time time)
{
    const auto month = month_of(time);
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

}  // namespace

base::Time end_of_month(base::Time now)
{
    return std::chrono::sys_days((month_of(now) + std::chrono::months(1)) / std::chrono::day(1));
}

Spent spent_this_month(db::Transaction& tx, const std::string& requester)
{
    const auto row = tx.find(
        "SELECT CAST(COALESCE(SUM(input_tokens + output_tokens + cached_tokens), 0) AS BIGINT), "
        "CAST(COALESCE(SUM(CASE WHEN requester = $2 THEN input_tokens + output_tokens + cached_tokens ELSE 0 "
        "END), 0) AS BIGINT) FROM model_spending WHERE month = $1",
        key_of(tx.now()),
        requester
    );
    return {row->number(0), row->number(1)};
}

void spend(db::Transaction& tx, const std::string& requester, const llm::Tokens& tokens)
{
    tx.execute(
        "INSERT INTO model_spending (month, requester, calls, input_tokens, output_tokens, cached_tokens) "
        "VALUES ($1, $2, 1, $3, $4, $5) ON CONFLICT (month, requester) DO UPDATE SET "
        "calls = model_spending.calls + 1, "
        "input_tokens = model_spending.input_tokens + excluded.input_tokens, "
        "output_tokens = model_spending.output_tokens + excluded.output_tokens, "
        "cached_tokens = model_spending.cached_tokens + excluded.cached_tokens",
        key_of(tx.now()),
        requester,
        tokens.input,
        tokens.output,
        tokens.cached
    );
}

}  // namespace requests

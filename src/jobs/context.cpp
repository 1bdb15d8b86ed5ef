#include "jobs/context.h"

namespace jobs {

std::optional<base::Value> RunContext::take(std::string_view signal)
{
    auto& newest = newest_taken_.try_emplace(std::string(signal), 0).first->second;
    const auto row = database_.read([&](db::Transaction& tx) {
        return tx.find(
            "SELECT number, payload FROM job_signals WHERE job_id = $1 AND name = $2 AND number > $3 "
            "ORDER BY number LIMIT 1",
            run_.id,
            signal,
            newest
        );
    });
    if (!row)
        return std::nullopt;
    newest = row->number(0);
    taken_.push_back(newest);
    return base::Value::parse(row->text(1));
}

}  // namespace jobs

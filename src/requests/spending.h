#pragma once

#include "db/database.h"
#include "llm/meter.h"

#include <string>

/// The table of what language models used, by calendar month (UTC) and requester, as functions on a caller's
/// transaction.
namespace requests {

struct Spent {
    std::int64_t tokens = 0;               ///< by everybody
    std::int64_t tokens_of_requester = 0;  ///< of these, by one
};

/// In the month of the transaction.
Spent spent_this_month(db::Transaction& tx, const std::string& requester);

/// Adds a call to the month of the transaction.
void spend(db::Transaction& tx, const std::string& requester, const llm::Tokens& tokens);

/// When the month that `now` lies in is over, and its budgets are new.
base::Time end_of_month(base::Time now);

}  // namespace requests

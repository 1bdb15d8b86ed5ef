#pragma once

#include "base/clock.h"
#include "base/value.h"
#include "db/database.h"
#include "events/hub.h"

#include <string>
#include <string_view>
#include <vector>

/// The one table of what happened. Audit log, history, live status and webhooks are readings of it.
namespace events {

struct Event {
    std::int64_t number = 0;  ///< counts per subject from 1
    std::string kind;         ///< "request.queued", "request.status", …
    std::string actor;        ///< who did it: a token's name, "anonymous", "system"
    base::Value payload;
    base::Time at;
};

/// Appends in the caller's transaction; who watches the subject wakes when it is durable. Returns the event's
/// number. `hub` must outlive the transaction's commit.
std::int64_t append(
    db::Transaction& tx,
    Hub& hub,
    const Subject& subject,
    std::string_view kind,
    std::string_view actor,
    const base::Value& payload
);

/// Events with a number above `after`, oldest first, at most `limit`.
std::vector<Event> list(db::Transaction& tx, const Subject& subject, std::int64_t after = 0, int limit = 500);

}  // namespace events

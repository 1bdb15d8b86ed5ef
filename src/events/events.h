#pragma once

#include "base/clock.h"
#include "base/value.h"
#include "db/database.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The one table of what happened. Audit log, history, live status and webhooks are readings of it.
namespace events {

/// What an event is about: {"request", "req-…"}.
struct Subject {
    std::string kind;
    std::string id;
};

struct Event {
    std::int64_t number = 0;  ///< counts per subject from 1
    std::string kind;         ///< "request.queued", "request.status", …
    std::string actor;        ///< who did it: a token's name, "anonymous", "system"
    base::Value payload;
    base::Time at;
};

/// Appends in the caller's transaction; listeners wake when it is durable. Returns the event's number.
class Hub;
std::int64_t append(db::Transaction& tx, Hub& hub, const Subject& subject, std::string_view kind, std::string_view actor, const base::Value& payload);

/// Events with a number above `after`, oldest first, at most `limit`.
std::vector<Event> list(db::Transaction& tx, const Subject& subject, std::int64_t after = 0, int limit = 500);

/// Wakes those who wait for the next event of a subject, in this process.
class Hub {
public:
    /// How often this subject has been told so far.
    std::uint64_t seen(const Subject& subject);
    /// Returns when the subject was told again since `seen`, or at `deadline`, or when the hub is closed.
    /// True when there is something new.
    bool wait(const Subject& subject, std::uint64_t seen, std::chrono::steady_clock::time_point deadline);
    void tell(const Subject& subject);
    /// Wakes everybody, for good: the server is stopping.
    void close();
    bool closed();

private:
    struct Listeners {
        std::uint64_t told = 0;
        int waiting = 0;
    };
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Listeners> subjects_;  ///< only those somebody waits for
    bool closed_ = false;
};

}  // namespace events

#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/network.h"
#include "db/database.h"
#include "forge/github_quota.h"

#include <deque>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

namespace forge {

class GitHubTurn;

/// For what something is read. Who opens a pull request or obeys a comment goes before who only looks.
enum class GitHubReading {
    publishing,
    following,  ///< within a look at a pull request
    looking,    ///< its first read: what is begun can be ended
};

/// How fast GitHub may be called: its documentation on rate limits and on best practices of the REST API,
/// with a little room for clocks that differ.
struct GitHubPace {
    std::chrono::milliseconds between_writes{1'000};
    std::size_t writes_a_minute = 80;
    std::size_t writes_an_hour = 500;
    std::size_t reads_a_minute = 400;      ///< 900 points; a write takes 5, a read 1
    std::size_t left_to_publishing = 100;  ///< of the reads
    std::size_t left_to_begun_looks = 40;  ///< of the others
    int at_once = 100;
    std::chrono::milliseconds longest_wait_here{3'000};  ///< a longer one is for the job: `limited`

    /// Only so many at once: for a GitHub whose limits are switched off. What its answers ask is heeded all
    /// the same.
    static GitHubPace without_limits()
    {
        constexpr auto any = std::numeric_limits<std::size_t>::max();
        return {std::chrono::milliseconds(0), any, any, any};
    }
};

/// GitHub's limits, kept by all who share the account. Nobody sleeps here for long: who has to wait longer
/// gets a turn in the future and `limited` with the time until then, and keeps that turn. When GitHub asks to
/// be left alone, everybody leaves it alone. Nobody minds when the time of day is set back or forward.
/// Thread-safe.
class GitHubLimits {
public:
    using Sleep = std::function<void(std::chrono::milliseconds)>;

    /// `clock` must outlive the limits.
    explicit GitHubLimits(const base::Clock& clock, GitHubPace pace = {}, Sleep sleep = {});

    /// Counts what was written before a restart too, and from now on keeps every write in the database, which
    /// must outlive the limits. Before the first call.
    void remember(db::Database& database);

    /// One call under way, until it ends.
    class Call {
    public:
        ~Call() { limits_.end_call(); }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;

    private:
        friend class GitHubLimits;
        explicit Call(GitHubLimits& limits) : limits_(limits) {}

        GitHubLimits& limits_;
    };

    /// Before a read. Throws `limited`.
    Call read(GitHubReading reading = GitHubReading::publishing);

    /// Before all that is promised to others, for what a person waits for; or behind it.
    enum class Place { first, last };

    /// The right to so many writes, one after the other. `key` says who asks: it gets the turn that it was
    /// promised before. Throws `limited`.
    GitHubTurn turn(const std::string& key, std::size_t writes, Place place = Place::last);

    /// What an answer says about the limits. When GitHub refused because of them, how long everybody waits
    /// now.
    std::optional<std::chrono::milliseconds> heed(const base::HttpAnswer& answer);

private:
    friend class GitHubTurn;

    /// A write that will be: promised to a key, or granted to a turn that has begun.
    struct Slot {
        base::Time time;
        std::string key;
        bool granted;
    };
    using Times = std::vector<base::Time>;

    Call write(const std::string& key);
    void give_back(const std::string& key);
    void end_call();
    void begin_call();
    void wait_until(base::Time from, base::Time now);

    std::optional<base::Time> promised(const std::string& key) const;
    Times known(bool with_promises) const;
    base::Time next(const Times& sorted, base::Time now) const;
    Times plan(Times sorted, std::size_t writes, base::Time now) const;
    void forget_the_past(base::Time now);
    void drop(const std::string& key, bool granted, bool only_first);
    void put_off_promises(base::Time now);
    std::size_t allowed(GitHubReading reading) const;
    base::Error limited(const std::string& why, base::Time until, base::Time now) const;
    base::Time now() const { return begun_ + clock_.running(); }
    /// A moment of ours as the time of day; and the other way round, for one that has passed.
    base::Time time_of_day(base::Time time) const { return time - now() + clock_.now(); }
    base::Time passed(base::Time time_of_day) const;

    const base::Clock& clock_;
    base::Time begun_;  ///< so that our times look like the time of day
    GitHubPace pace_;
    Sleep sleep_;
    db::Database* memory_ = nullptr;
    std::mutex mutex_;
    std::deque<base::Time> reads_;   ///< of the last minute
    std::deque<base::Time> writes_;  ///< of the last hour, by the time when they were made
    std::deque<Slot> slots_;         ///< by time
    GitHubQuota quota_;
    int under_way_ = 0;
};

/// The right to a few writes. What is not used is given back.
class GitHubTurn {
public:
    GitHubTurn(GitHubLimits& limits, std::string key) : limits_(limits), key_(std::move(key)) {}
    ~GitHubTurn() { limits_.give_back(key_); }
    GitHubTurn(const GitHubTurn&) = delete;
    GitHubTurn& operator=(const GitHubTurn&) = delete;

    /// Waits for the moment of the next write, not for long. Throws `limited`.
    GitHubLimits::Call write() { return limits_.write(key_); }

private:
    GitHubLimits& limits_;
    std::string key_;
};

}  // namespace forge

#pragma once

#include <chrono>
#include <compare>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace events {

/// What an event is about: {"request", "req-…"}.
struct Subject {
    std::string kind;
    std::string id;

    auto operator<=>(const Subject&) const = default;
};

/// Wakes those who wait for the next event of a subject, in this process. It remembers only subjects that
/// somebody watches.
class Hub {
public:
    Hub() = default;
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// There is something new about the subject. Any thread.
    void tell(const Subject& subject);
    /// Wakes everybody, for good: the server is stopping.
    void close();
    bool closed() const;
    /// How many subjects are being watched.
    std::size_t watched() const;

private:
    friend class Watch;

    struct Watched {
        std::uint64_t told = 0;
        int watches = 0;
        std::condition_variable changed;
    };

    mutable std::mutex mutex_;
    std::map<Subject, Watched> subjects_;
    bool closed_ = false;
};

/// One reader's interest in one subject, from its construction on. Watch first, then read the table, then
/// wait: an event that comes between reading and waiting ends the wait.
///
///     events::Watch watch(hub, subject);
///     do { …read and send what is new… } while (watch.wait(deadline));
///
/// Used by one thread; the hub must outlive it.
class Watch {
public:
    Watch(Hub& hub, const Subject& subject);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// True when the subject was told since the watch began or since the last wait that returned true (at
    /// once when it already was); false at `deadline` or when the hub is closed.
    bool wait(std::chrono::steady_clock::time_point deadline);

private:
    Hub& hub_;
    std::map<Subject, Hub::Watched>::iterator watched_;
    std::uint64_t seen_ = 0;
};

}  // namespace events

#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace base {

/// A point in time, microseconds since 1970-01-01 UTC: the form in which times are stored.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

constexpr std::int64_t to_micros(Time time)
{
    return time.time_since_epoch().count();
}
constexpr Time from_micros(std::int64_t micros)
{
    return Time(std::chrono::microseconds(micros));
}

/// RFC 3339 in UTC with milliseconds: 2026-11-20T08:00:00.000Z
std::string to_rfc3339(Time time);

class Clock {
public:
    virtual ~Clock() = default;
    /// The time of day, which somebody may set back or forward.
    virtual Time now() const = 0;
    /// Since some moment before, and never set.
    virtual std::chrono::microseconds running() const = 0;
};

class RealClock final : public Clock {
public:
    Time now() const override;
    std::chrono::microseconds running() const override;
};

/// Stands still until it is told to move. For tests.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Time start = from_micros(1'800'000'000'000'000)) : now_(start) {}

    Time now() const override
    {
        std::lock_guard lock(mutex_);
        return now_;
    }
    std::chrono::microseconds running() const override
    {
        std::lock_guard lock(mutex_);
        return running_;
    }
    void advance(std::chrono::microseconds by)
    {
        std::lock_guard lock(mutex_);
        now_ += by;
        running_ += by;
    }
    /// Somebody sets the time of day.
    void set(Time now)
    {
        std::lock_guard lock(mutex_);
        now_ = now;
    }

private:
    mutable std::mutex mutex_;
    Time now_;
    std::chrono::microseconds running_{0};
};

}  // namespace base

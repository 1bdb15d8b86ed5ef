#include "forge/github_limits.h"

#include "base/error.h"
#include "forge/github_writes.h"

#include <algorithm>
#include <thread>

namespace forge {
namespace {

using base::Time;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

// Counted from when a write is sent; GitHub counts from when it comes in.
constexpr auto minute = 61s;
constexpr auto hour = 3'605s;
constexpr auto promise_kept = 15min;  // after its time; then its owner is taken for gone

const std::string too_many_changes = "GitHub allows only so many changes an hour; the next turn is at ";
const std::string too_many_reads = "GitHub lets us look only so often; the next look is at ";
const std::string too_many_at_once = "GitHub allows only so many calls at once; the next may be made at ";

Time after(const std::vector<Time>& sorted, std::size_t count, std::chrono::seconds window)
{
    return sorted.size() < count ? Time{} : sorted[sorted.size() - count] + window;
}

void sleep_here(milliseconds wait)
{
    std::this_thread::sleep_for(wait);
}

}  // namespace

GitHubLimits::GitHubLimits(const base::Clock& clock, GitHubPace pace, Sleep sleep)
    : clock_(clock),
      begun_(clock.now() - clock.running()),
      pace_(pace),
      sleep_(sleep ? std::move(sleep) : sleep_here)
{}

void GitHubLimits::remember(db::Database& database)
{
    std::lock_guard lock(mutex_);
    memory_ = &database;
    writes_.clear();
    for (const auto time :
         database.read([&](db::Transaction& tx) { return list_github_writes(tx, clock_.now() - hour); }))
        writes_.push_back(passed(time));
}

/// One that lies ahead was noted before the clock was set back: taken for this moment.
Time GitHubLimits::passed(Time time_of_day) const
{
    return now() - std::max<std::chrono::microseconds>(clock_.now() - time_of_day, 0s);
}

/// At least one, however small the pace is.
std::size_t GitHubLimits::allowed(GitHubReading reading) const
{
    std::size_t left = 0;
    if (reading != GitHubReading::publishing)
        left += pace_.left_to_publishing;
    if (reading == GitHubReading::looking)
        left += pace_.left_to_begun_looks;
    return pace_.reads_a_minute - std::min(left, pace_.reads_a_minute - 1);
}

GitHubLimits::Call GitHubLimits::read(GitHubReading reading)
{
    Time now;
    Time from;
    {
        std::lock_guard lock(mutex_);
        now = this->now();
        while (!reads_.empty() && reads_.front() + minute <= now)
            reads_.pop_front();
        from = std::max(now, quota_.paused_until());
        if (reading != GitHubReading::publishing)
            from = std::max(from, quota_.looks_from(now));
        if (const auto most = allowed(reading); reads_.size() >= most)
            from = std::max(from, reads_[reads_.size() - most] + minute);
        if (from > now + pace_.longest_wait_here)
            throw limited(too_many_reads, from, now);
        begin_call();
        reads_.push_back(from);
    }
    wait_until(from, now);
    return Call(*this);
}

/// Who waits here learns too that GitHub asks meanwhile to be left alone.
void GitHubLimits::wait_until(Time from, Time now)
{
    if (from <= now)
        return;
    sleep_(std::chrono::ceil<milliseconds>(from - now));
    std::lock_guard lock(mutex_);
    if (quota_.paused_until() <= this->now())
        return;
    --under_way_;
    throw limited("", quota_.paused_until(), this->now());
}

GitHubTurn GitHubLimits::turn(const std::string& key, std::size_t writes, Place place)
{
    std::lock_guard lock(mutex_);
    const auto now = this->now();
    forget_the_past(now);
    const auto promise = promised(key);
    if (promise && *promise > now + pace_.longest_wait_here)
        throw limited(too_many_changes, *promise, now);
    if (promise)
        drop(key, false, false);
    // Whose promised time has come goes before all promises, also when somebody else was faster once more.
    const auto times = plan(known(!promise && place == Place::last), writes, now);
    const bool granted = times.front() <= now + pace_.longest_wait_here;
    for (const auto time : times)
        slots_.push_back({time, key, granted});
    std::stable_sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
        return a.time < b.time;
    });
    if (!granted)
        throw limited(too_many_changes, times.front(), now);
    return {*this, key};
}

/// Planned again from what was really written: the calls before this one may have taken their time.
GitHubLimits::Call GitHubLimits::write(const std::string& key)
{
    Time now;
    Time from;
    {
        std::lock_guard lock(mutex_);
        now = this->now();
        forget_the_past(now);
        from = next({writes_.begin(), writes_.end()}, now);
        if (from > now + pace_.longest_wait_here)
            throw limited(too_many_changes, from, now);
        begin_call();
        drop(key, true, true);
        writes_.push_back(from);
    }
    const auto made_at = time_of_day(from);
    const auto forgotten = clock_.now() - hour;
    try {
        if (memory_ != nullptr)
            memory_->write([&](db::Transaction& tx) { note_github_write(tx, made_at, forgotten); });
    } catch (...) {
        end_call();
        throw;
    }
    wait_until(from, now);
    return Call(*this);
}

void GitHubLimits::give_back(const std::string& key)
{
    std::lock_guard lock(mutex_);
    drop(key, true, false);
}

void GitHubLimits::begin_call()
{
    if (under_way_ >= pace_.at_once)
        throw limited(too_many_at_once, now() + pace_.between_writes, now());
    ++under_way_;
}

void GitHubLimits::end_call()
{
    std::lock_guard lock(mutex_);
    --under_way_;
}

std::optional<milliseconds> GitHubLimits::heed(const base::HttpAnswer& answer)
{
    std::lock_guard lock(mutex_);
    const auto now = this->now();
    const auto wait = quota_.heed(answer, now, clock_.now());
    if (quota_.paused_until() > now)
        put_off_promises(now);
    return wait;
}

/// Everybody keeps their place in the queue.
void GitHubLimits::put_off_promises(Time now)
{
    auto times = known(false);
    for (auto& slot : slots_)
        if (!slot.granted) {
            slot.time = std::max(slot.time, next(times, now));
            times.push_back(slot.time);
        }
}

std::optional<Time> GitHubLimits::promised(const std::string& key) const
{
    for (const auto& slot : slots_)
        if (slot.key == key && !slot.granted)
            return slot.time;
    return std::nullopt;
}

GitHubLimits::Times GitHubLimits::known(bool with_promises) const
{
    Times times(writes_.begin(), writes_.end());
    for (const auto& slot : slots_)
        if (slot.granted || with_promises)
            times.push_back(slot.time);
    std::sort(times.begin(), times.end());
    return times;
}

/// The first moment at which one more write keeps every limit.
Time GitHubLimits::next(const Times& sorted, Time now) const
{
    return std::max(
        {now,
         quota_.paused_until(),
         sorted.empty() ? Time{} : sorted.back() + pace_.between_writes,
         after(sorted, pace_.writes_a_minute, minute),
         after(sorted, pace_.writes_an_hour, hour)}
    );
}

/// Writes that follow each other closely: nobody stops in the middle for the next hour to come.
GitHubLimits::Times GitHubLimits::plan(Times sorted, std::size_t writes, Time now) const
{
    Times planned;
    for (std::size_t i = 0; i < std::max<std::size_t>(writes, 1); ++i) {
        planned.push_back(next(sorted, now));
        sorted.push_back(planned.back());
    }
    for (std::size_t i = planned.size() - 1; i > 0; --i)
        planned[i - 1] = planned[i] - pace_.between_writes;
    return planned;
}

void GitHubLimits::forget_the_past(Time now)
{
    while (!writes_.empty() && writes_.front() + hour <= now)
        writes_.pop_front();
    std::erase_if(slots_, [&](const Slot& slot) { return !slot.granted && slot.time + promise_kept < now; });
}

void GitHubLimits::drop(const std::string& key, bool granted, bool only_first)
{
    for (auto slot = slots_.begin(); slot != slots_.end();) {
        if (slot->key != key || slot->granted != granted) {
            ++slot;
            continue;
        }
        slot = slots_.erase(slot);
        if (only_first)
            return;
    }
}

base::Error GitHubLimits::limited(const std::string& why, Time until, Time now) const
{
    const bool paused = until == quota_.paused_until();
    const auto time = base::to_rfc3339(time_of_day(until));
    base::Error error(
        base::Code::limited, (paused ? "GitHub asked to be left alone until " : why) + time + "."
    );
    error.retry_after = std::chrono::ceil<milliseconds>(until - now);
    return error;
}

}  // namespace forge

#include "forge/github_limits.h"

#include "base/error.h"
#include "base/text.h"
#include "forge/github_wire.h"
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
constexpr auto promise_kept = 15min;    // after its time; then its owner is taken for gone
constexpr auto longest_reset = 3'700s;  // the primary limit's window is an hour
constexpr auto longest_asked = 24h;
constexpr auto least_after_refusal = 60s;
constexpr int most_doublings = 6;

const std::string too_many_changes = "GitHub allows only so many changes an hour; the next turn is at ";
const std::string too_many_reads = "GitHub lets us look only so often in a minute; the next look is at ";
const std::string too_many_at_once = "GitHub allows only so many calls at once; the next may be made at ";

Time after(const std::vector<Time>& sorted, std::size_t count, std::chrono::seconds window)
{
    return sorted.size() < count ? Time{} : sorted[sorted.size() - count] + window;
}

void sleep_here(milliseconds wait)
{
    std::this_thread::sleep_for(wait);
}

/// GitHub's documentation: a refusal for its limits is 403 or 429; a plain 403 is about permissions.
bool is_refusal_for_limits(const base::HttpAnswer& answer)
{
    if (answer.status == 429)
        return true;
    return answer.status == 403 &&
           (answer.headers.contains("retry-after") || number_header(answer, "x-ratelimit-remaining") == 0 ||
            base::lower_ascii(answer.body).find("secondary rate limit") != std::string::npos);
}

}  // namespace

GitHubLimits::GitHubLimits(const base::Clock& clock, GitHubPace pace, Sleep sleep)
    : clock_(clock), pace_(pace), sleep_(sleep ? std::move(sleep) : sleep_here)
{}

void GitHubLimits::remember(db::Database& database)
{
    std::lock_guard lock(mutex_);
    memory_ = &database;
    const auto known =
        database.read([&](db::Transaction& tx) { return list_github_writes(tx, clock_.now() - hour); });
    writes_.assign(known.begin(), known.end());
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
    milliseconds wait{0};
    {
        std::lock_guard lock(mutex_);
        const auto now = clock_.now();
        while (!reads_.empty() && reads_.front() + minute <= now)
            reads_.pop_front();
        auto from = std::max(now, paused_until_);
        if (const auto most = allowed(reading); reads_.size() >= most)
            from = std::max(from, reads_[reads_.size() - most] + minute);
        if (from > now + pace_.longest_wait_here)
            throw limited(too_many_reads, from, now);
        begin_call();
        reads_.push_back(from);
        wait = std::chrono::ceil<milliseconds>(from - now);
    }
    if (wait > 0ms)
        sleep_(wait);
    return Call(*this);
}

GitHubTurn GitHubLimits::turn(const std::string& key, std::size_t writes, Place place)
{
    std::lock_guard lock(mutex_);
    const auto now = clock_.now();
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
        now = clock_.now();
        forget_the_past(now);
        from = next({writes_.begin(), writes_.end()}, now);
        if (from > now + pace_.longest_wait_here)
            throw limited(too_many_changes, from, now);
        begin_call();
        drop(key, true, true);
        writes_.push_back(from);
    }
    try {
        if (memory_ != nullptr)
            memory_->write([&](db::Transaction& tx) { note_github_write(tx, from, now - hour); });
    } catch (...) {
        end_call();
        throw;
    }
    if (from > now)
        sleep_(std::chrono::ceil<milliseconds>(from - now));
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
        throw limited(too_many_at_once, clock_.now() + pace_.between_writes, clock_.now());
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
    const auto now = clock_.now();
    const bool refused = is_refusal_for_limits(answer);
    const bool used_up = number_header(answer, "x-ratelimit-remaining") == 0;
    if (!refused && answer.status < 500)
        refusals_ = 0;
    std::optional<std::chrono::seconds> wait;
    if (const auto asked = number_header(answer, "retry-after"); refused && asked)
        wait = std::clamp<std::chrono::seconds>(std::chrono::seconds(*asked), 1s, longest_asked);
    else if (const auto reset = number_header(answer, "x-ratelimit-reset"); used_up && reset) {
        const auto left =
            std::chrono::ceil<std::chrono::seconds>(Time(std::chrono::seconds(*reset)) - now) + 1s;
        wait = std::clamp<std::chrono::seconds>(left, refused ? least_after_refusal : 1s, longest_reset);
    } else if (refused) {
        wait = least_after_refusal * (1 << std::min(refusals_, most_doublings));
        ++refusals_;
    }
    if (!wait)
        return std::nullopt;
    pause_until(now + *wait, now);
    return refused ? std::optional<milliseconds>(*wait) : std::nullopt;
}

/// Everybody keeps their place in the queue.
void GitHubLimits::pause_until(Time time, Time now)
{
    paused_until_ = std::max(paused_until_, time);
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
         paused_until_,
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
    base::Error error(
        base::Code::limited,
        until == paused_until_ ? "GitHub asked to be left alone until " + base::to_rfc3339(until) + "."
                               : why + base::to_rfc3339(until) + "."
    );
    error.retry_after = std::chrono::ceil<milliseconds>(until - now);
    return error;
}

}  // namespace forge

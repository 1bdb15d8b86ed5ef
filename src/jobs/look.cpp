#include "base/log.h"
#include "base/retry.h"
#include "jobs/engine.h"

#include <algorithm>
#include <span>

namespace jobs {
namespace {

/// A timer is a time of the system's clock, which may jump: while one is pending, look at least this often.
constexpr std::chrono::microseconds longest_sleep = std::chrono::minutes(1);

}  // namespace

void Runner::Engine::dispatch()
{
    auto next_look = Monotonic::now();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (kicked_ || Monotonic::now() >= next_look) {
            kicked_ = false;
            lock.unlock();
            next_look = Monotonic::now() + look();
            lock.lock();
            if (!staff())
                next_look = std::min(next_look, Monotonic::now() + std::chrono::seconds(1));
            continue;
        }
        stop_overdue(lock);
        if (kicked_ || stopping_)
            continue;
        sleeps_until_ = std::min(next_look, earliest_deadline());
        wake_dispatcher_.wait_until(lock, sleeps_until_);
    }
}

/// Claims what is due, as far as there are threads and lanes. Says how long to sleep when nobody kicks.
std::chrono::microseconds Runner::Engine::look()
{
    refused_ = false;
    auto sleep = std::chrono::microseconds(std::chrono::hours(24));
    try {
        const auto now = clock_.now();
        auto candidates = find_open();
        const auto future = std::ranges::partition_point(candidates, [&](const Candidate& candidate) {
            return candidate.run_at <= now;
        });
        if (future != candidates.end())
            sleep = std::min(longest_sleep, future->run_at - now);
        candidates.erase(future, candidates.end());
        const auto chosen = choose(std::move(candidates));
        if (!chosen.empty())
            assign(chosen, claim_all(chosen));
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        base::log::warn("cannot look for jobs", {{"error", error.message}, {"detail", error.detail}});
        refused_ = true;
    }
    refusals_ = refused_ ? refusals_ + 1 : 0;
    return refused_ ? base::backoff(refusals_, 0) : sleep;
}

/// The next candidates of every stage that has a place, the earliest first.
std::vector<Candidate> Runner::Engine::find_open()
{
    struct Open {
        const Workflow* workflow;
        const Stage* stage;
        int limit;
    };
    std::vector<Open> open;
    {
        std::lock_guard lock(mutex_);
        const int threads = stopping_ ? 0 : options_.threads - busy_;
        for (const auto& [name, workflow] : workflows_)
            for (const auto& stage : workflow->stages)
                if (const int places = std::min(threads, lanes_.room(stage.lane)); places > 0) {
                    lanes_.clear_queue(stage.lane);
                    open.push_back({workflow, &stage, places + 1}
                    );  // one more, to see whether one is left waiting
                }
    }
    if (open.empty())
        return {};
    return database_.read([&](db::Transaction& tx) {
        count_waiting(tx);
        std::vector<Candidate> candidates;
        for (const auto& [workflow, stage, limit] : open)
            std::ranges::move(find_candidates(tx, *workflow, *stage, limit), std::back_inserter(candidates));
        std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
            return std::tie(a.run_at, a.id) < std::tie(b.run_at, b.id);
        });
        return candidates;
    });
}

/// Those that get a thread and a place in their lane.
std::vector<Candidate> Runner::Engine::choose(std::vector<Candidate> candidates)
{
    std::vector<Candidate> chosen;
    std::lock_guard lock(mutex_);
    for (auto& candidate : candidates) {
        if (stopping_ || busy_ >= options_.threads)
            break;
        if (!lanes_.enter(candidate.stage->lane))
            continue;
        ++busy_;
        chosen.push_back(std::move(candidate));
    }
    return chosen;
}

/// One transaction for all. When a noun's hook refuses, it is found out whose, and that job alone fails.
std::vector<std::optional<Run>> Runner::Engine::claim_all(const std::vector<Candidate>& chosen)
{
    try {
        return claim_together(chosen);
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        base::log::warn("cannot claim jobs together", {{"error", error.message}, {"detail", error.detail}});
    }
    std::vector<std::optional<Run>> runs;
    for (const auto& candidate : chosen)
        runs.push_back(claim_alone(candidate));
    return runs;
}

std::vector<std::optional<Run>> Runner::Engine::claim_together(std::span<const Candidate> candidates)
{
    return database_.write([&](db::Transaction& tx) {
        std::vector<std::optional<Run>> runs;
        for (const auto& candidate : candidates) {
            runs.push_back(claim(tx, candidate));
            if (runs.back())
                tell_entered(tx, *runs.back());
        }
        return runs;
    });
}

/// Does not throw: what was claimed before it must not be lost.
std::optional<Run> Runner::Engine::claim_alone(const Candidate& candidate)
{
    std::optional<base::Error> refusal;
    try {
        return claim_together({&candidate, 1}).front();
    } catch (...) {
        refusal = base::as_error(std::current_exception());
    }
    try {
        if (!base::row_of(refusal->code).retried) {
            const auto run = database_.write([&](db::Transaction& tx) { return claim(tx, candidate); });
            if (run)
                end(*run, {*refusal, run->document, {}});
            return std::nullopt;
        }
    } catch (...) {
        refusal = base::as_error(std::current_exception());
    }
    base::log::warn(
        "cannot claim a job",
        {{"job", candidate.id}, {"error", refusal->message}, {"detail", refusal->detail}}
    );
    refused_ = true;  // it is still due: a later look takes it
    return std::nullopt;
}

void Runner::Engine::assign(const std::vector<Candidate>& chosen, std::vector<std::optional<Run>> runs)
{
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!runs[i]) {
            --busy_;
            lanes_.leave(chosen[i].stage->lane);
            continue;
        }
        if (runs[i]->attempt == 1)
            metrics_.count(
                "groundwork_jobs_started_total",
                "Jobs begun.",
                {{"workflow", std::string(runs[i]->workflow->name)}}
            );
        assigned_.push_back(&active_.emplace_back(Active{std::move(*runs[i])}));
        wake_worker_.notify_one();
    }
    count_running();
    changed_.notify_all();
    if (stopping_)
        wake_worker_.notify_all();
}

/// Asks the stages whose deadline has passed to stop; a stage's own stop callback runs in here, so not under
/// the lock.
void Runner::Engine::stop_overdue(std::unique_lock<std::mutex>& lock)
{
    std::vector<std::stop_source> overdue;
    for (auto& active : active_)
        if (active.deadline <= Monotonic::now()) {
            active.deadline = Monotonic::time_point::max();
            overdue.push_back(active.stop);
        }
    lock.unlock();
    for (auto& stage : overdue)
        stage.request_stop();
    lock.lock();
}

Runner::Engine::Monotonic::time_point Runner::Engine::earliest_deadline() const
{
    auto earliest = Monotonic::time_point::max();
    for (const auto& active : active_)
        earliest = std::min(earliest, active.deadline);
    return earliest;
}

/// Counting walks over everything that waits, so it is done once a second at most.
void Runner::Engine::count_waiting(db::Transaction& tx)
{
    if (Monotonic::now() < count_again_at_)
        return;
    count_again_at_ = Monotonic::now() + std::chrono::seconds(1);
    const auto row = tx.find("SELECT COUNT(*) FROM jobs WHERE run_at <= $1", tx.now());
    metrics_.set(
        "groundwork_jobs_waiting",
        "Jobs that could run and wait for a thread or a lane.",
        {},
        static_cast<double>(row->number(0))
    );
}

void Runner::Engine::count_running()
{
    metrics_.set("groundwork_jobs_running", "Jobs whose stage is running in this process.", {}, busy_);
}

}  // namespace jobs

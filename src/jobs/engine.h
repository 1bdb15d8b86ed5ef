#pragma once

#include "jobs/context.h"
#include "jobs/lanes.h"
#include "jobs/run.h"
#include "jobs/runner.h"

#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <span>
#include <thread>

namespace jobs {

/// One thread looks at the table and claims (look.cpp); the others, as many as there is work for (work.cpp),
/// run stages (carry.cpp) and save them (settle.cpp). One lock guards what is in memory; it is never held
/// over a transaction or a stage.
class Runner::Engine {
public:
    Engine(db::Database& database, const base::Clock& clock, base::Metrics& metrics, RunnerOptions options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void add(const Workflow& workflow);
    const Workflow& get(std::string_view workflow) const;
    void start();
    void recover();
    void stop(std::chrono::milliseconds grace);
    void kick();
    void interrupt(const std::string& job_id);
    void run_until_idle();

private:
    using Monotonic = std::chrono::steady_clock;

    /// A job that this process has claimed. For a moment there can be two of one job: the run that has just
    /// saved it as ready, and its next claim.
    struct Active {
        Run run;
        std::stop_source stop = {};
        Monotonic::time_point deadline = Monotonic::time_point::max();
        bool interrupted = false;
    };

    // look.cpp
    void dispatch();
    std::chrono::microseconds look();
    std::vector<Candidate> find_open();
    std::vector<Candidate> choose(std::vector<Candidate> candidates);
    std::vector<std::optional<Run>> claim_all(const std::vector<Candidate>& chosen);
    std::vector<std::optional<Run>> claim_together(std::span<const Candidate> candidates);
    std::optional<Run> claim_alone(const Candidate& candidate);
    void assign(const std::vector<Candidate>& chosen, std::vector<std::optional<Run>> runs);
    void stop_overdue(std::unique_lock<std::mutex>& lock);
    Monotonic::time_point earliest_deadline() const;
    void count_waiting(db::Transaction& tx);
    void count_running();

    // work.cpp
    using Threads = std::list<std::thread>;
    bool staff();
    void work(Threads::iterator self);
    void dismiss();

    // carry.cpp
    void carry(Active& active);
    Ending run_stage(Active& active);
    std::optional<RunContext::Limits> begin_stage(Active& active);
    bool stopped_early(const Run& run, const Result& result) const;
    bool leave_lane(const Run& run, const Ending& ending);
    void retire(const Active& active);
    void fail_here(std::string_view place, const Run& run) const;

    // settle.cpp
    std::optional<Saved> end(const Run& run, Ending ending);
    std::optional<Saved> settle(const Run& run, Ending& ending);
    bool pause(std::chrono::milliseconds wait);
    void report(const Run& run, const Ending& ending, const std::optional<Saved>& saved);

    db::Database& database_;
    const base::Clock& clock_;
    base::Metrics& metrics_;
    RunnerOptions options_;
    std::map<std::string, const Workflow*, std::less<>> workflows_;

    mutable std::mutex mutex_;
    std::condition_variable wake_dispatcher_;
    std::condition_variable wake_worker_;
    std::condition_variable changed_;  ///< a job was retired, or the stop was hurried
    Lanes lanes_;
    std::list<Active> active_;
    std::deque<Active*> assigned_;
    int busy_ = 0;  ///< threads that run a job or are about to get one
    bool kicked_ = true;
    Monotonic::time_point sleeps_until_{};  ///< the dispatcher, unless it is woken
    bool stopping_ = false;
    bool hurried_ = false;

    // the dispatcher's own
    bool refused_ = false;  ///< the database did not answer in this look
    int refusals_ = 0;      ///< in how many looks in a row
    Monotonic::time_point count_again_at_{};

    std::thread dispatcher_;
    Threads threads_;
    Threads ended_;         ///< to be joined
    std::size_t free_ = 0;  ///< threads that run nothing
};

}  // namespace jobs

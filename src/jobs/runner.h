#pragma once

#include "base/metrics.h"
#include "jobs/workflow.h"

#include <memory>

namespace jobs {

/// Where a test build may stop the process: "before" the effect, "after" the effect, after the "save".
using Failpoint = std::function<void(std::string_view place, std::string_view stage)>;

struct RunnerOptions {
    int threads = 16;  ///< most stages at once; a thread is started when one is needed
    std::chrono::milliseconds keep_idle{10'000};  ///< how long a thread waits for work before it ends
    Failpoint failpoint;
};

/// Claims jobs and runs their stages on its threads.
///
/// Every claim and every save carries the job's attempt (fencing): who is not the newest claimant writes
/// nothing. On SQLite one process holds the store, so at start everything that was `running` is taken over at
/// once: repeatable stages become ready again, `once` stages need attention. A job whose stage was running
/// when the process ended three times in a row is put off, and fails after Workflow::max_crashes.
class Runner {
public:
    Runner(db::Database& database, const base::Clock& clock, base::Metrics& metrics, RunnerOptions options);
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Before start(). The workflow must outlive the runner. Throws `internal` when two lanes of one name
    /// differ.
    void add(const Workflow& workflow);
    /// The workflow of this name. Throws `internal` when it was not added.
    const Workflow& get(std::string_view workflow) const;

    /// Takes over what a dead process left, then starts the threads.
    void start();
    /// The first half of start(), for tests without threads. Only before anything runs.
    void recover();

    /// Claims nothing new, asks running stages to stop and waits for them at most `grace`. A stage that
    /// throws because of it, or has not returned by then, runs again at the next start (a `once` stage then
    /// needs attention). A second stop, from another thread, ends the waiting of the first. The destructor
    /// still waits for stages that run on.
    void stop(std::chrono::milliseconds grace);

    /// There may be something to run: called after commit by the queue's functions. Any thread.
    void kick();
    /// Asks the running stage of this job to stop. Any thread.
    void interrupt(const std::string& job_id);

    /// For tests with a manual clock and no threads: runs everything that is due now, on this thread, until
    /// nothing is.
    void run_until_idle();

private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace jobs

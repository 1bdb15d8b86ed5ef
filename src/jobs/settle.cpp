#include "base/log.h"
#include "base/retry.h"
#include "jobs/engine.h"

namespace jobs {

/// Saves how a run ended, and tells the log and the metrics.
std::optional<Saved> Runner::Engine::end(const Run& run, Ending ending)
{
    auto saved = settle(run, ending);
    report(run, ending, saved);
    return saved;
}

/// Does not throw. A database that cannot be written is waited for: the effect has happened, and its outcome
/// must not be lost. When the noun's hook refuses, the job fails with its words; when it refuses that too,
/// without telling it.
std::optional<Saved> Runner::Engine::settle(const Run& run, Ending& ending)
{
    int waits = 0;
    int refusals = 0;
    while (true) {
        std::optional<base::Error> error;
        try {
            return database_.write([&](db::Transaction& tx) { return save(tx, run, ending); });
        } catch (...) {
            error = base::as_error(std::current_exception());
        }
        base::log::error(
            "cannot save a job",
            {{"job", run.id},
             {"stage", std::string(run.stage->name)},
             {"error", error->message},
             {"detail", error->detail}}
        );
        const bool waiting = base::row_of(error->code).retried;
        if (waiting ? !pause(base::backoff(++waits, 0)) : ++refusals > 2)
            return std::nullopt;
        if (refusals == 1)
            ending.result = *error;
        if (refusals == 2) {
            ending.tell_noun = false;
            ending.document = run.document;  // the one that is known to be writable
        }
    }
}

/// False when the server is stopping.
bool Runner::Engine::pause(std::chrono::milliseconds wait)
{
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, wait, [this] { return stopping_; });
}

void Runner::Engine::report(const Run& run, const Ending& ending, const std::optional<Saved>& saved)
{
    const std::string workflow(run.workflow->name);
    const std::string stage(run.stage->name);
    const std::string state(saved ? saved->state : "abandoned");
    const auto* error = std::get_if<base::Error>(&ending.result);
    if (state == "done")
        metrics_.count(
            "groundwork_jobs_finished_total", "Jobs that ran to their end.", {{"workflow", workflow}}
        );
    if (state == "failed")
        metrics_.count("groundwork_jobs_failed_total", "Jobs that failed.", {{"workflow", workflow}});
    if (state == "needs_attention")
        metrics_.count(
            "groundwork_jobs_needing_attention_total",
            "Jobs whose effect has an unknown outcome.",
            {{"workflow", workflow}}
        );
    if (error != nullptr)
        base::log::warn(
            "a stage failed",
            {{"job", run.id},
             {"workflow", workflow},
             {"stage", stage},
             {"state", state},
             {"code", std::string(base::row_of(error->code).word)},
             {"error", error->message},
             {"detail", error->detail}}
        );
    else
        base::log::debug(
            "a stage ended", {{"job", run.id}, {"workflow", workflow}, {"stage", stage}, {"state", state}}
        );
}

}  // namespace jobs

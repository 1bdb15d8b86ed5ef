#pragma once

#include "jobs/workflow.h"

/// The durable queue, as functions on a caller's transaction: state, event and job are one commit.
namespace jobs {

class Runner;

/// Writes the job, ready to run, at the workflow's first stage. `id` is the subject's own id: one job per
/// subject. Throws `conflict` when there is one already.
void start(
    db::Transaction& tx,
    Runner& runner,
    const Workflow& workflow,
    const std::string& id,
    const base::Value& document
);

/// A row in the waker's own transaction; wakes the job if it is parked on it, and waits for it otherwise: no
/// wake is lost. Throws `not_found` when there is no such job; a finished job is left alone (returns false).
bool signal(
    db::Transaction& tx,
    Runner& runner,
    const std::string& id,
    std::string_view name,
    const base::Value& payload
);

/// Lets the workflow's failed jobs run once more, at the stage where they failed. Returns how many.
int revive(db::Transaction& tx, Runner& runner, const Workflow& workflow);

enum class Cancelled { at_once, requested };
/// A job that is not running is cancelled here and now (its `cancelled` hook runs in this transaction); a
/// running one is flagged and stops between two stages. Throws `not_found`, and `conflict` when it has ended
/// or is beyond cancelling.
Cancelled cancel(db::Transaction& tx, Runner& runner, const std::string& id);

/// For status pages.
struct Job {
    std::string id;
    std::string workflow;
    std::string stage;
    std::string state;                 ///< ready, running, parked, done, failed, cancelled, needs_attention
    int attempt = 0;                   ///< claims of its stage so far
    std::optional<base::Time> run_at;  ///< when it may run next; nothing while it waits for something else
    std::optional<base::Error> error;  ///< the last failure of this stage
};
std::optional<Job> find(db::Transaction& tx, const std::string& id);

/// Changes the document of a job that is not running (answers to a question, say). False when it is running
/// or over. Throws `not_found`.
bool amend(
    db::Transaction& tx, const std::string& id, const std::function<void(base::Value& document)>& change
);

}  // namespace jobs

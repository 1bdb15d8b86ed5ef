#include "jobs/queue.h"

#include "jobs/runner.h"

namespace jobs {
namespace {

[[noreturn]] void throw_missing(const std::string& id)
{
    throw base::Error(base::Code::not_found, "There is no job " + id + ".");
}

std::optional<base::Error> read_error(const db::Row& row, std::size_t code, std::size_t message)
{
    if (row.is_null(code))
        return std::nullopt;
    return base::Error(base::find_code(row.text(code)).value_or(base::Code::internal), row.text(message));
}

}  // namespace

void start(
    db::Transaction& tx,
    Runner& runner,
    const Workflow& workflow,
    const std::string& id,
    const base::Value& document
)
{
    tx.execute(
        "INSERT INTO jobs (id, workflow, stage, state, document, version, attempt, stage_attempts, crashes, "
        "signals, "
        "run_at, cancel_requested, beyond_cancel, created_at) "
        "VALUES ($1, $2, $3, 'ready', $4, $5, 0, 0, 0, 0, $6, 0, 0, $6)",
        id,
        workflow.name,
        workflow.stages.front().name,
        base::write_json(document),
        workflow.version,
        tx.now()
    );
    tx.after_commit([&runner] { runner.kick(); });
}

bool signal(
    db::Transaction& tx,
    Runner& runner,
    const std::string& id,
    std::string_view name,
    const base::Value& payload
)
{
    // the row's counter numbers the signals, and changing it takes the row's lock
    const auto job = tx.find(
        "UPDATE jobs SET signals = signals + 1 WHERE id = $1 AND ended_at IS NULL RETURNING signals, "
        "parked_signal",
        id
    );
    if (!job) {
        if (!find(tx, id))
            throw_missing(id);
        return false;
    }
    tx.execute(
        "INSERT INTO job_signals (job_id, number, name, payload, sent_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        job->number(0),
        name,
        base::write_json(payload),
        tx.now()
    );
    if (job->find_text(1) == name) {
        tx.execute(
            "UPDATE jobs SET state = 'ready', run_at = $2, parked_signal = NULL WHERE id = $1", id, tx.now()
        );
        tx.after_commit([&runner] { runner.kick(); });
    }
    return true;
}

int revive(db::Transaction& tx, Runner& runner, const Workflow& workflow)
{
    const auto revived = tx.execute(
        "UPDATE jobs SET state = 'ready', run_at = $2, stage_attempts = 0, crashes = 0, "
        "cancel_requested = 0, error_code = NULL, error_message = NULL, ended_at = NULL WHERE workflow = $1 "
        "AND state = 'failed'",
        workflow.name,
        tx.now()
    );
    tx.after_commit([&runner] { runner.kick(); });
    return static_cast<int>(revived);
}

Cancelled cancel(db::Transaction& tx, Runner& runner, const std::string& id)
{
    const auto job = tx.find(
        "UPDATE jobs SET cancel_requested = 1 WHERE id = $1 AND state = 'running' AND beyond_cancel = 0 "
        "RETURNING id",
        id
    );
    if (job) {
        tx.after_commit([&runner, id] { runner.interrupt(id); });
        return Cancelled::requested;
    }
    const auto waiting = tx.find(
        "UPDATE jobs SET state = 'cancelled', run_at = NULL, parked_signal = NULL, ended_at = $2 "
        "WHERE id = $1 AND ended_at IS NULL AND beyond_cancel = 0 RETURNING workflow, document",
        id,
        tx.now()
    );
    if (!waiting) {
        const auto found = tx.find("SELECT ended_at FROM jobs WHERE id = $1", id);
        if (!found)
            throw_missing(id);
        throw base::Error(
            base::Code::conflict,
            found->is_null(0) ? "This has gone too far to be cancelled." : "This has already ended."
        );
    }
    tx.execute("DELETE FROM job_signals WHERE job_id = $1", id);
    const auto& hooks = runner.get(waiting->text(0)).hooks;
    if (hooks.cancelled)
        hooks.cancelled(tx, base::Value::parse(waiting->text(1)));
    return Cancelled::at_once;
}

std::optional<Job> find(db::Transaction& tx, const std::string& id)
{
    const auto row = tx.find(
        "SELECT workflow, stage, state, stage_attempts, run_at, error_code, error_message FROM jobs WHERE id "
        "= $1",
        id
    );
    if (!row)
        return std::nullopt;
    return Job{
        id,
        row->text(0),
        row->text(1),
        row->text(2),
        static_cast<int>(row->number(3)),
        row->find_time(4),
        read_error(*row, 5, 6)};
}

bool amend(
    db::Transaction& tx, const std::string& id, const std::function<void(base::Value& document)>& change
)
{
    const auto row = tx.find(
        "UPDATE jobs SET attempt = attempt WHERE id = $1 AND ended_at IS NULL AND state <> 'running' "
        "RETURNING document",
        id
    );
    if (!row) {
        if (!find(tx, id))
            throw_missing(id);
        return false;
    }
    auto document = base::Value::parse(row->text(0));
    change(document);
    tx.execute("UPDATE jobs SET document = $2 WHERE id = $1", id, base::write_json(document));
    return true;
}

}  // namespace jobs

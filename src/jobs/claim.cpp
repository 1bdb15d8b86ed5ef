#include "jobs/run.h"

namespace jobs {

std::vector<Candidate>
find_candidates(db::Transaction& tx, const Workflow& workflow, const Stage& stage, int limit)
{
    std::vector<Candidate> candidates;
    for (const auto& row : tx.query(
             "SELECT run_at, id FROM jobs WHERE workflow = $1 AND stage = $2 AND run_at IS NOT NULL AND "
             "version <= $3 "
             "ORDER BY run_at, id LIMIT $4",
             workflow.name,
             stage.name,
             workflow.version,
             limit
         ))
        candidates.push_back({row.time(0), row.text(1), &workflow, &stage});
    return candidates;
}

std::optional<Run> claim(db::Transaction& tx, const Candidate& candidate)
{
    const auto row = tx.find(
        "UPDATE jobs SET state = 'running', run_at = NULL, parked_signal = NULL, attempt = attempt + 1, "
        "stage_attempts = stage_attempts + 1, stage_began_at = COALESCE(stage_began_at, $4), beyond_cancel = "
        "(CASE WHEN $2 = 1 THEN 1 ELSE beyond_cancel "
        "END) "
        "WHERE id = $1 AND stage = $3 AND run_at <= $4 RETURNING document, attempt, stage_attempts",
        candidate.id,
        candidate.stage->beyond_cancel,
        candidate.stage->name,
        tx.now()
    );
    if (!row)
        return std::nullopt;
    return Run{
        candidate.id,
        candidate.workflow,
        candidate.stage,
        base::Value::parse(row->text(0)),
        row->number(1),
        static_cast<int>(row->number(2))};
}

void tell_entered(db::Transaction& tx, const Run& run)
{
    if (run.stage_attempts == 1 && run.workflow->hooks.entered)
        run.workflow->hooks.entered(tx, run.document, run.stage->name);
}

}  // namespace jobs

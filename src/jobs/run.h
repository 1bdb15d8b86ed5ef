#pragma once

#include "jobs/workflow.h"

#include <string>
#include <variant>
#include <vector>

/// What the engine writes: a claim when a stage begins, a save when it ends. Each is one transaction, and who
/// is not the newest claimant writes nothing.
namespace jobs {

/// A job that may be claimed from `run_at` on.
struct Candidate {
    base::Time run_at;
    std::string id;
    const Workflow* workflow;
    const Stage* stage;
};

/// A claimed job: this process runs `stage` of it.
struct Run {
    std::string id;
    const Workflow* workflow;
    const Stage* stage;
    base::Value document;
    std::int64_t attempt;  ///< the fencing token
    int stage_attempts;    ///< claims of this stage, this one included
};

/// The stage was not run to its end because the server stops: it runs again and nothing is counted.
struct Interrupted {};
/// The process died while the stage ran.
struct Crashed {};
using Result = std::variant<Advance, Park, base::Error, Interrupted, Crashed>;

/// How a run ended, and what is to be written about it.
struct Ending {
    Result result;
    base::Value document;
    std::vector<std::int64_t> taken;  ///< numbers of the signals that the stage took
    bool may_continue = false;        ///< the next stage's lane has room: claim it in the same transaction
    bool tell_noun = true;            ///< false when the noun's own hook is what failed
};

struct Saved {
    std::string_view state;
    std::optional<Run> next;  ///< the claim of the next stage, when it was made
};

/// The next candidates of one stage, the earliest first; those of the future tell when to look again.
std::vector<Candidate>
find_candidates(db::Transaction& tx, const Workflow& workflow, const Stage& stage, int limit);

/// Nullopt when somebody else was faster.
std::optional<Run> claim(db::Transaction& tx, const Candidate& candidate);

/// Tells the noun when a claim begins a stage: not when it tries again.
void tell_entered(db::Transaction& tx, const Run& run);

/// Nullopt, and nothing written, when the run is not the newest claim of its job any more.
std::optional<Saved> save(db::Transaction& tx, const Run& run, const Ending& ending);

}  // namespace jobs

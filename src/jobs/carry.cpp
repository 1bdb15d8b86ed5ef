#include "jobs/engine.h"

namespace jobs {

/// Runs stage after stage, as long as each save also claims the next.
void Runner::Engine::carry(Active& active)
{
    while (true) {
        auto ending = run_stage(active);
        const bool reserved = leave_lane(active.run, ending);
        ending.may_continue = reserved;
        auto saved = end(active.run, std::move(ending));
        if (saved)
            fail_here("save", active.run);
        const bool continues = saved && saved->next;
        std::lock_guard lock(mutex_);
        if (reserved && !continues)
            lanes_.leave((active.run.stage + 1)->lane);
        if (!continues)
            return retire(active);
        active.run = std::move(*saved->next);
    }
}

Ending Runner::Engine::run_stage(Active& active)
{
    const auto& run = active.run;
    const auto limits = begin_stage(active);
    if (!limits)
        return {Interrupted{}, run.document, {}};
    RunContext context(database_, clock_, run, *limits);
    Ending ending{Advance{}, run.document, {}};
    fail_here("before", run);
    const auto begun = Monotonic::now();
    try {
        auto outcome = run.stage->run(ending.document, context);
        std::visit([&](auto& result) { ending.result = std::move(result); }, outcome);
        ending.taken = context.taken();
    } catch (...) {
        ending.result = base::as_error(std::current_exception());
    }
    if (stopped_early(run, ending.result))
        ending.result = Interrupted{};
    fail_here("after", run);
    metrics_.observe(
        "groundwork_stage_duration_seconds",
        "How long stages run.",
        {{"workflow", std::string(run.workflow->name)}, {"stage", std::string(run.stage->name)}},
        Monotonic::now() - begun
    );
    return ending;
}

/// A stage that throws `unavailable` while the server stops was asked to; a `once` stage may have done half
/// of it.
bool Runner::Engine::stopped_early(const Run& run, const Result& result) const
{
    const auto* error = std::get_if<base::Error>(&result);
    std::lock_guard lock(mutex_);
    return stopping_ && error != nullptr && error->code == base::Code::unavailable &&
           run.stage->effect == Effect::repeatable;
}

/// Nullopt when the server is stopping.
std::optional<RunContext::Limits> Runner::Engine::begin_stage(Active& active)
{
    std::lock_guard lock(mutex_);
    if (stopping_)
        return std::nullopt;
    active.stop = std::stop_source();
    if (active.interrupted)
        active.stop.request_stop();  // nobody listens yet
    active.deadline = Monotonic::now() + active.run.stage->deadline;
    if (active.deadline < sleeps_until_)
        wake_dispatcher_.notify_one();
    return RunContext::Limits{active.deadline, active.stop.get_token()};
}

/// The effect is over, so its place is free. True when the next stage's place could be taken.
bool Runner::Engine::leave_lane(const Run& run, const Ending& ending)
{
    std::lock_guard lock(mutex_);
    if (lanes_.leave(run.stage->lane)) {
        kicked_ = true;
        wake_dispatcher_.notify_one();
    }
    const bool ends =
        !std::holds_alternative<Advance>(ending.result) || run.stage == &run.workflow->stages.back();
    return !ends && !stopping_ && lanes_.continue_into((run.stage + 1)->lane);
}

/// Under the lock. What the job left in the table (a retry, a stage whose lane was full) may be the next to
/// run.
void Runner::Engine::retire(const Active& active)
{
    active_.remove_if([&](const Active& other) { return &other == &active; });
    --busy_;
    count_running();
    kicked_ = true;
    wake_dispatcher_.notify_one();
    changed_.notify_all();
    if (stopping_)
        wake_worker_.notify_all();
}

void Runner::Engine::fail_here(std::string_view place, const Run& run) const
{
    if (options_.failpoint)
        options_.failpoint(place, run.stage->name);
}

}  // namespace jobs

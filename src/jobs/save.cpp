#include "base/retry.h"
#include "jobs/run.h"

namespace jobs {
namespace {

constexpr int crashes_at_once = 2;  // of a stage, before it is put off: it may not have been its fault
constexpr std::chrono::seconds first_pause{30};
constexpr std::chrono::hours longest_pause{1};
constexpr std::chrono::hours longest_queue{24};  // of a stage; then its turns are attempts too

/// The columns that a save changes.
struct Standing {
    std::string_view state;
    const Stage* stage;
    int stage_attempts = 0;
    std::optional<base::Time> run_at = {};
    std::optional<std::string> parked_signal = {};
    std::optional<base::Error> error = {};
    int crashes = 0;
    bool same_stage = false;  ///< tried again: its time runs on
};

bool is_end(std::string_view state)
{
    return state == "done" || state == "failed" || state == "cancelled";
}

/// Between 0 and 1, and another one for every job and attempt.
double jitter(const Run& run)
{
    constexpr std::size_t steps = 1024;
    return static_cast<double>(std::hash<std::string>{}(run.id + std::to_string(run.attempt)) % steps) /
           steps;
}

/// After so many crashes in a row. Others get on meanwhile, and a process that is killed again and again may
/// be left alone by then.
base::Time::duration pause_after(int crashes)
{
    if (crashes <= crashes_at_once)
        return {};
    const int doublings = std::min(crashes - crashes_at_once - 1, 7);
    return std::min<base::Time::duration>(first_pause * (1 << doublings), longest_pause);
}

/// Writes one run's ending; each result is a member.
class Save {
public:
    Save(db::Transaction& tx, const Run& run, const Ending& ending, const db::Row& row)
        : tx_(tx),
          run_(run),
          ending_(ending),
          cancelled_(row.flag(0)),
          crashes_(static_cast<int>(row.number(1))),
          began_at_(row.find_time(2).value_or(tx.now()))
    {}

    Saved operator()(const Advance&)
    {
        if (run_.stage == &run_.workflow->stages.back())
            return write({"done", run_.stage}, hooks().finished);
        if (cancelled_)
            return cancel();
        return ending_.may_continue ? continue_with(run_.stage + 1)
                                    : write({.state = "ready", .stage = run_.stage + 1, .run_at = tx_.now()});
    }

    Saved operator()(const Park& park)
    {
        if (cancelled_)
            return cancel();
        if (!park.until && !park.signal)
            return (*this)(base::Error(
                base::Code::internal,
                "A stage parked without saying until when.",
                "",
                std::string(run_.stage->name)
            ));
        if (park.signal && has_signal(*park.signal))
            return write({.state = "ready", .stage = run_.stage, .run_at = tx_.now()});
        return write(
            {.state = "parked", .stage = run_.stage, .run_at = park.until, .parked_signal = park.signal},
            hooks().parked,
            park
        );
    }

    Saved operator()(const base::Error& error)
    {
        if (run_.stage->effect == Effect::once && error.code == base::Code::unavailable)
            return need_attention(error);
        if (cancelled_)
            return cancel();
        const bool queues = waits_for_its_turn(error);
        const int counted = run_.stage_attempts - (queues ? 1 : 0);
        if (!base::row_of(error.code).retried ||
            (counted >= attempts_allowed() && age() >= run_.stage->patience))
            return fail(error, 0);
        const auto wait = std::max(
            {base::Time::duration(base::backoff(run_.stage_attempts, jitter(run_))),
             base::Time::duration(error.retry_after.value_or(std::chrono::milliseconds(0))),
             queues ? age() / 100 : base::Time::duration(0)}  // who has queued for long asks less often
        );
        const base::Time next = tx_.now() + wait;
        return write(again(counted, next, error), hooks().rescheduled, error, next);
    }

    Saved operator()(const Interrupted&)
    {
        return cancelled_ ? cancel() : write(again(run_.stage_attempts - 1, tx_.now(), std::nullopt));
    }

    Saved operator()(const Crashed&)
    {
        const base::Error error(base::Code::internal, "The server stopped in the middle of this stage.");
        if (run_.stage->effect == Effect::once)
            return need_attention(error);
        if (cancelled_)
            return cancel();
        const int crashes = crashes_ + 1;
        if (crashes >= run_.workflow->max_crashes)
            return fail(
                {base::Code::internal,
                 "The server stopped " + std::to_string(crashes) + " times in the middle of this stage."},
                crashes
            );
        const auto pause = pause_after(crashes);
        const base::Time next = tx_.now() + pause;
        auto standing = again(run_.stage_attempts, next, error);
        standing.crashes = crashes;
        return pause > pause.zero() ? write(standing, hooks().rescheduled, error, next) : write(standing);
    }

private:
    const Hooks& hooks() const { return run_.workflow->hooks; }

    /// The other side said when to come back: a place in a queue, and no attempt that failed.
    bool waits_for_its_turn(const base::Error& error) const
    {
        return error.code == base::Code::limited && error.retry_after && age() < longest_queue;
    }

    /// One a minute, while it is patient: time spent in a queue uses up none of them.
    std::int64_t attempts_allowed() const
    {
        return std::max<std::int64_t>(
            run_.workflow->max_attempts, run_.stage->patience / std::chrono::minutes(1)
        );
    }

    base::Time::duration age() const { return tx_.now() - began_at_; }

    Standing again(int stage_attempts, base::Time run_at, std::optional<base::Error> error) const
    {
        return {
            .state = "ready",
            .stage = run_.stage,
            .stage_attempts = stage_attempts,
            .run_at = run_at,
            .error = std::move(error),
            .same_stage = true};
    }

    Saved cancel() { return write({"cancelled", run_.stage}, hooks().cancelled); }

    Saved fail(const base::Error& error, int crashes)
    {
        return write(
            {.state = "failed", .stage = run_.stage, .error = error, .crashes = crashes},
            hooks().failed,
            error
        );
    }

    Saved need_attention(const base::Error& error)
    {
        return write(
            {.state = "needs_attention", .stage = run_.stage, .error = error},
            hooks().needs_attention,
            run_.stage->name
        );
    }

    Saved continue_with(const Stage* stage)
    {
        write({.state = "running", .stage = stage, .stage_attempts = 1});
        Run next{run_.id, run_.workflow, stage, ending_.document, run_.attempt + 1, 1};
        tell_entered(tx_, next);
        return {"running", std::move(next)};
    }

    bool has_signal(const std::string& name)
    {
        return tx_
            .find("SELECT number FROM job_signals WHERE job_id = $1 AND name = $2 LIMIT 1", run_.id, name)
            .has_value();
    }

    template <typename Hook, typename... Arguments>
    Saved write(const Standing& standing, const Hook& hook, const Arguments&... arguments)
    {
        auto saved = write(standing);
        if (hook && ending_.tell_noun)
            hook(tx_, ending_.document, arguments...);
        return saved;
    }

    Saved write(const Standing& standing)
    {
        const bool ends = is_end(standing.state);
        const bool runs = standing.state == "running";
        tx_.execute(
            "UPDATE jobs SET stage = $2, state = $3, document = $4, version = $5, attempt = attempt + $6, "
            "stage_attempts = $7, crashes = $8, run_at = $9, parked_signal = $10, error_code = $11, "
            "error_message = $12, ended_at = $13, beyond_cancel = (CASE WHEN $14 = 1 THEN 1 ELSE "
            "beyond_cancel END), "
            "stage_began_at = (CASE WHEN $15 = 1 THEN stage_began_at ELSE $16 END) WHERE id = $1",
            run_.id,
            standing.stage->name,
            standing.state,
            base::write_json(ending_.document),
            run_.workflow->version,
            runs,
            standing.stage_attempts,
            standing.crashes,
            standing.run_at,
            standing.parked_signal,
            standing.error ? std::optional(base::row_of(standing.error->code).word) : std::nullopt,
            standing.error ? std::optional(standing.error->message) : std::nullopt,
            ends ? std::optional(tx_.now()) : std::nullopt,
            runs && standing.stage->beyond_cancel,
            standing.same_stage,
            runs ? std::optional(tx_.now()) : std::nullopt
        );
        if (ends)
            tx_.execute("DELETE FROM job_signals WHERE job_id = $1", run_.id);
        return {standing.state, std::nullopt};
    }

    db::Transaction& tx_;
    const Run& run_;
    const Ending& ending_;
    bool cancelled_;
    int crashes_;
    base::Time began_at_;
};

}  // namespace

std::optional<Saved> save(db::Transaction& tx, const Run& run, const Ending& ending)
{
    // changes nothing, but takes the row's lock: a cancel or a signal comes wholly before this save or wholly
    // after it
    const auto row = tx.find(
        "UPDATE jobs SET attempt = attempt WHERE id = $1 AND attempt = $2 AND state = 'running' "
        "RETURNING cancel_requested, crashes, stage_began_at",
        run.id,
        run.attempt
    );
    if (!row)
        return std::nullopt;
    for (const auto number : ending.taken)
        tx.execute("DELETE FROM job_signals WHERE job_id = $1 AND number = $2", run.id, number);
    return std::visit(Save(tx, run, ending, *row), ending.result);
}

}  // namespace jobs

#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/value.h"
#include "db/database.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jobs {

/// What a stage answers when it did not throw. Throwing an Error is the third way: its word decides the
/// retry.
struct Advance {};
/// Sleep until the time comes or the signal arrives, whichever is first, then run the same stage again. A
/// stage that parks on a signal takes it when it wakes: one that is still there wakes it again at once.
struct Park {
    std::optional<base::Time> until;
    std::optional<std::string> signal;
};
using Outcome = std::variant<Advance, Park>;

/// How many stages of one kind run at once in this process: many parses, one opening of a pull request.
struct Lane {
    std::string_view name;
    int limit;
};

/// What happens to a stage that had begun when its process died. `repeatable`: it runs again (it looks first
/// whether its effect exists). `once`: it never runs again by itself; the job parks as needs_attention.
enum class Effect { repeatable, once };

/// What a stage sees of the engine.
class Context {
public:
    virtual ~Context() = default;
    virtual const std::string& job_id() const = 0;
    virtual base::Time now() const = 0;
    virtual std::chrono::steady_clock::time_point deadline() const = 0;
    /// Cancelled, past the deadline, or the server is stopping. A stage that stops early throws
    /// `unavailable`.
    virtual std::stop_token stop() const = 0;
    virtual int attempt() const = 0;  ///< of this stage, from 1
    /// The payload of the oldest pending signal of this name; taken from the queue when this stage's outcome
    /// is saved.
    virtual std::optional<base::Value> take(std::string_view signal) = 0;
};

struct Stage {
    std::string_view name;
    Lane lane;
    /// A thread cannot be killed: a stage that looks at neither its context's deadline nor its stop token
    /// runs on, and what it returns late still counts.
    std::chrono::seconds deadline;
    Effect effect;
    /// No cancel is accepted any more once this stage has begun or a later one.
    bool beyond_cancel;
    std::function<Outcome(base::Value& document, Context& context)> run;
    /// Failures that are retried are retried for so long at least, and once for each minute of it, however
    /// long the stage has queued before: an outage of the other side is no reason to give up.
    std::chrono::seconds patience{0};
};

/// A job's state, told to the noun in the very transaction that saves it. All members may be empty. The
/// document is as the stage left it, also when the stage threw. A hook that throws fails the job
/// (`unavailable` and `limited`: the transaction is tried again).
struct Hooks {
    /// The stage begins: at its first claim, and at the first one after it was parked or waited for its turn;
    /// not when it is tried again.
    std::function<void(db::Transaction&, const base::Value& document, std::string_view stage)> entered;
    std::function<void(db::Transaction&, const base::Value& document)> finished;
    std::function<void(db::Transaction&, const base::Value& document, const base::Error&)> failed;
    std::function<void(db::Transaction&, const base::Value& document)> cancelled;
    /// The stage will be tried again at `next`.
    std::function<void(db::Transaction&, const base::Value& document, const base::Error&, base::Time next)>
        rescheduled;
    std::function<void(db::Transaction&, const base::Value& document, const Park&)> parked;
    /// A `once` stage had begun and its outcome is not known: the process died, or the stage threw
    /// `unavailable`.
    std::function<void(db::Transaction&, const base::Value& document, std::string_view stage)>
        needs_attention;
};

/// An ordered list of stages over one document, saved after every stage.
struct Workflow {
    std::string_view name;
    std::vector<Stage> stages;
    Hooks hooks = {};
    /// Per stage, for errors that are retried, at least. `limited` with a time to come back is no attempt for
    /// a day: who waits in a queue has not failed.
    int max_attempts = 6;
    /// A job fails when the process has ended so often in the middle of one stage, in a row. From the third
    /// time on the stage is put off, longer each time.
    int max_crashes = 6;
    /// The document's version. Raise it when an older program could not read the document any more; that
    /// program then leaves the job alone. A newer program reads all older versions.
    int version = 1;
};

/// Wraps a stage over a typed document (to_json/from_json) as a stage over a Value.
template <typename Document>
std::function<Outcome(base::Value&, Context&)> over(std::function<Outcome(Document&, Context&)> run)
{
    return [run = std::move(run)](base::Value& value, Context& context) {
        auto document = value.get<Document>();
        auto outcome = run(document, context);
        value = document;
        return outcome;
    };
}

}  // namespace jobs

#include "requests/provision.h"

#include "requests/claims.h"
#include "requests/proposal.h"
#include "requests/stages.h"

namespace requests {
namespace {

using jobs::Advance;
using jobs::Context;
using jobs::Outcome;

/// A stage as a function on our document. What it found out is kept even when it throws: a refusal ends the
/// request, and the status shows why.
template <typename Run> auto on_document(Run run)
{
    return [run](base::Value& value, Context& context) -> Outcome {
        auto document = value.get<Document>();
        try {
            auto outcome = run(document, context);
            value = document;
            return outcome;
        } catch (...) {
            value = document;
            throw;
        }
    };
}

Outcome check_or_ask(const Means& means, Document& document, Context& context)
{
    if (const auto answers = context.take("answers"))
        stages::answer(means, document, *answers);
    else
        stages::check(means, document);
    if (!document.questions.empty() && document.submission.ask)
        return jobs::Park{std::nullopt, "answers"};
    if (document.refusal || !document.questions.empty())
        throw stages::ending(document);
    return Advance{};
}

Outcome render(const Means& means, Document& document)
{
    stages::render(means, document);
    means.database.write([&](db::Transaction& tx) {
        claim_paths(tx, document.request_id, claims_of(document));
    });
    const auto base = means.targets.get(document.repository, document.address).forge.base();
    document.branch = branch_name(document, means.branch_prefix);
    document.base_branch = base.branch;
    document.base_sha = base.sha;
    return Advance{};
}

Outcome publish(const Means& means, Document& document)
{
    stages::publish(means, document);
    document.files.clear();  // they are in the pull request now
    return Advance{};
}

Status status_in(std::string_view stage)
{
    if (stage == "parse" || stage == "check")
        return Status::parsing;
    return stage == "render" ? Status::generating : Status::creating_pr;
}

/// From its base on a request may have a branch, also where no answer said so. One that stood there before is
/// left alone by the forge.
void leave(const Means& means, db::Transaction& tx, const Document& document, bool known)
{
    if (!document.base_sha.empty() && means.abandoned)
        means.abandoned(tx, document, known && !document.commit_sha.empty());
}

/// False where a call may have been under way: it was not answered, or something broke in the middle.
bool was_answered(const base::Error& error)
{
    return error.code != base::Code::unavailable && error.code != base::Code::internal;
}

jobs::Hooks hooks(const Means& means)
{
    jobs::Hooks hooks;
    hooks.entered = [&means](db::Transaction& tx, const base::Value& value, std::string_view stage) {
        move(tx, means.hub, value.get<Document>(), status_in(stage));
    };
    hooks.parked = [&means](db::Transaction& tx, const base::Value& value, const jobs::Park&) {
        move(tx, means.hub, value.get<Document>(), Status::needs_input);
    };
    hooks.finished = [&means](db::Transaction& tx, const base::Value& value) {
        const auto document = value.get<Document>();
        complete(tx, means.hub, document);
        if (means.opened)
            means.opened(tx, document);
    };
    hooks.failed = [&means](db::Transaction& tx, const base::Value& value, const base::Error& error) {
        const auto document = value.get<Document>();
        fail(tx, means.hub, document, error);
        leave(means, tx, document, was_answered(error));
    };
    hooks.rescheduled =
        [&means](db::Transaction& tx, const base::Value& value, const base::Error& error, base::Time next) {
            note_retry(tx, means.hub, value.get<Document>(), error, next);
        };
    hooks.cancelled = [&means](db::Transaction& tx, const base::Value& value) {
        const auto document = value.get<Document>();
        fail(
            tx,
            means.hub,
            document,
            base::Error(base::Code::conflict, "The request was cancelled before its pull request was opened.")
        );
        leave(means, tx, document, true);
    };
    return hooks;
}

}  // namespace

jobs::Workflow provision_workflow(const Means& means)
{
    using std::chrono::seconds;
    const jobs::Lane thinking{"parse", means.model.most_at_once()};
    constexpr jobs::Lane computing{"compute", 4};
    constexpr jobs::Lane rendering{"render", 16};   // it asks the repository for its base
    constexpr jobs::Lane committing{"commit", 4};   // of all repositories; in each one after the other
    constexpr jobs::Lane publishing{"publish", 1};  // GitHub asks for one change after the other
    const auto repeatable = jobs::Effect::repeatable;
    constexpr seconds outage = std::chrono::hours(1);  // of the repository's host, which is sat out

    // The way of a request, from top to bottom. docs/tour.md walks through it.
    jobs::Workflow workflow{"provision", {}, hooks(means)};
    workflow.stages = {
        {"parse",
         thinking,
         seconds(120),
         repeatable,
         false,
         on_document([&means](Document& document, Context&) -> Outcome {
             return stages::parse(means, document), Advance{};
         })},
        {"check",
         computing,
         seconds(30),
         repeatable,
         false,
         on_document([&means](Document& document, Context& context) {
             return check_or_ask(means, document, context);
         })},
        {"render",
         rendering,
         seconds(60),
         repeatable,
         false,
         on_document([&means](Document& document, Context&) { return render(means, document); }),
         outage},
        {"commit",
         committing,
         seconds(600),  // the first one fetches the repository
         repeatable,
         false,
         on_document([&means](Document& document, Context&) -> Outcome {
             return stages::commit(means, document), Advance{};
         }),
         outage},
        {"publish",
         publishing,
         seconds(120),
         repeatable,
         true,
         on_document([&means](Document& document, Context&) { return publish(means, document); }),
         outage},
    };
    return workflow;
}

Document preview(const Means& means, const Submission& submission)
{
    Document document;
    document.submission = submission;
    stages::parse(means, document);
    stages::check(means, document);
    if (!document.refusal && document.questions.empty())
        stages::render(means, document);
    return document;
}

}  // namespace requests

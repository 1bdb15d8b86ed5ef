#include "requests/progress.h"

#include "requests/claims.h"

namespace requests {

void set_pull_state(
    db::Transaction& tx,
    events::Hub& hub,
    const Request& request,
    const std::string& state,
    const std::string& actor
)
{
    if (request.pr_state == state)
        return;
    tx.execute("UPDATE requests SET pr_state = $2 WHERE id = $1", request.id, state);
    if (state != "open")
        release_paths(tx, request.id);
    events::append(
        tx,
        hub,
        subject_of(request.id),
        state == "open" ? "request.pr_reopened" : "request.pr_" + state,
        actor,
        {{"pr_state", state}, {"pr_number", *request.pr_number}}
    );
}

void note_progress(db::Transaction& tx, events::Hub& hub, const Following& following)
{
    const auto& id = following.document.request_id;
    const auto& progress = following.progress;
    for (const auto& news : following.news)
        events::append(tx, hub, subject_of(id), news.kind, news.actor, news.payload);
    const auto request = get(tx, id);
    tx.execute(
        "UPDATE requests SET pr_review = $2, pr_checks = $3 WHERE id = $1",
        id,
        progress.review,
        progress.checks
    );
    if (!following.document.files.empty())
        tx.execute(
            "UPDATE requests SET outcome = $2 WHERE id = $1",
            id,
            base::write_json(outcome_of(following.document, Texts::left_out))
        );
    if (request.pr_review != progress.review || request.pr_checks != progress.checks)
        events::append(
            tx,
            hub,
            subject_of(id),
            "request.pr_progress",
            "system",
            {{"review", progress.review}, {"checks", progress.checks}}
        );
    set_pull_state(tx, hub, request, progress.state, "system");
    if (following.lost || progress.state != "open")
        release_paths(tx, id);  // also what was claimed for a moment in which it was open
}

}  // namespace requests

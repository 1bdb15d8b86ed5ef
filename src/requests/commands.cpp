#include "requests/commands.h"

#include "base/random.h"

namespace requests {

std::string
submit(db::Transaction& tx, const Desk& desk, const Submission& submission, const std::string& actor)
{
    Document document;
    document.request_id = "req-" + base::random_hex(6);
    document.actor = actor;
    document.created_at = tx.now();
    document.submission = submission;
    insert(tx, desk.hub, document);
    jobs::start(tx, desk.runner, desk.workflow, document.request_id, document);
    return document.request_id;
}

void answer(
    db::Transaction& tx,
    const Desk& desk,
    const std::string& id,
    const base::Value& answers,
    const std::string& actor
)
{
    const auto request = get(tx, id);
    if (request.status != Status::needs_input)
        throw base::Error(
            base::Code::conflict,
            "Request " + id + " is " + std::string(word_of(request.status)) +
                "; only a request that is in needs_input takes answers."
        );
    std::vector<base::Problem> problems;
    for (const auto& [name, _] : answers.items()) {
        bool asked = false;
        for (const auto& question : request.outcome.at("questions"))
            asked = asked || question.at("id") == name;
        if (!asked)
            problems.push_back(
                {"/answers/" + base::pointer_token(name), "Nothing was asked under the id \"" + name + "\"."}
            );
    }
    base::refuse_when_any(std::move(problems));
    resume(tx, desk.hub, id, answers, actor);
    jobs::signal(tx, desk.runner, id, "answers", answers);
}

void cancel(db::Transaction& tx, const Desk& desk, const std::string& id, const std::string& actor)
{
    const auto request = get(tx, id);
    if (is_end(request.status))
        throw base::Error(
            base::Code::conflict,
            "Request " + id + " has already ended as " + std::string(word_of(request.status)) +
                (request.pr_url ? "; close its pull request instead: " + *request.pr_url : "") + "."
        );
    events::append(tx, desk.hub, subject_of(id), "request.cancel", actor, base::Value::object());
    jobs::cancel(tx, desk.runner, id);
}

}  // namespace requests

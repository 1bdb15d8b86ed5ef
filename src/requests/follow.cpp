#include "requests/follow.h"

#include "requests/progress.h"
#include "requests/revise.h"

#include <algorithm>
#include <limits>

namespace requests {
namespace {

using jobs::Advance;
using jobs::Context;
using jobs::Outcome;

constexpr std::string_view wake = "pull_changed";

std::string job_of(const std::string& request_id)
{
    return request_id + "/pull";
}

/// Hidden in our answer to a comment, so that a second run sees that it was given.
std::string mark_of(std::int64_t comment)
{
    return "<!-- groundwork:answer:" + std::to_string(comment) + " -->";
}

bool is_ours(const forge::Comment& comment)
{
    return comment.body.find("<!-- groundwork:answer:") != std::string::npos;
}

bool was_answered(const std::vector<forge::Comment>& comments, std::int64_t id)
{
    return std::any_of(comments.begin(), comments.end(), [&](const auto& comment) {
        return comment.body.find(mark_of(id)) != std::string::npos;
    });
}

/// Reads comments up to and with the next command. False when nothing is left to read.
bool read_on(const FollowMeans& means, Following& following)
{
    const auto number = following.document.pr_number;
    auto& conversation = conversation_of(means, following.document);
    const auto comments = conversation.comments(number, following.last_comment);
    for (const auto& comment : comments) {
        const auto command = is_ours(comment) ? std::nullopt : find_command(comment.body);
        following.last_comment = std::max(following.last_comment, comment.id);
        if (!command)
            continue;
        if (!conversation.may_write(comment.author)) {
            following.news.push_back(
                {"request.comment_refused",
                 comment.author,
                 {{"comment", comment.id}, {"error", "May not write to the repository."}}}
            );
            return true;
        }
        const auto answer = obey(means, following, comment, *command);
        if (!was_answered(comments, comment.id))
            conversation.say(number, answer + "\n\n" + mark_of(comment.id));
        return true;
    }
    return !comments.empty();
}

/// Who has just opened something waits for it; after hours nobody does.
std::chrono::microseconds pause_of(const FollowMeans& means, const Following& following, base::Time now)
{
    const auto& document = following.document;
    const auto age = now - document.created_at;
    const bool told =
        means.deliveries != nullptr && means.deliveries->tell_of(document.pr_repository, document.pr_url);
    const auto shortest = told ? means.shortest_pause_if_told : means.shortest_pause;
    return std::clamp<std::chrono::microseconds>(
        std::chrono::duration_cast<std::chrono::microseconds>(age) / 10,
        shortest,
        std::max(shortest, means.longest_pause)
    );
}

Outcome watch(const FollowMeans& means, Following& following, Context& context)
{
    while (context.take(wake)) {
    }
    following.news.clear();
    following.document.files.clear();
    following.progress = conversation_of(means, following.document).look(following.document.pr_number);
    if (following.progress.state != "open")
        return Advance{};
    // A command's effect is saved, and told, before the next one is read: not even a signal comes in between.
    if (read_on(means, following))
        return jobs::Park{context.now(), std::nullopt};
    return jobs::Park{context.now() + pause_of(means, following, context.now()), std::string(wake)};
}

jobs::Hooks hooks(const Means& means)
{
    const auto tell = [&means](db::Transaction& tx, const base::Value& value) {
        note_progress(tx, means.hub, value.get<Following>());
    };
    jobs::Hooks hooks;
    hooks.parked = [tell](db::Transaction& tx, const base::Value& value, const jobs::Park&) {
        tell(tx, value);
    };
    hooks.finished = tell;
    hooks.failed = [&means](db::Transaction& tx, const base::Value& value, const base::Error& error) {
        const auto following = value.get<Following>();
        events::append(
            tx,
            means.hub,
            subject_of(following.document.request_id),
            "request.pr_lost",
            "system",
            {{"error", error.message}, {"code", base::row_of(error.code).word}}
        );
    };
    return hooks;
}

}  // namespace

forge::Conversation& conversation_of(const FollowMeans& means, const Document& document)
{
    const auto& target = means.provision.targets.get(document.repository);
    if (target.conversation == nullptr)
        throw base::Error(
            base::Code::conflict, "Pull requests of the repository " + target.name + " are not followed."
        );
    return *target.conversation;
}

jobs::Workflow follow_workflow(const FollowMeans& means)
{
    jobs::Workflow workflow{"follow", {}, hooks(means.provision)};
    workflow.stages = {
        {"watch",
         {"follow", 4},
         std::chrono::seconds(120),
         jobs::Effect::repeatable,
         false,
         jobs::over<Following>([&means](Following& following, Context& context) {
             return watch(means, following, context);
         })},
    };
    // A host that is away for a day is no reason to lose sight of a pull request.
    workflow.max_attempts = std::numeric_limits<int>::max();
    return workflow;
}

void start_following(
    db::Transaction& tx, jobs::Runner& runner, const jobs::Workflow& workflow, const Document& document
)
{
    Following following{document, {document.pr_state, document.commit_sha}};
    jobs::start(tx, runner, workflow, job_of(document.request_id), following);
}

bool look_again(db::Transaction& tx, jobs::Runner& runner, const std::string& request_id)
{
    const auto id = job_of(request_id);
    return jobs::find(tx, id) && jobs::signal(tx, runner, id, wake, base::Value::object());
}

}  // namespace requests

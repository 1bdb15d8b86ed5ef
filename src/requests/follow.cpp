#include "requests/follow.h"

#include "requests/claims.h"
#include "requests/markdown.h"
#include "requests/progress.h"
#include "requests/revise.h"
#include "requests/trouble.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace requests {
namespace {

using jobs::Advance;
using jobs::Context;
using jobs::Outcome;

constexpr std::size_t most_news = 10;
/// A webhook may be faster than what GitHub answers when it is asked.
constexpr std::chrono::seconds second_look{20};
constexpr std::chrono::minutes usual_turn{1};
constexpr std::chrono::hours pause_when_closed{24};
constexpr std::chrono::days until_closed_for_good{30};

std::string job_of(const std::string& request_id)
{
    return request_id + "/pull";
}

/// A pull request that was closed has given its paths back. Open again, it needs them again.
void hold_paths(const FollowMeans& means, Following& following)
{
    auto& document = following.document;
    const auto& id = document.request_id;
    auto& database = means.provision.database;
    // An older version did not save it.
    document.address = means.provision.targets.get(document.repository, document.address).address;
    if (database.read([&](db::Transaction& tx) { return holds_paths(tx, id); }))
        return;
    try {
        database.write([&](db::Transaction& tx) { claim_paths(tx, id, claims_of(document)); });
        following.path_taken = false;
    } catch (const base::Error& error) {
        if (error.code != base::Code::conflict)
            throw;
        if (std::exchange(following.path_taken, true))
            return;
        following.news.push_back({"request.path_taken", "system", {{"error", error.message}}});
        take_up_notice(
            following,
            "While this pull request was closed, its place was given to another request: only one of the two "
            "can be merged. " +
                markdown::code(error.message)
        );
    }
}

/// Reads comments up to and with the next command to obey. True when there is something to save before more
/// is read.
bool read_on(const FollowMeans& means, Following& following)
{
    auto& conversation = conversation_of(means, following.document);
    while (true) {
        const auto comments = conversation.comments(following.document.pr_number, following.last_comment);
        if (comments.empty())
            return false;
        for (const auto& comment : comments) {
            const auto command = find_command(comment.body);
            following.last_comment = std::max(following.last_comment, comment.id);
            if (!command)
                continue;
            if (conversation.may_write(comment.author))
                return take_up(following, comment, *command), true;
            following.news.push_back(
                {"request.comment_refused",
                 comment.author,
                 {{"comment", comment.id}, {"error", "May not write to the repository."}}}
            );
            if (following.news.size() >= most_news)
                return true;
        }
    }
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

Outcome rest(Following& following, base::Time until)
{
    following.next_look = until;
    return jobs::Park{until, std::string(wake)};
}

/// What was found out is told when this run is saved, which a signal that is there already would prevent.
Outcome told_first(const Following& following, const Outcome& outcome, base::Time now)
{
    if (following.news.empty() || std::holds_alternative<Advance>(outcome))
        return outcome;
    return jobs::Park{now, std::nullopt};
}

/// The next step comes at once, but after this one was saved and told.
Outcome go_on(Following& following, base::Time now)
{
    following.next_look = now;
    return jobs::Park{now, std::nullopt};
}

/// True when it is not as it was seen last.
bool see(const FollowMeans& means, Following& following)
{
    const auto& document = following.document;
    auto progress = conversation_of(means, document).look(document.pr_number);
    if (progress.branch != document.branch)
        throw base::Error(
            base::Code::conflict,
            document.pr_url + " is now a pull request of the branch " + progress.branch +
                ", which is not the request's."
        );
    const auto facts_of = [](const forge::Progress& one) {
        return std::tie(one.state, one.head_sha, one.review, one.checks);
    };
    const bool is_news = facts_of(progress) != facts_of(following.progress);
    following.progress = std::move(progress);
    return is_news;
}

Outcome look(const FollowMeans& means, Following& following, bool woken, base::Time now)
{
    const bool is_news = see(means, following);
    const auto& state = following.progress.state;
    if (state == "open")
        hold_paths(means, following);
    following.closed_since =
        state == "open" ? std::nullopt : std::optional(following.closed_since.value_or(now));
    if (following.task || read_on(means, following))
        return go_on(following, now);
    if (woken && !is_news)
        return rest(following, now + second_look);
    if (!following.closed_since)
        return rest(following, now + pause_of(means, following, now));
    if (state == "merged" || now - *following.closed_since >= until_closed_for_good)
        return Advance{};
    return rest(following, now + pause_when_closed);
}

Outcome step(const FollowMeans& means, Following& following, bool woken, base::Time now)
{
    if (!following.task)
        return look(means, following, woken, now);
    if (woken && following.task->step != Task::Step::obey)  // which looks by itself
        see(means, following);
    carry_on(means, following);
    return go_on(following, now);
}

Outcome watch(const FollowMeans& means, Following& following, Context& context)
{
    const auto now = context.now();
    following.news.clear();
    following.document.files.clear();
    if (now < following.next_look && now < following.woken_at + means.between_wakes) {
        following.next_look = following.woken_at + means.between_wakes;
        return jobs::Park{following.next_look, std::nullopt};  // what woke us stays, and is taken then
    }
    bool woken = false;
    while (context.take(wake))
        woken = true;
    if (!woken && now < following.next_look)
        return rest(following, following.next_look);  // it was only told what had happened
    if (woken)
        following.woken_at = now;
    const auto before = following;
    try {
        const auto outcome = step(means, following, woken, now);
        end_trouble(following);
        return told_first(following, outcome, now);
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        const bool stopped = error.code == base::Code::unavailable && context.stop().stop_requested();
        if (stopped)
            throw;  // the next start comes
        auto seen = std::move(following.progress);
        following = before;
        following.progress = std::move(seen);  // what was seen is told, whatever failed behind it
        if (error.code == base::Code::limited)
            return rest(following, now + error.retry_after.value_or(usual_turn));
        return told_first(following, endure(following, error, now), now);
    }
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
        const auto& id = following.document.request_id;
        events::append(
            tx,
            means.hub,
            subject_of(id),
            "request.pr_lost",
            "system",
            {{"error", error.message}, {"code", base::row_of(error.code).word}}
        );
        release_paths(tx, id);
    };
    return hooks;
}

}  // namespace

forge::Conversation& conversation_of(const FollowMeans& means, const Document& document)
{
    const auto& target = means.provision.targets.get(document.repository, document.address);
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
    // Nobody is given up for what the engine tries again: a stop, a crash.
    workflow.max_attempts = std::numeric_limits<int>::max();
    workflow.max_crashes = workflow.max_attempts;
    return workflow;
}

void start_following(
    db::Transaction& tx, jobs::Runner& runner, const jobs::Workflow& workflow, const Document& document
)
{
    Following following{document, {document.pr_state, document.commit_sha}};
    jobs::start(tx, runner, workflow, job_of(document.request_id), following);
}

void resume_following(db::Transaction& tx, jobs::Runner& runner, const jobs::Workflow& workflow)
{
    jobs::revive(tx, runner, workflow);
}

bool look_again(db::Transaction& tx, jobs::Runner& runner, const std::string& request_id)
{
    const auto id = job_of(request_id);
    return jobs::find(tx, id) && jobs::signal(tx, runner, id, wake, base::Value::object());
}

}  // namespace requests

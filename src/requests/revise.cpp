#include "requests/revise.h"

#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "requests/markdown.h"
#include "requests/proposal.h"
#include "requests/stages.h"

#include <algorithm>
#include <charconv>

namespace requests {
namespace {

using markdown::code;

/// Name and environment say where the files lie; they cannot change under an open pull request.
bool is_parameter(const Document& document, const catalog::Catalog& catalog, const std::string& id)
{
    std::size_t index = 0;
    auto name = std::string_view(id);
    if (const auto dot = id.find('.'); dot != std::string::npos) {
        const auto [end, error] = std::from_chars(id.data(), id.data() + dot, index);
        if (error != std::errc() || end != id.data() + dot)
            return false;
        name.remove_prefix(dot + 1);
    }
    return index < document.specs.size() &&
           catalog.blueprint(document.specs[index].resource_type).find_parameter(std::string(name)) !=
               nullptr;
}

void refuse_others(const Document& document, const catalog::Catalog& catalog, const Command& command)
{
    std::vector<base::Problem> problems;
    for (const auto& [id, _] : command.values)
        if (!is_parameter(document, catalog, id))
            problems.push_back(
                {"/answers/" + base::pointer_token(id),
                 "There is no parameter \"" + base::shortened(id, 60) +
                     "\" in this request (of its second resource it would be 1.<parameter>)."}
            );
    base::refuse_when_any(std::move(problems));
}

std::string names_of(const Command& command)
{
    std::vector<std::string> names;
    for (const auto& [id, _] : command.values)
        names.push_back(id);
    return base::join(names, ", ");
}

/// The branch with one more commit: where it must end now, and what it then holds.
forge::Branch amended(
    const Document& before, const Document& after, const forge::Comment& comment, const std::string& names
)
{
    auto branch = branch_of(after);
    branch.base_sha = before.commit_sha;
    branch.message = "Set " + names + "\n\nRequested-by: " + comment.author +
                     "\nGroundwork-Request: " + before.request_id +
                     "\nGroundwork-Comment: " + std::to_string(comment.id) + "\n";
    branch.time = comment.created_at;
    return branch;
}

bool is_retried(const base::Error& error)
{
    return base::row_of(error.code).retried;
}

std::string mark_for(std::int64_t comment)
{
    return "<!-- groundwork:answer:" + std::to_string(comment) + ":" + base::random_hex(8) + " -->";
}

bool same_values(const catalog::Spec& one, const catalog::Spec& other)
{
    return std::equal(
        one.parameters.begin(),
        one.parameters.end(),
        other.parameters.begin(),
        other.parameters.end(),
        [](const auto& a, const auto& b) { return a.name == b.name && a.value == b.value; }
    );
}

void tell(Following& following, const std::string& kind, base::Value payload)
{
    const auto& comment = following.task->comment;
    payload["comment"] = comment.id;
    following.news.push_back({kind, comment.author, std::move(payload)});
}

void refuse(Following& following, const base::Error& error)
{
    auto& task = *following.task;
    task.answer = "Nothing was changed. " + code(error.message) + "\n";
    for (const auto& problem : error.problems)
        task.answer += "\n- " + code(problem.message);
    task.step = Task::Step::answer;
    tell(following, "request.comment_refused", {{"error", error.message}});
}

/// What `set` asks for, worked out.
struct Revision {
    base::Value values;
    std::string names;
    Document document;
    forge::Branch branch;  ///< with its one more commit
};

Revision revised(const FollowMeans& means, const Following& following, const Command& command)
{
    const auto& provision = means.provision;
    auto document = following.document;
    refuse_others(document, provision.catalog, command);
    base::Value values = command.values;
    stages::answer(provision, document, values);
    stages::render(provision, document);
    const auto& present = following.document.specs;
    if (std::equal(present.begin(), present.end(), document.specs.begin(), document.specs.end(), same_values))
        throw base::Error(base::Code::conflict, "These are the present values.");
    const auto names = names_of(command);
    auto branch = amended(following.document, document, following.task->comment, names);
    return {std::move(values), names, std::move(document), std::move(branch)};
}

void note_revised(Following& following, Revision revision, const std::string& sha)
{
    auto& task = *following.task;
    following.document = std::move(revision.document);
    following.document.commit_sha = sha;
    tell(following, "request.revised", {{"values", std::move(revision.values)}, {"commit_sha", sha}});
    task.answer = "Set " + code(revision.names) + " in one more commit, " + sha.substr(0, 7) +
                  ". All checks and policies are met.";
    task.step = Task::Step::retell;
}

void revise(const FollowMeans& means, Following& following, const Command& command)
{
    auto revision = revised(means, following, command);
    const auto sha = conversation_of(means, following.document).amend(revision.branch);
    note_revised(following, std::move(revision), sha);
}

/// Where an attempt whose answer was lost has put the commit there, that is taken down; false where not.
/// Whatever has become of the pull request since, it was changed.
bool catch_up(const FollowMeans& means, Following& following, const Command& command, const std::string& head)
{
    if (command.verb != Command::Verb::set || head == following.document.commit_sha)
        return false;
    auto revision = revised(means, following, command);
    if (!conversation_of(means, following.document).is_amended(revision.branch, head))
        return false;
    note_revised(following, std::move(revision), head);
    return true;
}

void close(const FollowMeans& means, Following& following)
{
    auto& task = *following.task;
    conversation_of(means, following.document).close(following.document.pr_number);
    task.answer = "Closed without merging, as " + code(task.comment.author) + " asked.";
    task.step = Task::Step::answer;
}

/// What is closed by now, a cancel may have closed itself.
void refuse_when_ended(const std::string& known, const std::string& now, const Command& command)
{
    const bool closes = command.verb == Command::Verb::cancel && known == "open" && now == "closed";
    if (now != "open" && !closes)
        throw base::Error(
            base::Code::conflict,
            now == "closed" ? "The pull request is closed. Reopen it, then ask again."
                            : "The pull request is " + now + "."
        );
}

/// The command was read a moment ago, or an hour where a turn was awaited: how things stand, and who may
/// write, is asked again. What the host refuses is answered, so that one command that it will never allow
/// does not stand in the way of the next one.
void obey(const FollowMeans& means, Following& following)
{
    auto& conversation = conversation_of(means, following.document);
    const auto comment = following.task->comment;
    const auto& known = following.progress;
    const auto now = known.state == "open" ? conversation.look(following.document.pr_number) : known;
    const bool may_write = conversation.may_write(comment.author);
    try {
        const auto command = read_command(comment.body);
        if (catch_up(means, following, command, now.head_sha))
            return;
        if (!may_write)
            throw base::Error(
                base::Code::forbidden, comment.author + " may not write to the repository any more."
            );
        refuse_when_ended(known.state, now.state, command);
        if (command.verb == Command::Verb::cancel)
            close(means, following);
        else
            revise(means, following, command);
    } catch (const base::Error& error) {
        if (is_retried(error))
            throw;
        base::log::warn(
            "a command in a comment was refused",
            {{"request", following.document.request_id}, {"error", error.message}, {"detail", error.detail}}
        );
        refuse(following, error);
    }
}

void retell(const FollowMeans& means, Following& following)
{
    auto& task = *following.task;
    const auto& document = following.document;
    try {
        conversation_of(means, document)
            .retell(document.pr_number, proposal(document, means.provision.catalog));
    } catch (const base::Error& error) {
        if (is_retried(error))
            throw;
        task.answer += "\n\nThe description above still shows the former values. " + code(error.message);
    }
    task.step = Task::Step::answer;
}

bool was_answered(forge::Conversation& conversation, std::int64_t number, const Task& task)
{
    for (auto after = task.comment.id;;) {
        const auto comments = conversation.comments(number, after);
        for (const auto& comment : comments) {
            if (comment.body.find(task.mark) != std::string::npos)
                return true;
            after = std::max(after, comment.id);
        }
        if (comments.empty())
            return false;
    }
}

/// Where comments are refused (a locked conversation, say), the events alone tell what was done.
void answer(const FollowMeans& means, Following& following)
{
    const auto& task = *following.task;
    const auto number = following.document.pr_number;
    auto& conversation = conversation_of(means, following.document);
    try {
        if (!was_answered(conversation, number, task))
            conversation.say(number, task.answer + "\n\n" + task.mark);
    } catch (const base::Error& error) {
        if (is_retried(error))
            throw;
        conversation.look(number);  // throws where nothing else is allowed either: then the answer waits
        tell(following, "request.comment_unanswered", {{"answer", task.answer}, {"error", error.message}});
    }
    following.task.reset();
}

bool asks_to_close(const std::string& command)
{
    try {
        return read_command(command).verb == Command::Verb::cancel;
    } catch (const base::Error&) {
        return false;  // obey() says why
    }
}

}  // namespace

void take_up(Following& following, const forge::Comment& comment, const std::string& command)
{
    following.task = Task{comment};
    following.task->comment.body = command;
    following.task->mark = mark_for(comment.id);
    if (following.progress.state == "open" && asks_to_close(command))
        tell(following, "request.cancel", base::Value::object());
}

void take_up_notice(Following& following, const std::string& text)
{
    following.task = Task{{0, "system", {}, {}}, Task::Step::answer, text, mark_for(0)};
}

void carry_on(const FollowMeans& means, Following& following)
{
    switch (following.task->step) {
    case Task::Step::obey: return obey(means, following);
    case Task::Step::retell: return retell(means, following);
    case Task::Step::answer: return answer(means, following);
    }
}

}  // namespace requests

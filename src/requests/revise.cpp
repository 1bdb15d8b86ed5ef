#include "requests/revise.h"

#include "base/text.h"
#include "requests/markdown.h"
#include "requests/proposal.h"
#include "requests/stages.h"

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

std::string
revise(const FollowMeans& means, Following& following, const forge::Comment& comment, const Command& command)
{
    const auto& provision = means.provision;
    auto document = following.document;
    refuse_others(document, provision.catalog, command);
    base::Value answers = command.values;
    stages::answer(provision, document, answers);
    stages::render(provision, document);
    const auto names = names_of(command);
    document.commit_sha =
        conversation_of(means, document).amend(amended(following.document, document, comment, names));
    conversation_of(means, document).retell(document.pr_number, proposal(document, provision.catalog));
    following.document = std::move(document);
    following.news.push_back(
        {"request.revised",
         comment.author,
         {{"values", answers}, {"commit_sha", following.document.commit_sha}, {"comment", comment.id}}}
    );
    return "Set " + code(names) + " in one more commit, " + following.document.commit_sha.substr(0, 7) +
           ". All checks and policies are met.";
}

std::string cancel(const FollowMeans& means, Following& following, const forge::Comment& comment)
{
    conversation_of(means, following.document).close(following.document.pr_number);
    following.news.push_back({"request.cancel", comment.author, {{"comment", comment.id}}});
    return "Closed without merging, as " + code(comment.author) + " asked.";
}

std::string refusal(const base::Error& error)
{
    auto text = "Nothing was changed. " + code(error.message) + "\n";
    for (const auto& problem : error.problems)
        text += "\n- " + code(problem.message);
    return text;
}

}  // namespace

std::string obey(
    const FollowMeans& means, Following& following, const forge::Comment& comment, const std::string& command
)
{
    try {
        const auto read = read_command(command);
        return read.verb == Command::Verb::cancel ? cancel(means, following, comment)
                                                  : revise(means, following, comment, read);
    } catch (const base::Error& error) {
        // What the commenter can mend is answered; everything else is the job's to retry.
        if (error.code != base::Code::invalid && error.code != base::Code::conflict)
            throw;
        following.news.push_back(
            {"request.comment_refused", comment.author, {{"comment", comment.id}, {"error", error.message}}}
        );
        return refusal(error);
    }
}

}  // namespace requests

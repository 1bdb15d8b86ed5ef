#include "base/text.h"
#include "git/call.h"

namespace git {
namespace {

/// One line that sets or deletes one branch, sent only where `may_push` lets it.
void upload(Call& call, git_remote* remote, std::string spec)
{
    auto* text = spec.data();
    const git_strarray specs{&text, 1};
    const auto options = call.pushing();
    call.check(git_remote_upload(remote, &specs, &options));
}

/// libgit2's success says that the server has answered, not what.
void check_outcome(Call& call)
{
    const auto& outcome = call.pushed();
    if (!outcome)
        throw call.failure(base::Code::unavailable, "the server does not say whether it was done.");
    if (outcome->empty())
        return;
    const auto said = call.words();
    const auto reason =
        base::unprintable(*outcome) ? std::string("no reason") : base::shortened(*outcome, 200);
    const auto why = "the server refuses it (" + reason + ")" + (said.empty() ? "." : ": " + said);
    const auto holds = [&](std::string_view word) {
        return base::lower_ascii(*outcome).find(word) != std::string::npos;
    };
    // Git's and GitHub's own words: for hooks and rules; for a branch that another push has locked.
    if (holds("declined") || holds("denied") || holds("prohibited"))
        throw call.failure(base::Code::forbidden, why, *outcome);
    if (holds("failed to update ref") || holds("internal server error"))
        throw call.failure(base::Code::unavailable, why, *outcome);
    throw call.failure(base::Code::upstream, why, *outcome);
}

/// Git keeps branches as files: where `a` is a branch, `a/b` cannot be one, and the other way round.
bool stands_in_the_way(const std::string& branch, const std::string& name)
{
    return branch.starts_with(name + "/") || name.starts_with(branch + "/");
}

bool is_a_branch_head(const Heads& heads, const std::string& sha)
{
    for (const auto& [name, head] : heads.branches)
        if (head == sha)
            return true;
    return false;
}

}  // namespace

Remote::Created Remote::create_branch(const std::string& name, const std::string& sha) const
{
    const auto reference = reference_name(name);
    const auto facts = cache_.find_commit(sha);
    if (!facts)
        throw base::Error(base::Code::not_found, "There is no commit " + sha + " in the cache.");
    const auto repository = cache_.open();
    Call call(settings_, "Pushing " + name + " to " + url(), settings_.limits.deadline);
    const auto remote = connect(call, repository.get(), url(), GIT_DIRECTION_PUSH);
    const auto heads = heads_of(call, remote.get());
    if (heads.branches.count(name) > 0)
        return Created::exists;
    for (const auto& [branch, head] : heads.branches)
        if (stands_in_the_way(branch, name))
            throw call.failure(base::Code::conflict, "it cannot stand beside the branch " + branch + ".");
    // What is sent is what no branch of the server holds: on top of another commit that would be everything.
    for (const auto& parent : facts->parents)
        if (!is_a_branch_head(heads, parent))
            return Created::outdated;

    call.may_push = [](const git_oid& there) { return git_oid_is_zero(&there) != 0; };
    upload(call, remote.get(), sha + ":" + reference);
    try {
        check_outcome(call);
    } catch (const base::Error&) {
        if (look().branches.count(name) > 0)  // somebody made it between our look and our push
            return Created::exists;
        throw;
    }
    return Created::made;
}

void Remote::advance_branch(const std::string& name, const std::string& expected, const std::string& sha)
    const
{
    const auto reference = reference_name(name);
    const auto repository = cache_.open();
    Call call(settings_, "Pushing to " + name + " of " + url(), settings_.limits.deadline);
    const auto remote = connect(call, repository.get(), url(), GIT_DIRECTION_PUSH);
    const auto heads = heads_of(call, remote.get());
    const auto found = heads.branches.find(name);
    if (found == heads.branches.end())
        throw call.failure(base::Code::conflict, "the branch is gone.");
    if (found->second == sha)
        return;
    if (found->second != expected)
        throw call.failure(base::Code::conflict, "somebody else has pushed to it.");
    call.may_push = [&](const git_oid& there) { return to_sha(there) == expected; };
    upload(call, remote.get(), sha + ":" + reference);
    check_outcome(call);
}

void Remote::delete_branch(const std::string& name, const std::string& expected) const
{
    const auto reference = reference_name(name);
    const auto repository = cache_.open();
    Call call(settings_, "Deleting " + name + " from " + url(), settings_.limits.deadline);
    const auto remote = connect(call, repository.get(), url(), GIT_DIRECTION_PUSH);
    const auto heads = heads_of(call, remote.get());
    const auto found = heads.branches.find(name);
    if (found == heads.branches.end())
        return;
    if (found->second != expected)
        throw call.failure(base::Code::conflict, "the branch holds something else by now.");
    call.may_push = [&](const git_oid& there) { return to_sha(there) == expected; };
    upload(call, remote.get(), ":" + reference);
    check_outcome(call);
}

}  // namespace git

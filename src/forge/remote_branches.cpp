#include "forge/remote_branches.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "forge/gate.h"
#include "git/paths.h"

namespace forge {
namespace {

/// How often the base may move between our look at it and our push before the next attempt is left to later.
constexpr int most_rounds = 4;

/// Merges into a branch between two of our commits.
constexpr int most_merges = 8;

base::Error conflict(const std::string& message)
{
    return {base::Code::conflict, message};
}

/// What the message says of the request that it was made for; empty when it does not.
std::string request_of(const std::string& message)
{
    constexpr std::string_view trailer = "Groundwork-Request:";
    std::string request;
    for (const auto& line : base::split(message, '\n'))
        if (line.starts_with(trailer))
            request = base::trimmed(std::string_view(line).substr(trailer.size()));
    return request;
}

bool same_request(const std::string& one, const std::string& other)
{
    const auto request = request_of(one);
    return one == other || (!request.empty() && request == request_of(other));
}

}  // namespace

RemoteBranches::RemoteBranches(git::Remote remote, RemoteBranchesSettings settings)
    : remote_(std::move(remote)), settings_(std::move(settings))
{}

Base RemoteBranches::base_in(const git::Heads& heads, const std::string& meant) const
{
    const auto& usual = settings_.base_branch.empty() ? heads.default_branch : settings_.base_branch;
    for (const auto& name : {meant, usual})
        if (const auto found = heads.branches.find(name); found != heads.branches.end())
            return {found->first, found->second};
    throw base::Error(
        base::Code::not_found,
        heads.branches.empty() ? "The repository " + url() + " is empty. Push a first commit to it."
        : usual.empty()
            ? "The repository " + url() + " has no default branch. Set the base branch."
            : "The repository " + url() + " has no branch " + usual + " to be the base of pull requests."
    );
}

Base RemoteBranches::base() const
{
    return base_in(remote_.look());
}

std::string RemoteBranches::base_for(const Proposal& proposal) const
{
    const auto heads = remote_.look();
    const auto found = heads.branches.find(proposal.branch);
    if (found == heads.branches.end())
        throw base::Error(
            base::Code::not_found, "There is no branch " + proposal.branch + " in " + url() + "."
        );
    if (found->second != proposal.head_sha)
        throw conflict(
            "Somebody else has pushed to the branch " + proposal.branch + " of " + url() +
            " before its pull request was opened."
        );
    return base_in(heads, proposal.base_branch).branch;
}

std::optional<std::string> RemoteBranches::find(const std::string& branch) const
{
    const auto heads = remote_.look();
    const auto found = heads.branches.find(branch);
    return found == heads.branches.end() ? std::nullopt : std::optional(found->second);
}

/// Runs it once more without the cache where that seems to be spoiled (by a crash, by the disk, by hand): it
/// holds nothing that cannot be fetched.
template <typename Run> auto RemoteBranches::with_cache(Run run)
{
    const std::lock_guard lock(writing_);
    try {
        return run();
    } catch (const base::Error& error) {
        if (error.code != base::Code::internal)
            throw;
        base::log::warn(
            "Throwing away the cache of " + url(), {{"because", error.message}, {"detail", error.detail}}
        );
    }
    remote_.clear_cache();
    return run();
}

std::string RemoteBranches::push(const Branch& branch)
{
    check_branch(branch);
    git::check_branch_name(branch.name);
    return with_cache([&] { return push_once(branch); });
}

std::string RemoteBranches::push_once(const Branch& branch)
{
    for (int round = 0; round < most_rounds; ++round) {
        const auto heads = remote_.look();
        if (const auto there = heads.branches.find(branch.name); there != heads.branches.end())
            return adopt(branch, there->second);
        auto base = base_in(heads, branch.base_branch);
        if (!remote_.cache().find_commit(base.sha))
            base.sha = remote_.fetch(base.branch);
        if (const auto taken = directory_in(base.sha, branch))
            throw conflict(
                "The directory " + *taken + " is in " + base.branch +
                " already. Choose another name; changing what exists is not possible yet."
            );
        auto sha = remote_.cache().write_commit(plan(branch, base.sha));
        if (remote_.create_branch(branch.name, sha) == git::Remote::Created::made)
            return sha;
    }
    throw base::Error(
        base::Code::unavailable,
        "The base branch of " + url() + " moves on faster than " + branch.name + " can be put on top of it."
    );
}

git::CommitPlan RemoteBranches::plan(const Branch& branch, const std::string& base) const
{
    return {base, branch.files, branch.message, {settings_.author.name, settings_.author.email, branch.time}};
}

std::optional<std::string> RemoteBranches::directory_in(const std::string& commit, const Branch& branch) const
{
    for (const auto& directory : branch.directories)
        if (remote_.cache().has_path(commit, directory))
            return directory;
    return std::nullopt;
}

std::string RemoteBranches::adopt(const Branch& branch, const std::string& sha)
{
    const auto& cache = remote_.cache();
    auto tip = cache.find_commit(sha);
    if (!tip || tip->parents.size() != 1 || !cache.find_commit(tip->parents[0])) {
        if (remote_.fetch(branch.name, 2) != sha)
            throw base::Error(base::Code::unavailable, "The branch " + branch.name + " moves; try again.");
        tip = cache.find_commit(sha);
    }
    if (tip && is_ours(*tip, branch))
        return sha;
    throw conflict(
        "The branch " + branch.name + " of " + url() +
        " exists already and holds something else. Delete it there, then ask again."
    );
}

std::string RemoteBranches::append(const Branch& branch)
{
    check_branch(branch);
    git::check_branch_name(branch.name);
    return with_cache([&] { return append_once(branch); });
}

std::string RemoteBranches::append_once(const Branch& branch)
{
    const auto& cache = remote_.cache();
    auto tip = find(branch.name);
    if (!tip)
        throw conflict("The branch " + branch.name + " is gone.");
    if (*tip != branch.base_sha || !cache.find_commit(*tip))
        tip = remote_.fetch(branch.name, most_merges + 2);
    if (is_next(branch, *tip))
        return *tip;
    if (!only_merges_between(branch, *tip))
        throw conflict("The branch " + branch.name + " has commits that Groundwork did not make.");
    auto sha = cache.write_commit(plan(branch, *tip));
    remote_.advance_branch(branch.name, *tip, sha);
    return sha;
}

bool RemoteBranches::has_appended(const Branch& branch, const std::string& sha)
{
    check_branch(branch);
    return with_cache([&] { return is_next(branch, sha); });
}

/// Our own commit may stand there already.
bool RemoteBranches::is_next(const Branch& branch, const std::string& sha) const
{
    const auto& cache = remote_.cache();
    const auto facts = cache.find_commit(sha);
    return facts && facts->parents.size() == 1 && only_merges_between(branch, facts->parents[0]) &&
           cache.write_commit(plan(branch, facts->parents[0])) == sha;
}

/// From `tip` back to the branch's last commit that we know. GitHub's button “Update branch” makes such
/// merges.
bool RemoteBranches::only_merges_between(const Branch& branch, std::string tip) const
{
    const auto& cache = remote_.cache();
    for (int merges = 0; tip != branch.base_sha; ++merges) {
        const auto facts = cache.find_commit(tip);
        if (!facts || facts->parents.size() != 2 || merges == most_merges ||
            !cache.find_commit(facts->parents[0]))
            return false;
        for (const auto& directory : branch.directories)
            if (cache.find_id(tip, directory) != cache.find_id(facts->parents[0], directory))
                return false;
        tip = facts->parents[0];
    }
    return cache.find_commit(tip).has_value();
}

/// A commit of this request that puts our files, and nothing else, over one parent that had none of them.
bool RemoteBranches::is_ours(const git::CommitFacts& tip, const Branch& branch) const
{
    if (tip.parents.size() != 1 || !same_request(branch.message, tip.message) ||
        directory_in(tip.parents[0], branch))
        return false;
    const auto rebuilt = remote_.cache().write_commit(plan(branch, tip.parents[0]));
    return remote_.cache().find_commit(rebuilt)->tree == tip.tree;
}

bool RemoteBranches::drop(const Branch& branch)
{
    git::check_branch_name(branch.name);
    return with_cache([&] {
        const auto there = find(branch.name);
        if (there)
            remote_.delete_branch(branch.name, adopt(branch, *there));
        return there.has_value();
    });
}

}  // namespace forge

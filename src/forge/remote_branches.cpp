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

std::string RemoteBranches::base_branch() const
{
    return settings_.base_branch.empty() ? base_in(remote_.look()) : settings_.base_branch;
}

std::string RemoteBranches::base_in(const git::Heads& heads) const
{
    const auto& name = settings_.base_branch.empty() ? heads.default_branch : settings_.base_branch;
    if (heads.branches.count(name) > 0)
        return name;
    throw base::Error(
        base::Code::not_found,
        heads.branches.empty() ? "The repository " + url() + " is empty. Push a first commit to it."
        : name.empty()
            ? "The repository " + url() + " has no default branch. Set the base branch."
            : "The repository " + url() + " has no branch " + name + " to be the base of pull requests."
    );
}

std::string RemoteBranches::base_sha() const
{
    const auto heads = remote_.look();
    return heads.branches.at(base_in(heads));
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
        const auto base_name = base_in(heads);
        auto base = heads.branches.at(base_name);
        if (!remote_.cache().find_commit(base))
            base = remote_.fetch(base_name);
        if (const auto taken = directory_in(base, branch))
            throw conflict(
                "The directory " + *taken + " is in " + base_name +
                " already. Choose another name; changing what exists is not possible yet."
            );
        auto sha = remote_.cache().write_commit(plan(branch, base));
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
    return {base, branch.files, branch.message, {settings_.author_name, settings_.author_email, branch.time}};
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
    if (!cache.find_commit(branch.base_sha)) {
        if (!find(branch.name))
            throw conflict("The branch " + branch.name + " is gone.");
        remote_.fetch(branch.name, 2);  // our own commit may stand on top of it already
    }
    if (!cache.find_commit(branch.base_sha))
        throw conflict("The branch " + branch.name + " has commits that Groundwork did not make.");
    auto sha = cache.write_commit(plan(branch, branch.base_sha));
    remote_.advance_branch(branch.name, branch.base_sha, sha);
    return sha;
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

void RemoteBranches::drop(const std::string& branch)
{
    git::check_branch_name(branch);
    with_cache([&] {
        const auto heads = remote_.look();
        const auto found = heads.branches.find(branch);
        if (found == heads.branches.end())
            return;
        if (branch == (settings_.base_branch.empty() ? heads.default_branch : settings_.base_branch))
            throw conflict("The base branch " + branch + " is not dropped.");
        remote_.delete_branch(branch, found->second);
    });
}

}  // namespace forge

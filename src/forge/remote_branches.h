#pragma once

#include "forge/forge.h"
#include "git/remote.h"

#include <mutex>

namespace forge {

/// Of the commits.
struct Author {
    std::string name = "Groundwork";
    std::string email = "groundwork@localhost";
};

struct RemoteBranchesSettings {
    std::string base_branch;  ///< empty: the remote repository's default branch
    Author author = {};
};

/// The branch half of a forge whose repository is elsewhere: what forge::Forge says of base, push and
/// drop, over git's own protocol. Thread-safe; one push at a time, as they share the remote's cache.
/// Errors of all calls: those of git::Remote; none of them has changed anything, except that after
/// `unavailable` from push or drop the outcome is unknown: the same call again looks first.
///
/// One process at a time may use a cache folder, and one RemoteBranches.
class RemoteBranches {
public:
    RemoteBranches(git::Remote remote, RemoteBranchesSettings settings);

    /// The branch that new pull requests go into (the setting, else what the remote says now) with its newest
    /// commit. Throws `not_found` when the repository has no such branch.
    Base base() const;

    /// The branch that the proposal's pull request goes into: the one that it was made for, or that of base()
    /// where this is gone. Throws `not_found` when the proposal's branch is not there, `conflict` when it is
    /// not at the proposal's head.
    std::string base_for(const Proposal& proposal) const;

    /// The branch's newest commit, now; nullopt when there is no such branch.
    std::optional<std::string> find(const std::string& branch) const;

    /// Makes branch and commit; returns the commit's SHA. Looks first:
    /// - The branch is there with one commit of this request on whatever base (the same files over its
    /// parent,
    ///   and the same message or `Groundwork-Request:` trailer): that commit's SHA. Nothing is changed.
    /// - It is there with anything else: `conflict`. It is never moved, never forced.
    /// - It is not there: the commit is made on its base branch as it is now, also where that has moved on
    ///   since branch.base_sha; equal bases give equal SHAs. A directory of the branch that is in the base
    ///   already is a `conflict` that names it, and so is a symbolic link or a submodule on the way.
    /// Throws `invalid` as check_branch does (forge/gate.h), and for a name that git forbids.
    std::string push(const Branch& branch);

    /// One more commit at the end of the branch, where it must end at branch.base_sha now, or at merges of
    /// other branches into that which leave our directories as they are; returns its SHA. Looks first: the
    /// same call again changes nothing. Throws `conflict` when somebody else has pushed to the branch, or
    /// when it is gone.
    std::string append(const Branch& branch);

    /// Whether `sha` is the commit that append() made of this branch. Asks nobody: false also where what was
    /// made is not in the cache any more.
    bool has_appended(const Branch& branch, const std::string& sha);

    /// Removes the branch where push() would find its own commit there; false when there is none. Throws
    /// `conflict` when it holds anything else. Whether it has a pull request is for the caller to ask.
    bool drop(const Branch& branch);

    /// For people: the repository's address.
    const std::string& url() const { return remote_.url(); }

private:
    template <typename Run> auto with_cache(Run run);
    Base base_in(const git::Heads& heads, const std::string& meant = "") const;
    std::string push_once(const Branch& branch);
    std::string append_once(const Branch& branch);
    std::optional<std::string> directory_in(const std::string& commit, const Branch& branch) const;
    bool is_ours(const git::CommitFacts& tip, const Branch& branch) const;
    bool is_next(const Branch& branch, const std::string& sha) const;
    std::string adopt(const Branch& branch, const std::string& sha);
    bool only_merges_between(const Branch& branch, std::string tip) const;
    git::CommitPlan plan(const Branch& branch, const std::string& base) const;

    git::Remote remote_;
    RemoteBranchesSettings settings_;
    std::mutex writing_;
};

}  // namespace forge

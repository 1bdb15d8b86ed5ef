#pragma once

#include "base/clock.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct git_repository;

namespace git {

/// Path from the repository's root → content.
using Files = std::map<std::string, std::string>;

struct Signature {
    std::string name;
    std::string email;
    base::Time time;
};

/// One commit: the files put over the base's tree. Equal plans give equal SHAs.
struct CommitPlan {
    std::string base;  ///< a commit's SHA
    Files files;
    std::string message;
    Signature author;  ///< also the committer
};

/// What a commit says of itself.
struct CommitFacts {
    std::vector<std::string> parents;
    std::string tree;  ///< its id: equal trees have equal ids
    std::string message;
    std::string author;  ///< "Alice <alice@example.com>"
};

/// How one file differs between two commits.
struct FileDiff {
    std::string path;
    std::string status;  ///< added, modified, deleted
    std::string patch;   ///< unified diff, without the file header; empty for a binary file
    std::size_t added = 0;
    std::size_t removed = 0;
};

/// libgit2's handle on a repository, for one thread.
struct CloseRepository {
    void operator()(git_repository* repository) const;
};
using OpenRepository = std::unique_ptr<git_repository, CloseRepository>;

/// A bare repository without work tree. Thread-safe: every call opens a handle of its own.
/// What a returned call has written survives a power cut.
/// Errors: `not_found` for a branch or commit that is not there, `invalid` for a branch name that git
/// forbids, `conflict` as said below, `unavailable` when the disk refuses or another process holds the
/// branch's lock, `internal` otherwise.
class Repository {
public:
    /// Opens the repository at `path`; makes it, with `first` as its first commit on `branch`, when there is
    /// none or when its making was cut short. Throws `not_found` when it has branches, but not this one.
    static Repository open_or_create(
        const std::string& path, const std::string& branch, const Files& first, const Signature& author
    );

    /// The same without a first commit: a repository that may have no branch.
    static Repository open_or_create_empty(const std::string& path);

    std::optional<std::string> find_branch(const std::string& name) const;
    std::string branch(const std::string& name) const;

    /// Writes the commit (objects only; no branch points at it yet) and returns its SHA. Throws `invalid` for
    /// a path that leaves the tree or names .git in any of its disguises, and `conflict` where a file of the
    /// plan would have to pass through a symbolic link or a submodule.
    std::string write_commit(const CommitPlan& plan) const;

    /// Makes the branch. Fine when it is already there at `sha`; `conflict` when it points elsewhere.
    void create_branch(const std::string& name, const std::string& sha) const;
    /// Fine when there is none.
    void delete_branch(const std::string& name) const;

    /// Fails with `conflict` when `branch` no longer points at `expected`.
    void move_branch(const std::string& branch, const std::string& expected, const std::string& sha) const;

    /// Nullopt when there is no such commit. Its parents are named whether they are there or not.
    std::optional<CommitFacts> find_commit(const std::string& sha) const;
    std::optional<std::string> find_text(const std::string& commit, const std::string& path) const;
    bool has_path(const std::string& commit, const std::string& path) const;
    /// The id of the file or folder there: equal ones have equal ids.
    std::optional<std::string> find_id(const std::string& commit, const std::string& path) const;
    std::vector<FileDiff> diff(const std::string& base, const std::string& head) const;
    /// The best common ancestor.
    std::string merge_base(const std::string& a, const std::string& b) const;
    /// Also true when the two are one commit.
    bool is_ancestor(const std::string& ancestor, const std::string& of) const;
    /// The commit on the first-parent line of `tip` that brought `head` in: its merge commit, or `head`
    /// itself where the branch was moved forward to it.
    std::optional<std::string> find_merge(const std::string& tip, const std::string& head) const;

    /// A merge commit of the two, no branch moved. Throws `conflict` that names the paths in the way.
    std::string write_merge(
        const std::string& ours,
        const std::string& theirs,
        const std::string& message,
        const Signature& author
    ) const;

    const std::string& path() const { return path_; }

    /// For this room's own files.
    OpenRepository open() const;

private:
    explicit Repository(std::string path) : path_(std::move(path)) {}

    std::string path_;
};

}  // namespace git

#pragma once

#include "base/error.h"
#include "base/handle.h"

#include <git2.h>

#include <string>
#include <string_view>

/// Where libgit2 ends: owned handles, and its failures as base::Error. For this room's own files.
namespace git {

using Blob = base::Handle<git_blob, git_blob_free>;
using Commit = base::Handle<git_commit, git_commit_free>;
using Diff = base::Handle<git_diff, git_diff_free>;
using Patch = base::Handle<git_patch, git_patch_free>;
using RemoteHandle = base::Handle<git_remote, git_remote_free>;
using Reference = base::Handle<git_reference, git_reference_free>;
using Tree = base::Handle<git_tree, git_tree_free>;
using TreeBuilder = base::Handle<git_treebuilder, git_treebuilder_free>;
using TreeEntry = base::Handle<git_tree_entry, git_tree_entry_free>;

/// Starts libgit2, once. Only the repository's own configuration counts, whoever owns the folder.
void start_library();

/// The authorities that vouch for servers, for the whole process, in place of those before: a file of PEM
/// certificates. At first those of the system.
void trust_certificates(const std::string& file);

/// libgit2's last failure as ours; to be asked for before libgit2 is called again.
base::Error failure(int answer, std::string_view doing);

/// Throws when `answer` says that libgit2 failed. `doing` completes "… failed": "Writing the commit".
void check(int answer, std::string_view doing);

/// What a function of libgit2 hands out through its first argument.
template <typename Owned, typename Call> Owned receive(std::string_view doing, Call call)
{
    typename Owned::pointer raw = nullptr;
    check(call(&raw), doing);
    return Owned(raw);
}

/// Returns when all that was written below `path` is on the disk, once per call however many files it was.
void make_durable(const std::string& path);

/// refs/heads/…; throws `invalid` for what git does not allow as a branch's name.
std::string reference_name(const std::string& branch);

std::string to_sha(const git_oid& id);

/// Throws `not_found` for anything that is not the full SHA of a commit in the repository.
Commit commit_at(git_repository* repository, const std::string& sha);
Tree tree_of(const git_commit* commit);
Tree tree_at(git_repository* repository, const git_oid& id);

}  // namespace git

#pragma once

#include "git/edge.h"
#include "git/repository.h"

#include <string>
#include <vector>

/// Writing commits and their trees. For this room's own files.
namespace git {

/// The tree `base` (nullptr: an empty one) with the files put over it. Reads and writes the touched
/// directories only.
git_oid write_tree(git_repository* repository, const git_tree* base, const Files& files);

struct CommitWords {
    const std::string& message;
    const Signature& author;
};

/// The commit and all it stands for are on the disk when this returns. Throws `invalid` for a message or an
/// author that git cannot store as they are.
std::string write_commit_object(
    git_repository* repository,
    const git_oid& tree,
    const std::vector<const git_commit*>& parents,
    const CommitWords& words
);

}  // namespace git

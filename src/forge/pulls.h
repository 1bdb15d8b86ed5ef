#pragma once

#include "db/database.h"
#include "forge/local.h"

/// The SQL of the local forge's pull requests. For this room's own files; `url` is left empty here.
namespace forge {

std::optional<PullRequest> find_pull(db::Transaction& tx, std::int64_t number);
std::optional<PullRequest> find_pull_of(db::Transaction& tx, const std::string& branch);
std::vector<PullRequest> list_pulls(db::Transaction& tx, const Listing& listing);

/// The pull request of this branch, made from `fresh` (its number and time are set here) when there was none.
PullRequest find_or_insert_pull(db::Transaction& tx, PullRequest fresh);

/// Ends an open pull request; an empty `merge_sha` closes it unmerged. Throws `conflict` when it is not open
/// any more.
PullRequest end_pull(db::Transaction& tx, std::int64_t number, const std::string& merge_sha);

}  // namespace forge

#pragma once

#include "db/database.h"
#include "forge/targets.h"
#include "requests/document.h"

#include <string>
#include <vector>

/// Which unfinished request writes where.
namespace requests {

/// Claims the directories for this request until it fails or its pull request is merged, closed or lost.
/// Throws `conflict` that names the request which holds one, and its pull request. Claiming again what is
/// one's own is fine.
void claim_paths(
    db::Transaction& tx, const std::string& request_id, const std::vector<std::string>& directories
);

/// What a directory is claimed as: equal paths of two repositories are two places. An empty address: an older
/// version did not say which one.
std::string claim_of(const std::string& address, const std::string& directory);

/// All directories that the document's resources are written to, as they are claimed.
std::vector<std::string> claims_of(const Document& document);

/// Claims of an older version name the rule, and none the default repository; from now on they name the
/// repository. At start.
void claim_by_repository(db::Transaction& tx, const forge::Targets& targets);

/// Whether the request holds any.
bool holds_paths(db::Transaction& tx, const std::string& request_id);

/// Gives back all that the request has claimed.
void release_paths(db::Transaction& tx, const std::string& request_id);

}  // namespace requests

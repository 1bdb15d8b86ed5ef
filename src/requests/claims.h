#pragma once

#include "db/database.h"
#include "forge/targets.h"

#include <string>
#include <vector>

/// Which unfinished request writes where.
namespace requests {

/// Claims the directories for this request until it fails or its pull request is merged or closed. Throws
/// `conflict` that names the request which holds one, and its pull request. Claiming again what is one's own
/// is fine.
void claim_paths(
    db::Transaction& tx, const std::string& request_id, const std::vector<std::string>& directories
);

/// What a directory of this target is claimed as: equal paths of two repositories are two places.
std::string claim_of(const forge::Target& target, const std::string& directory);

/// Claims of an older version name the rule, and none the default repository; from now on they name the
/// repository. At start.
void claim_by_repository(db::Transaction& tx, const forge::Targets& targets);

/// Gives back all that the request has claimed.
void release_paths(db::Transaction& tx, const std::string& request_id);

}  // namespace requests

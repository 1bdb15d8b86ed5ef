#pragma once

#include "db/database.h"

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

/// Whether the request holds any.
bool holds_paths(db::Transaction& tx, const std::string& request_id);

/// Gives back all that the request has claimed.
void release_paths(db::Transaction& tx, const std::string& request_id);

}  // namespace requests

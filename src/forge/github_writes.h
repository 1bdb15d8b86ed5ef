#pragma once

#include "db/database.h"

namespace forge {

/// When something was changed on GitHub, for its hourly limit: a server that starts again goes on counting.
inline constexpr std::string_view github_writes_schema = R"sql(
CREATE TABLE github_writes (
    made_at BIGINT NOT NULL PRIMARY KEY
);
)sql";

/// The writes after `time`, the oldest first.
std::vector<base::Time> list_github_writes(db::Transaction& tx, base::Time time);

/// Notes a write, and forgets those up to `time`, and those that lie ahead because the clock was set back
/// since. Two at one moment are one.
void note_github_write(db::Transaction& tx, base::Time made_at, base::Time time);

}  // namespace forge

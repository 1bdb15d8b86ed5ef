#pragma once

#include <string_view>

namespace identity {

inline constexpr std::string_view schema = R"sql(
CREATE TABLE tokens (
  hash TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT,
  revoked_at BIGINT
)
)sql";

}  // namespace identity

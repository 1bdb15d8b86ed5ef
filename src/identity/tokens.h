#pragma once

#include "base/secret.h"
#include "db/database.h"

#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace identity {

/// What a token may be allowed. `on_behalf`: may name another requester and team (a portal's token).
inline constexpr std::array<std::string_view, 4> all_scopes{"read", "request", "admin", "on_behalf"};

/// A token as it is listed: never the token itself, of which only the SHA-256 is stored.
struct Token {
    std::string name;
    std::set<std::string> scopes;
    base::Time created_at;
    std::optional<base::Time> expires_at;
    std::optional<base::Time> last_used_at;  ///< to the minute
    std::optional<base::Time> revoked_at;
};

/// Makes a token of 256 random bits ("gw_…") and returns it, this once. Throws `conflict` when the name is
/// taken and `invalid` for a scope that does not exist.
base::Secret create(
    db::Transaction& tx,
    const std::string& name,
    const std::set<std::string>& scopes,
    std::optional<std::chrono::seconds> lifetime
);

std::vector<Token> list(db::Transaction& tx);

/// Throws `not_found`. Revoking twice is fine.
void revoke(db::Transaction& tx, const std::string& name);

/// The token's row when it is known, not revoked and not expired.
std::optional<Token> find(db::Transaction& tx, const std::string& token);

/// Remembers that the token was used, at most once a minute. True when it wrote.
bool note_use(db::Transaction& tx, const std::string& token);

}  // namespace identity

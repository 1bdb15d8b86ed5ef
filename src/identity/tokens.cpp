#include "identity/tokens.h"

#include "base/error.h"
#include "base/random.h"
#include "base/text.h"

#include <algorithm>

namespace identity {
namespace {

constexpr std::string_view prefix = "gw_";

Token read_token(const db::Row& row)
{
    const auto scopes = base::split(row.text(1), ' ');
    return {
        row.text(0),
        {scopes.begin(), scopes.end()},
        row.time(2),
        row.find_time(3),
        row.find_time(4),
        row.find_time(5)};
}

void check_scopes(const std::set<std::string>& scopes)
{
    if (scopes.empty())
        throw base::Error(base::Code::invalid, "A token needs at least one scope.", "/scopes");
    for (const auto& scope : scopes)
        if (std::find(all_scopes.begin(), all_scopes.end(), scope) == all_scopes.end())
            throw base::Error(
                base::Code::invalid,
                "There is no scope \"" + scope + "\"; the scopes are read, request, admin and on_behalf.",
                "/scopes"
            );
}

/// What the API takes for a requester. An @ stands in an address, and mentions nobody.
bool is_name(const std::string& name)
{
    static constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const auto is_letter = [](char c) { return letters.find(c) != std::string_view::npos; };
    for (std::size_t i = 1; i < name.size(); ++i)
        if (name[i] == '@' && !is_letter(name[i - 1]))
            return false;
    return !name.empty() && name.size() <= 64 && is_letter(name.front()) &&
           name.find_first_not_of(std::string(letters) + "._@:/+-") == std::string::npos;
}

}  // namespace

base::Secret create(
    db::Transaction& tx,
    const std::string& name,
    const std::set<std::string>& scopes,
    std::optional<std::chrono::seconds> lifetime
)
{
    check_scopes(scopes);
    if (!is_name(name))
        throw base::Error(
            base::Code::invalid,
            "A token's name has 1 to 64 letters, digits and . _ @ : / + -, because it is the requester's "
            "name too; an @ stands behind a letter or digit.",
            "/name"
        );
    if (tx.find("SELECT 1 FROM tokens WHERE name = $1", name))
        throw base::Error(
            base::Code::conflict,
            "There is a token named \"" + name + "\" already; revoked names are not used again.",
            "/name"
        );
    auto token = std::string(prefix) + base::random_hex(32);
    const std::vector<std::string> words(scopes.begin(), scopes.end());
    const auto expires = lifetime ? std::optional(tx.now() + *lifetime) : std::nullopt;
    tx.execute(
        "INSERT INTO tokens (hash, name, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        base::sha256_hex(token),
        name,
        base::join(words, " "),
        tx.now(),
        expires
    );
    return base::Secret(std::move(token));
}

std::vector<Token> list(db::Transaction& tx)
{
    std::vector<Token> tokens;
    for (const auto& row : tx.query("SELECT name, scopes, created_at, expires_at, last_used_at, revoked_at "
                                    "FROM tokens ORDER BY created_at, hash"))
        tokens.push_back(read_token(row));
    return tokens;
}

void revoke(db::Transaction& tx, const std::string& name)
{
    if (!tx.find("SELECT 1 FROM tokens WHERE name = $1", name))
        throw base::Error(base::Code::not_found, "There is no token named \"" + name + "\".");
    tx.execute("UPDATE tokens SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL", name, tx.now());
}

std::optional<Token> find(db::Transaction& tx, const std::string& token)
{
    const auto row = tx.find(
        "SELECT name, scopes, created_at, expires_at, last_used_at, revoked_at FROM tokens WHERE hash = $1 "
        "AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
        base::sha256_hex(token),
        tx.now()
    );
    return row ? std::optional(read_token(*row)) : std::nullopt;
}

bool note_use(db::Transaction& tx, const std::string& token)
{
    return tx.execute(
               "UPDATE tokens SET last_used_at = $2 WHERE hash = $1 AND (last_used_at IS NULL OR "
               "last_used_at < $3)",
               base::sha256_hex(token),
               tx.now(),
               tx.now() - std::chrono::minutes(1)
           ) != 0;
}

}  // namespace identity

#include "requests/claims.h"

#include "base/error.h"
#include "base/text.h"
#include "requests/store.h"

namespace requests {
namespace {

constexpr std::string_view after_name = ": ";

/// For people: the other request's pull request names the repository.
std::string directory_in(const std::string& claim)
{
    const auto end = claim.find(after_name);
    return end == std::string::npos ? claim : claim.substr(end + after_name.size());
}

}  // namespace

std::string claim_of(const std::string& address, const std::string& directory)
{
    return address.empty() ? directory : base::lower_ascii(address) + std::string(after_name) + directory;
}

std::vector<std::string> claims_of(const Document& document)
{
    std::vector<std::string> claims;
    for (const auto& spec : document.specs)
        claims.push_back(claim_of(document.address, document.place_of(spec.directory())));
    return claims;
}

/// No rule has the name of an address.
void claim_by_repository(db::Transaction& tx, const forge::Targets& targets)
{
    for (const auto& row : tx.query("SELECT path FROM claimed_paths")) {
        const auto& path = row.text(0);
        const auto end = path.find(after_name);
        const bool named = end != std::string::npos;
        const auto* target = targets.find(named ? path.substr(0, end) : "default");
        if (target == nullptr)
            continue;
        // Where two rules had claimed one place, the first claim holds.
        tx.execute(
            "UPDATE claimed_paths SET path = $2 WHERE path = $1 AND NOT EXISTS (SELECT path FROM "
            "claimed_paths WHERE path = $2)",
            path,
            claim_of(target->address, named ? path.substr(end + after_name.size()) : path)
        );
    }
}

void claim_paths(
    db::Transaction& tx, const std::string& request_id, const std::vector<std::string>& directories
)
{
    for (const auto& directory : directories) {
        const auto row = tx.find("SELECT request_id FROM claimed_paths WHERE path = $1", directory);
        if (!row) {
            tx.execute("INSERT INTO claimed_paths (path, request_id) VALUES ($1, $2)", directory, request_id);
            continue;
        }
        if (row->text(0) == request_id)
            continue;
        const auto holder = get(tx, row->text(0));
        throw base::Error(
            base::Code::conflict,
            directory_in(directory) + " is being written by request " + holder.id +
                (holder.pr_url ? ", pull request " + *holder.pr_url +
                                     ". Merge or close it first, or choose another name."
                               : " (" + std::string(word_of(holder.status)) +
                                     "). Wait for it, cancel it, or choose another name.")
        );
    }
}

bool holds_paths(db::Transaction& tx, const std::string& request_id)
{
    return tx.find("SELECT path FROM claimed_paths WHERE request_id = $1 LIMIT 1", request_id).has_value();
}

void release_paths(db::Transaction& tx, const std::string& request_id)
{
    tx.execute("DELETE FROM claimed_paths WHERE request_id = $1", request_id);
}

}  // namespace requests

#include "requests/claims.h"

#include "base/error.h"
#include "requests/store.h"

namespace requests {

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
            directory + " is being written by request " + holder.id +
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

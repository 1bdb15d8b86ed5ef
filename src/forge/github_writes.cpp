#include "forge/github_writes.h"

namespace forge {
namespace {

constexpr std::chrono::minutes ahead{1};  // a write may wait for its moment, but not that long

}  // namespace

std::vector<base::Time> list_github_writes(db::Transaction& tx, base::Time time)
{
    std::vector<base::Time> writes;
    for (const auto& row :
         tx.query("SELECT made_at FROM github_writes WHERE made_at > $1 ORDER BY made_at", time))
        writes.push_back(row.time(0));
    return writes;
}

void note_github_write(db::Transaction& tx, base::Time made_at, base::Time time)
{
    tx.execute("DELETE FROM github_writes WHERE made_at <= $1 OR made_at > $2", time, made_at + ahead);
    tx.execute("INSERT INTO github_writes (made_at) VALUES ($1) ON CONFLICT (made_at) DO NOTHING", made_at);
}

}  // namespace forge

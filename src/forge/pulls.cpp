#include "forge/pulls.h"

#include "base/error.h"
#include "base/value.h"

namespace forge {
namespace {

const std::string select =
    "SELECT number, title, body, labels, state, branch, base_branch, base_sha, head_sha, "
    "merge_sha, author, created_at, closed_at FROM pulls ";

PullRequest pull_of(const db::Row& row)
{
    PullRequest pull;
    pull.number = row.number(0);
    pull.title = row.text(1);
    pull.body = row.text(2);
    pull.labels = base::read_json(row.text(3)).get<std::vector<std::string>>();
    pull.state = row.text(4);
    pull.branch = row.text(5);
    pull.base_branch = row.text(6);
    pull.base_sha = row.text(7);
    pull.head_sha = row.text(8);
    pull.merge_sha = row.find_text(9).value_or("");
    pull.author = row.text(10);
    pull.created_at = row.time(11);
    pull.closed_at = row.find_time(12);
    return pull;
}

std::optional<PullRequest> pull_of(const std::optional<db::Row>& row)
{
    return row ? std::optional(pull_of(*row)) : std::nullopt;
}

}  // namespace

std::optional<PullRequest> find_pull(db::Transaction& tx, std::int64_t number)
{
    return pull_of(tx.find(select + "WHERE number = $1", number));
}

std::optional<PullRequest> find_pull_of(db::Transaction& tx, const std::string& branch)
{
    return pull_of(tx.find(select + "WHERE branch = $1", branch));
}

std::vector<PullRequest> list_pulls(db::Transaction& tx, const Listing& listing)
{
    const auto below = listing.below.value_or(std::numeric_limits<std::int64_t>::max());
    const auto rows =
        listing.state
            ? tx.query(
                  select + "WHERE number < $1 AND state = $2 ORDER BY number DESC LIMIT $3",
                  below,
                  *listing.state,
                  listing.limit
              )
            : tx.query(select + "WHERE number < $1 ORDER BY number DESC LIMIT $2", below, listing.limit);
    std::vector<PullRequest> pulls;
    pulls.reserve(rows.size());
    for (const auto& row : rows)
        pulls.push_back(pull_of(row));
    return pulls;
}

PullRequest find_or_insert_pull(db::Transaction& tx, PullRequest fresh)
{
    if (auto there = find_pull_of(tx, fresh.branch))
        return *std::move(there);
    fresh.number =
        tx.query("UPDATE pull_numbers SET last = last + 1 WHERE id = 1 RETURNING last").front().number(0);
    fresh.created_at = tx.now();
    fresh.state = "open";
    tx.execute(
        "INSERT INTO pulls (number, title, body, labels, state, branch, base_branch, base_sha, head_sha, "
        "author, "
        "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        fresh.number,
        fresh.title,
        fresh.body,
        base::write_json(fresh.labels),
        fresh.state,
        fresh.branch,
        fresh.base_branch,
        fresh.base_sha,
        fresh.head_sha,
        fresh.author,
        fresh.created_at
    );
    return fresh;
}

PullRequest end_pull(db::Transaction& tx, std::int64_t number, const std::string& merge_sha)
{
    const bool merged = !merge_sha.empty();
    const auto changed = tx.execute(
        "UPDATE pulls SET state = $2, merge_sha = $3, closed_at = $4 WHERE number = $1 AND state = 'open'",
        number,
        merged ? "merged" : "closed",
        merged ? std::optional(merge_sha) : std::nullopt,
        tx.now()
    );
    if (changed == 0)
        throw base::Error(
            base::Code::conflict, "Pull request #" + std::to_string(number) + " is not open any more."
        );
    return *find_pull(tx, number);
}

}  // namespace forge

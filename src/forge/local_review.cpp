#include "base/error.h"
#include "base/text.h"
#include "forge/local.h"
#include "forge/pulls.h"

namespace forge {
namespace {

/// People's words in one line of a commit's message: a line break could forge a trailer.
std::string one_line(const std::string& words)
{
    return base::unprintable(words) ? "(cannot be shown)" : base::replaced(words, "\n", " ");
}

std::string merge_message(const PullRequest& pull, const std::string& actor)
{
    return "Merge pull request #" + std::to_string(pull.number) + " from " + pull.branch + "\n\n" +
           one_line(pull.title) + "\n\nMerged-by: " + one_line(actor) + "\n";
}

base::Error refusal(const PullRequest& pull, std::string_view why)
{
    return {base::Code::conflict, "Pull request #" + std::to_string(pull.number) + " " + std::string(why)};
}

}  // namespace

std::vector<PullRequest> Local::list(const Listing& listing)
{
    auto pulls = database_.read([&](db::Transaction& tx) { return list_pulls(tx, listing); });
    for (auto& pull : pulls)
        pull = with_url(std::move(pull));
    return pulls;
}

PullRequest Local::get(std::int64_t number)
{
    auto pull = database_.read([&](db::Transaction& tx) { return find_pull(tx, number); });
    if (!pull)
        throw base::Error(base::Code::not_found, "There is no pull request #" + std::to_string(number) + ".");
    return with_url(*std::move(pull));
}

std::vector<git::FileDiff> Local::diff(std::int64_t number)
{
    const auto pull = get(number);
    return repository_.diff(pull.base_sha, pull.head_sha);
}

PullRequest Local::merge(std::int64_t number, const std::string& actor, const With& with)
{
    std::lock_guard lock(writing_);
    auto pull = get(number);
    if (pull.state == "merged")
        return pull;
    if (pull.state == "closed")
        throw refusal(pull, "is closed and cannot be merged.");
    const auto now = database_.read([](db::Transaction& tx) { return tx.now(); });
    return end(number, merge_into_base(pull, actor, now), with);
}

/// Looks first: a crash after the branch moved and before the database knew leaves only the record to be
/// written.
std::string Local::merge_into_base(const PullRequest& pull, const std::string& actor, base::Time now)
{
    const auto tip = base_sha();
    if (repository_.is_ancestor(pull.head_sha, tip))
        return repository_.find_merge(tip, pull.head_sha).value_or(tip);
    auto merged = repository_.write_merge(tip, pull.head_sha, merge_message(pull, actor), groundwork_at(now));
    repository_.move_branch(settings_.base_branch, tip, merged);
    return merged;
}

PullRequest Local::close(std::int64_t number, const With& with)
{
    std::lock_guard lock(writing_);
    auto pull = get(number);
    if (pull.state == "closed")
        return pull;
    if (pull.state == "merged" || repository_.is_ancestor(pull.head_sha, base_sha()))
        throw refusal(pull, "is in " + pull.base_branch + " already and cannot be closed.");
    return end(number, "", with);
}

PullRequest Local::end(std::int64_t number, const std::string& merge_sha, const With& with)
{
    return database_.write([&](db::Transaction& tx) {
        auto pull = with_url(end_pull(tx, number, merge_sha));
        if (with)
            with(tx, pull);
        return pull;
    });
}

}  // namespace forge

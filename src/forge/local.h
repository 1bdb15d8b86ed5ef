#pragma once

#include "db/database.h"
#include "forge/forge.h"

#include <functional>
#include <mutex>

namespace forge {

struct LocalSettings {
    std::string base_branch;
    std::string display_path;                     ///< where the repository lies, as people know it
    std::function<std::string()> public_address;  ///< http://localhost:8000; asked when a URL is made
};

/// Which pull requests to list, newest first.
struct Listing {
    std::optional<std::string> state;   ///< nullopt: all
    std::optional<std::int64_t> below;  ///< only numbers below this: the last one of the page before
    int limit = 20;
};

/// The embedded forge: branches in a bare repository, pull requests in the database (forge/schema.h).
/// Thread-safe. `database` must outlive it.
class Local final : public Forge {
public:
    /// Runs in the transaction that changes the pull request's state, and only when it does change: the place
    /// for the change's event. May run twice; touches nothing outside the database.
    using With = std::function<void(db::Transaction&, const PullRequest&)>;

    Local(db::Database& database, git::Repository repository, LocalSettings settings);

    Base base() override;
    /// Also throws `invalid` when a file lies below none of the branch's directories, or is one of git's or
    /// GitHub's own (.git…), and `conflict` where a symbolic link or a submodule stands in the way.
    std::string push(const Branch& branch) override;
    bool drop(const Branch& branch) override;
    std::optional<PullRequest> find_by_branch(const std::string& branch) override;
    PullRequest open(const Proposal& proposal) override;
    std::string describe() const override;

    std::vector<PullRequest> list(const Listing& listing);
    /// Throws `not_found`.
    PullRequest get(std::int64_t number);
    /// What the pull request changes, by its own base: stays the same after it is merged.
    std::vector<git::FileDiff> diff(std::int64_t number);

    /// Merges into the base branch by a merge commit. A merged pull request is answered as it is. Throws
    /// `not_found`, and `conflict` for a closed one and, with the paths, where the base branch has changed
    /// the same lines.
    PullRequest merge(std::int64_t number, const std::string& actor, const With& with = {});
    /// Closes without merging; the branch stays. A closed pull request is answered as it is. Throws
    /// `not_found`, and `conflict` for a merged one.
    PullRequest close(std::int64_t number, const With& with = {});

private:
    static git::Signature groundwork_at(base::Time time);
    void refuse_taken_directories(const Branch& branch) const;
    std::string write_commit(const Branch& branch) const;
    std::string merge_into_base(const PullRequest& pull, const std::string& actor, base::Time now);
    PullRequest end(std::int64_t number, const std::string& merge_sha, const With& with);
    PullRequest with_url(PullRequest pull) const;

    db::Database& database_;
    git::Repository repository_;
    LocalSettings settings_;
    std::mutex writing_;  ///< one change of branches at a time
};

}  // namespace forge

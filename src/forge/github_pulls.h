#pragma once

#include "forge/forge.h"
#include "forge/github_repository.h"

#include <functional>
#include <set>

namespace forge {

/// What every pull request gets besides what the proposal says.
struct GitHubReview {
    std::vector<std::string> reviewers;       ///< login names
    std::vector<std::string> team_reviewers;  ///< slugs of the organization's teams
    bool draft = false;
};

/// Pull requests on GitHub, one for each branch. Errors as of GitHubApi. Thread-safe.
class GitHubPulls {
public:
    /// `repository` must outlive the pulls.
    GitHubPulls(GitHubRepository& repository, GitHubReview review);

    /// The branch's pull request: the open one, else the merged one, else the closed one. Whoever opens one
    /// goes before.
    std::optional<PullRequest> find(const std::string& branch);

    /// Says which branch the pull request goes into. Asked right before it is opened; what it throws is
    /// thrown.
    using BaseSource = std::function<std::string()>;

    /// Looks first; opens where there is none (without a `base`, into the repository's), then asks the
    /// reviewers and puts the labels on. The labels are the last write: where they are all there, nothing is
    /// left to do. A closed pull request is left as it is. Throws `not_found` when the branch is not on
    /// GitHub, `conflict` when all of it is in the base already.
    PullRequest open(const Proposal& proposal, const BaseSource& base = {});

private:
    struct Found {
        PullRequest pull;
        std::set<std::string> people = {};  ///< who are asked to review, in lower case
        std::set<std::string> teams = {};
    };

    /// What is to be written besides the pull request itself.
    struct Rest {
        bool labels = false;
        std::size_t reviews = 0;                ///< calls that ask for them
        std::vector<std::string> unknown = {};  ///< labels that are to be made

        std::size_t writes() const { return (labels ? 1U : 0U) + reviews + unknown.size(); }
    };

    std::optional<Found> look(const std::string& branch, GitHubReading reading);
    Found found_in(const base::Value& body) const;
    Found create(const BaseSource& base, const Proposal& proposal, GitHubTurn& turn);
    Rest rest_of(const std::optional<Found>& found, const Proposal& proposal);
    PullRequest complete(Found found, const Proposal& proposal, const Rest& rest, GitHubTurn& turn);
    bool is_in_repository(const std::string& label);
    void make_label(GitHubTurn& turn, const std::string& label);
    void put_labels(GitHubTurn& turn, PullRequest& pull, const std::vector<std::string>& labels);
    std::vector<base::Value> reviewers_left(const Found& found) const;
    void ask_reviewers(GitHubTurn& turn, const PullRequest& pull, const base::Value& whom);
    base::HttpAnswer
    write_soon(GitHubTurn& turn, const std::string& path, const base::Value& body, const std::string& what);

    GitHubRepository& repository_;
    GitHubReview review_;
    base::Guarded<std::set<std::string>> labels_;  ///< that are known to be in the repository
};

}  // namespace forge

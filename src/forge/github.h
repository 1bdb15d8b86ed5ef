#pragma once

#include "forge/branches.h"
#include "forge/github_pulls.h"

namespace forge {

/// github.com or GitHub Enterprise: branches by git, pull requests by the REST API. Thread-safe.
class GitHub final : public Forge {
public:
    /// All outlive the forge.
    struct Means {
        Branches& branches;
        GitHubRepository& repository;
        GitHubPulls& pulls;
        std::string url;  ///< of the repository's page: https://github.com/acme/infra
    };
    explicit GitHub(Means means) : means_(std::move(means)) {}

    std::string base_sha() override;
    /// Also throws `invalid` for files where none may be (see forge/gate.h).
    std::string push(const Branch& branch) override;
    /// Throws `conflict` for a branch that has a pull request.
    void drop(const std::string& branch) override;
    std::optional<PullRequest> find_by_branch(const std::string& branch) override;
    PullRequest open(const Proposal& proposal) override;
    std::string describe() const override;

    /// Returns when Groundwork may do here what it has to; throws what is missing and what to do.
    void check() { means_.repository.check(); }

private:
    Means means_;
};

}  // namespace forge

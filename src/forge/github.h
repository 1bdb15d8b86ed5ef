#pragma once

#include "forge/github_conversation.h"
#include "forge/github_pulls.h"

#include <memory>

namespace forge {

struct GitHubSettings {
    std::string api_url;     ///< https://api.github.com
    std::string server_url;  ///< https://github.com: where git speaks, and people
    GitHubRepository::Place place;
    base::Secret token;    ///< of a person; empty where an App is used
    std::string app_id;    ///< empty where a token is used
    base::Secret app_key;  ///< PEM
    GitHubReview review;
    Author author;
    std::string cache;                   ///< a folder for this repository alone
    std::size_t remembers = 32U << 20U;  ///< bytes of GitHub's answers
};

/// What all repositories of one account share. Everything outlives them.
struct GitHubMeans {
    base::Network& network;
    const base::Clock& clock;
    GitHubLimits& limits;
};

/// github.com or GitHub Enterprise: branches by git, pull requests by the REST API. Thread-safe.
class GitHub final : public Forge {
public:
    /// Asks nobody yet. Throws `invalid` for settings that cannot be.
    GitHub(GitHubSettings settings, const GitHubMeans& means);

    Base base() override;
    /// Also throws what git::Remote throws.
    std::string push(const Branch& branch) override;
    bool drop(const Branch& branch) override;
    std::optional<PullRequest> find_by_branch(const std::string& branch) override;
    PullRequest open(const Proposal& proposal) override;
    std::string describe() const override;

    /// Pull requests after their opening.
    Conversation& conversation() { return conversation_; }

    /// Returns when Groundwork may do here what it has to; throws what is missing and what to do.
    void check();

    /// acme/infra, as the settings name it.
    std::string name() const { return repository_.display(); }
    /// The repository's page: https://github.com/acme/infra
    const std::string& url() const { return url_; }

private:
    std::string url_;
    std::unique_ptr<GitHubAccount> account_;
    git::RemoteSettings remote_;
    GitHubApi api_;
    GitHubRepository repository_;
    GitHubPulls pulls_;
    RemoteBranches branches_;
    Trial pushing_;
    GitHubConversation conversation_{repository_, branches_};
};

/// What GitHub::check says, without a forge: nothing is kept, no folder is made.
void check_github(const GitHubSettings& settings, const GitHubMeans& means);

}  // namespace forge

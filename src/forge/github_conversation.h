#pragma once

#include "forge/conversation.h"
#include "forge/github_repository.h"
#include "forge/remote_branches.h"

#include <atomic>

namespace forge {

/// Pull requests on GitHub after their opening. Errors as of GitHubApi. Thread-safe.
class GitHubConversation final : public Conversation {
public:
    /// Both outlive the conversation.
    GitHubConversation(GitHubRepository& repository, RemoteBranches& branches)
        : repository_(repository), branches_(branches)
    {}

    Progress look(std::int64_t number) override;
    std::vector<Comment> comments(std::int64_t number, std::int64_t after) override;
    bool may_write(const std::string& person) override;
    void say(std::int64_t number, const std::string& text) override;
    std::string amend(const Branch& branch) override { return branches_.append(branch); }
    void retell(std::int64_t number, const Proposal& proposal) override;
    void close(std::int64_t number) override;

private:
    base::Value pull(std::int64_t number);
    base::Value read(const std::string& rest, const std::string& what);
    std::optional<base::Value> read_if_allowed(const std::string& rest, const std::string& what);
    std::string review_of(std::int64_t number);
    std::string checks_of(const std::string& sha);
    GitHubTurn turn_for(const std::string& what, std::int64_t number);
    void change(std::int64_t number, const base::Value& body, const std::string& what);

    GitHubRepository& repository_;
    RemoteBranches& branches_;
    std::atomic<bool> told_of_checks_{false};  ///< the log says once that they may not be read
};

}  // namespace forge

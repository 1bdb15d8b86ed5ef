#pragma once

#include "forge/conversation.h"
#include "forge/github_checks.h"
#include "forge/remote_branches.h"

namespace forge {

/// Pull requests on GitHub after their opening. Errors as of GitHubApi. Thread-safe.
class GitHubConversation final : public Conversation {
public:
    /// Both outlive the conversation.
    GitHubConversation(GitHubRepository& repository, RemoteBranches& branches)
        : repository_(repository), branches_(branches), checks_(repository)
    {}

    Progress look(std::int64_t number) override;
    std::vector<Comment> comments(std::int64_t number, std::int64_t after) override;
    bool may_write(const std::string& person) override;
    void say(std::int64_t number, const std::string& text) override;
    std::string amend(const Branch& branch) override { return branches_.append(branch); }
    void retell(std::int64_t number, const Proposal& proposal) override;
    void close(std::int64_t number) override;

private:
    base::Value read(const std::string& rest, const std::string& what);
    std::string review_of(std::int64_t number);
    void change(std::int64_t number, const base::Value& body, const std::string& what);

    GitHubRepository& repository_;
    RemoteBranches& branches_;
    GitHubChecks checks_;
};

}  // namespace forge

#pragma once

#include "base/recent.h"
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
    bool is_amended(const Branch& branch, const std::string& sha) override
    {
        return branches_.has_appended(branch, sha);
    }
    void retell(std::int64_t number, const Proposal& proposal) override;
    void close(std::int64_t number) override;

private:
    static constexpr std::size_t most_seen = 5'000;

    /// What was read of a pull request besides itself.
    struct Seen {
        std::string as_of;  ///< when the pull request was last changed, and its head
        bool is_settled;    ///< what had come by then was all to be seen
        base::Time read_at;
        std::string review;
        std::optional<std::int64_t> last_comment = std::nullopt;  ///< there was none after this one
    };

    base::HttpAnswer ask(const std::string& rest, const std::string& what, GitHubReading reading);
    base::HttpAnswer pull(std::int64_t number);
    base::Value read(const std::string& rest, const std::string& what);
    std::optional<Seen> recall(std::int64_t number);
    std::string review_as_of(const base::HttpAnswer& answer, std::int64_t number);
    std::vector<base::Value> words_on(std::int64_t number);
    std::string review_of(std::int64_t number);
    GitHubTurn turn_for(const std::string& what, std::int64_t number);
    void change(std::int64_t number, const base::Value& body, const std::string& what);

    GitHubRepository& repository_;
    RemoteBranches& branches_;
    GitHubChecks checks_;
    base::Guarded<base::Recent<std::int64_t, Seen>> seen_{base::Recent<std::int64_t, Seen>(most_seen)};
};

}  // namespace forge

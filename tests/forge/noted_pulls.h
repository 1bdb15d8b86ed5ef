#pragma once

#include "forge/remote_world.h"

#include <map>
#include <mutex>

/// RemoteBranches as a whole forge: its pull requests are notes in memory, in the place of a REST API.
class NotedPulls final : public forge::Forge {
public:
    explicit NotedPulls(git::Remote remote) : branches_(std::move(remote), {}) {}

    std::string base_sha() override { return branches_.base_sha(); }
    std::string push(const forge::Branch& branch) override { return branches_.push(branch); }
    void drop(const std::string& branch) override { branches_.drop(branch); }
    std::string describe() const override { return branches_.url(); }

    std::optional<forge::PullRequest> find_by_branch(const std::string& branch) override
    {
        const std::lock_guard lock(mutex_);
        const auto found = pulls_.find(branch);
        return found == pulls_.end() ? std::nullopt : std::optional(found->second);
    }

    forge::PullRequest open(const forge::Proposal& proposal) override
    {
        if (branches_.find(proposal.branch) != proposal.head_sha)
            throw base::Error(base::Code::not_found, "There is no such branch.");
        const auto base = branches_.base_branch();
        const auto base_sha = branches_.base_sha();
        const std::lock_guard lock(mutex_);
        forge::PullRequest pull;
        pull.number = static_cast<std::int64_t>(pulls_.size()) + 1;
        pull.title = proposal.title;
        pull.body = proposal.body;
        pull.labels = proposal.labels;
        pull.state = "open";
        pull.branch = proposal.branch;
        pull.base_branch = base;
        pull.base_sha = base_sha;
        pull.head_sha = proposal.head_sha;
        pull.author = proposal.author;
        pull.url = branches_.url() + "/" + std::to_string(pull.number);
        return pulls_.emplace(proposal.branch, pull).first->second;
    }

private:
    forge::RemoteBranches branches_;
    std::mutex mutex_;
    std::map<std::string, forge::PullRequest> pulls_;
};

class NotedWorld final : public RemoteWorld {
public:
    forge::Forge& forge() override { return forge_; }

private:
    NotedPulls forge_{remote()};
};

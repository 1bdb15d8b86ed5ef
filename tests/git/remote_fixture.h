#pragma once

#include "git/remote.h"
#include "support/error_of.h"
#include "support/faulty_relay.h"
#include "support/git_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// A repository on a real Git server, and a remote with a cache of its own that speaks to it.
class RemoteTest : public testing::Test {
protected:
    static support::GitServer& server()
    {
        static support::GitServer server;
        return server;
    }

    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        name_ = "infra-" + base::random_hex(4) + ".git";
        there_ = std::make_unique<RealGit>(server().make(name_, first_));
        remote_ = std::make_unique<git::Remote>(settings());
    }

    git::RemoteSettings settings(const std::string& token = support::GitServer::writer) const
    {
        return {server().address() + "/" + name_, folder_.at("cache-" + base::random_hex(4)), source(token)};
    }

    /// By way of `port`, for relays.
    git::RemoteSettings settings_at(std::uint16_t port) const
    {
        auto by_way = settings();
        by_way.url = "http://127.0.0.1:" + std::to_string(port) + "/" + name_;
        return by_way;
    }

    static git::TokenSource source(const std::string& token)
    {
        return [token](const base::Secret&) { return base::Secret(token); };
    }

    /// A commit of one file in the remote's cache, on the newest of main.
    std::string
    write(const git::Remote& remote, const std::string& path, const std::string& content = "x\n") const
    {
        return remote.cache().write_commit({remote.fetch("main"), {{path, content}}, "Add\n", author_});
    }

    std::string tip(const std::string& branch) const
    {
        return (*there_)({"rev-parse", "refs/heads/" + branch});
    }
    bool has(const std::string& branch) const
    {
        return there_->try_run({"rev-parse", "--verify", "-q", "refs/heads/" + branch}).exit_code == 0;
    }

    /// Somebody's commit on that branch of the server's repository.
    std::string
    commit_there(const std::string& branch, const std::string& path, const std::string& content) const
    {
        const auto sha = there_->commit_entry("refs/heads/" + branch, "100644", path, content);
        (*there_)({"update-ref", "refs/heads/" + branch, sha});
        return sha;
    }

    std::string name_;
    support::TemporaryFolder folder_;
    git::Signature author_{"Groundwork", "groundwork@localhost", base::from_micros(1'800'000'000'000'000)};
    git::Files first_{{"README.md", "# Infrastructure\n"}, {"terraform/dev/s3/old/main.tf", "# old\n"}};
    std::unique_ptr<RealGit> there_;
    std::unique_ptr<git::Remote> remote_;
};

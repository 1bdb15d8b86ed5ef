#pragma once

#include "base/text.h"
#include "conformance/forge_world.h"
#include "forge/github.h"
#include "support/git_server.h"
#include "support/github_peer.h"

/// A whole GitHub: a real Git server, and the stand-in for the REST API, which sees the server's branches.
class GitHubHost {
public:
    static support::GitServer& server()
    {
        static support::GitServer server;
        return server;
    }

    GitHubHost()
    {
        const auto path =
            server().make("acme/" + github.name + ".git", {{"README.md", "# Infrastructure\n"}});
        git = std::make_unique<RealGit>(path);
        github.url = server().address() + "/acme/" + github.name;
        github.tokens = {{support::GitServer::writer, {}}};
        github.sha_of = [this](const std::string& branch) -> std::optional<std::string> {
            const auto found = git->try_run({"rev-parse", "--verify", "-q", "refs/heads/" + branch});
            if (found.exit_code != 0)
                return std::nullopt;
            return std::string(base::trimmed(found.output));
        };
    }

    forge::GitHubSettings settings() const
    {
        forge::GitHubSettings settings;
        settings.api_url = peer.address();
        settings.server_url = server().address();
        settings.place = {"acme", github.name, ""};
        settings.token = base::Secret(support::GitServer::writer);
        settings.cache = folder_.at("cache");
        return settings;
    }

    base::ManualClock clock;
    support::GitHubStandIn github{clock, "infra-" + base::random_hex(4)};
    std::unique_ptr<RealGit> git;
    support::GitHubPeer peer{github};  // at the end the first to go: its threads use the rest

private:
    support::TemporaryFolder folder_;
};

/// The GitHub forge, at full speed.
class GitHubForgeWorld final : public ForgeWorld {
public:
    forge::GitHub& forge() override { return forge_; }
    git::Files files_at(const std::string& branch) const override { return host.git->files_at(branch); }
    std::string sha_of(const std::string& branch) const override
    {
        return (*host.git)({"rev-parse", branch});
    }
    bool has_branch(const std::string& branch) const override
    {
        return host.github.sha_of(branch).has_value();
    }
    void add_to_base(const git::Files& files) override
    {
        auto repository = git::Repository::open_or_create(
            host.server().path("acme/" + host.github.name + ".git"), "main", {}, author_
        );
        const auto base = repository.branch("main");
        repository.move_branch("main", base, repository.write_commit({base, files, "By hand\n", author_}));
    }

    GitHubHost host;

private:
    git::Signature author_{"Somebody", "some@body", base::from_micros(1'700'000'000'000'000)};
    base::RealNetwork network_;
    forge::GitHubLimits limits_{host.clock, {.between_writes = std::chrono::milliseconds(0)}};
    forge::GitHub forge_{host.settings(), {network_, host.clock, limits_}};
};

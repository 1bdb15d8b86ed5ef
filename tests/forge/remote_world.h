#pragma once

#include "base/error.h"
#include "conformance/forge_world.h"
#include "forge/remote_branches.h"
#include "support/git_server.h"

/// The repository half of a world for forges whose branches are elsewhere: a fresh repository on a real Git
/// server over HTTP. A kind adds its forge.
class RemoteWorld : public ForgeWorld {
public:
    RemoteWorld() : there_(server().make(name_, {{"README.md", "# Infrastructure\n"}})) {}

    static support::GitServer& server()
    {
        static support::GitServer server;
        return server;
    }

    git::Files files_at(const std::string& branch) const override { return there_.files_at(branch); }
    std::string sha_of(const std::string& branch) const override { return there_({"rev-parse", branch}); }
    bool has_branch(const std::string& branch) const override
    {
        return there_.try_run({"rev-parse", "--verify", "-q", "refs/heads/" + branch}).exit_code == 0;
    }
    void add_to_base(const git::Files& files) override { commit("main", files); }

    /// Somebody else's commit on that branch; its SHA.
    std::string commit(const std::string& branch, const git::Files& files) const
    {
        std::string program =
            "commit refs/heads/" + branch +
            "\ncommitter Somebody <some@body> 1700000000 +0000\ndata 7\nBy hand\nfrom refs/heads/" + branch +
            "^0\n";
        for (const auto& [path, content] : files)
            program +=
                "M 644 inline " + path + "\ndata " + std::to_string(content.size()) + "\n" + content + "\n";
        there_({"fast-import", "--quiet"}, program);
        return sha_of(branch);
    }

    const RealGit& there() const { return there_; }
    const std::string& name() const { return name_; }

    /// A remote with a cache of its own, by way of `port` when one is given.
    git::Remote remote(std::optional<std::uint16_t> port = std::nullopt, git::RemoteLimits limits = {}) const
    {
        return git::Remote(
            {"http://127.0.0.1:" + std::to_string(port.value_or(server().port())) + "/" + name_,
             folder_.at("cache-" + base::random_hex(4)),
             [](const base::Secret&) { return base::Secret(support::GitServer::writer); },
             limits}
        );
    }

private:
    std::string name_ = "infra-" + base::random_hex(4) + ".git";
    support::TemporaryFolder folder_;
    RealGit there_;
};

class NoForge final : public RemoteWorld {
public:
    forge::Forge& forge() override { throw base::Error(base::Code::internal, "There is no forge here."); }
};

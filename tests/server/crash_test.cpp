#include "base/process.h"
#include "base/text.h"
#include "forge/github_host.h"
#include "support/running_app.h"

#include <gtest/gtest.h>

#include <csignal>

namespace {

/// Kills the real program at a boundary of a stage, starts it again, and looks at what is there in the end:
/// on the forge's kind, at the failpoint.
class Crash : public testing::TestWithParam<std::tuple<std::string, std::string>> {
protected:
    void SetUp() override
    {
        if (std::get<0>(GetParam()) == "local")
            return;
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        host_ = std::make_unique<GitHubHost>();
        settings_ = {
            {"github_token", support::GitServer::writer},
            {"github_org", "acme"},
            {"github_repo", host_->github.name},
            {"github_api_url", host_->peer.address()},
            {"github_server_url", host_->server().address()},
            {"github_limits", "off"}};
    }

    /// The program kills itself when it comes to the failpoint. The exit code.
    int run_with_failpoint(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), GROUNDWORK_BINARY);
        base::Command command;
        command.argv = std::move(arguments);
        command.directory = PROJECT_DIR;
        command.environment = {
            {"PATH", "/usr/bin:/bin"},
            {"GROUNDWORK_DATA_DIR", data().string()},
            {"GROUNDWORK_FAILPOINT", std::get<1>(GetParam())},
        };
        for (const auto& setting : server::settings_table())
            if (const auto set = settings_.find(std::string(setting.name)); set != settings_.end())
                command.environment.emplace(setting.variable, set->second);
        command.deadline = std::chrono::seconds(60);
        return base::run(command).exit_code;
    }

    std::string git(std::vector<std::string> arguments)
    {
        const auto repository = (data() / "infrastructure.git").string();
        return (host_ ? *host_->git : RealGit(repository)).try_run(std::move(arguments)).output;
    }

    int pulls(support::RunningApp& app) const
    {
        return host_ ? static_cast<int>(host_->github.pulls().size())
                     : app.get_json("/api/v1/pulls")["count"].get<int>();
    }

    std::filesystem::path data() const { return folder_.path() / "data"; }

    support::RunningApp::Flags settings_;

private:
    std::unique_ptr<GitHubHost> host_;
    support::TemporaryFolder folder_;
};

TEST_P(Crash, LeavesOneBranchOneCommitAndOnePullRequest)
{
    constexpr int rounds = 3;
    for (int round = 1; round <= rounds; ++round) {
        const auto words = "staging S3 bucket named crash" + std::to_string(round);
        ASSERT_EQ(run_with_failpoint({"provision", words}), 128 + SIGKILL);
        run_with_failpoint({"list"}
        );  // starts again and takes over; may be killed at the same place once more
        support::RunningApp again(data(), settings_);
        const auto list = again.get_json("/api/v1/requests");
        ASSERT_EQ(list["count"], round);
        const auto status = again.settled(list["requests"][0]["request_id"]);
        EXPECT_EQ(status["status"], "completed") << status.dump(2);
        EXPECT_EQ(pulls(again), round);
    }
    const auto branches = git({"for-each-ref", "--format=%(refname)", "refs/heads/groundwork/"});
    EXPECT_EQ(std::count(branches.begin(), branches.end(), '\n'), rounds) << branches;
    for (const auto& branch : base::split(branches.substr(0, branches.size() - 1), '\n'))
        EXPECT_EQ(git({"rev-list", "--count", "main.." + branch}), "1\n");
    EXPECT_EQ(git({"fsck", "--strict", "--no-dangling"}), "");
}

std::vector<std::string> boundaries()
{
    std::vector<std::string> all;
    for (const auto* stage : {"parse", "check", "render", "commit", "publish"})
        for (const auto* place : {"before", "after", "save"})
            all.push_back(std::string(place) + ":" + stage);
    all.pop_back();  // after the last save the program ends by itself
    return all;
}

INSTANTIATE_TEST_SUITE_P(
    AtEveryStageBoundary,
    Crash,
    testing::Combine(testing::Values("local", "github"), testing::ValuesIn(boundaries())),
    [](const auto& place) {
        return std::get<0>(place.param) + "_" + base::replaced(std::get<1>(place.param), ":", "_");
    }
);

}  // namespace

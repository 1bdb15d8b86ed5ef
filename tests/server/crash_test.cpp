#include "base/process.h"
#include "support/running_app.h"

#include <gtest/gtest.h>

#include <csignal>

namespace {

/// Kills the real program at a boundary of a stage, starts it again, and looks at what is there in the end.
class Crash : public testing::TestWithParam<std::string> {
protected:
    /// Submits on the command line; the program kills itself at the failpoint. The exit code.
    int submit(const std::string& words, const std::string& failpoint) {
        base::Command command;
        command.argv = {GROUNDWORK_BINARY, "provision", words};
        command.directory = PROJECT_DIR;
        command.environment = {{"PATH", "/usr/bin:/bin"}, {"GROUNDWORK_DATA_DIR", data().string()}, {"GROUNDWORK_FAILPOINT", failpoint}, {"ASAN_OPTIONS", "detect_leaks=0"}};
        command.deadline = std::chrono::seconds(60);
        return base::run(command).exit_code;
    }

    std::string git(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"git", "-C", (data() / "infrastructure.git").string()});
        return base::run({std::move(arguments), {{"PATH", "/usr/bin:/bin"}}, "", "", std::chrono::seconds(30)}).output;
    }

    std::filesystem::path data() const { return folder_.path() / "data"; }

private:
    support::TemporaryFolder folder_;
};

TEST_P(Crash, LeavesOneBranchOneCommitAndOnePullRequest) {
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        const auto name = "crash" + std::to_string(round);
        ASSERT_EQ(submit("staging S3 bucket named " + name, GetParam()), 128 + SIGKILL);
    }
    // Every start until here took over what the one before had left; this one finishes the last.
    support::RunningApp again(data(), {});
    const auto list = again.get_json("/api/v1/requests");
    ASSERT_EQ(list["count"], rounds);
    for (const auto& request : list["requests"])
        EXPECT_EQ(again.settled(request["request_id"])["status"], "completed") << request.dump(2);

    EXPECT_EQ(again.get_json("/api/v1/pulls")["count"], rounds);
    const auto branches = git({"for-each-ref", "--format=%(refname)", "refs/heads/groundwork/"});
    EXPECT_EQ(std::count(branches.begin(), branches.end(), '\n'), rounds) << branches;
    for (const auto& branch : base::split(branches.substr(0, branches.size() - 1), '\n'))
        EXPECT_EQ(git({"rev-list", "--count", "main.." + branch}), "1\n");
    EXPECT_EQ(git({"fsck", "--strict", "--no-dangling"}), "");
}

std::vector<std::string> boundaries() {
    std::vector<std::string> all;
    for (const auto* stage : {"parse", "check", "render", "commit", "publish"})
        for (const auto* place : {"before", "after", "save"})
            all.push_back(std::string(place) + ":" + stage);
    all.pop_back();  // after the last save the program ends by itself
    return all;
}

INSTANTIATE_TEST_SUITE_P(AtEveryStageBoundary, Crash, testing::ValuesIn(boundaries()), [](const auto& boundary) {
    return base::replaced(boundary.param, ":", "_");
});

}  // namespace

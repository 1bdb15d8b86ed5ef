#include "forge/github_host.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using base::Code;

namespace {

const std::string no_head =
    R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"head","code":"invalid"}]})";

/// The branch and its pull request, where git and the API do not know the same.
class GitHubBranch : public testing::Test {
protected:
    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        world_ = std::make_unique<GitHubForgeWorld>();
        sha_ = forge().push(branch_);
        world_->host.github.script(
            {.method = "POST", .path = "/pulls", .status = 422, .body = no_head, .times = 2}
        );
    }

    forge::GitHub& forge() { return world_->forge(); }
    forge::PullRequest open()
    {
        return forge().open({branch_.name, sha_, "Add logs", "Body\n", {"terraform"}, "alice"});
    }
    Code refusal()
    {
        return error_of([&] { open(); }).code;
    }

    const forge::Branch branch_{
        "groundwork/dev-s3-logs",
        "",
        {{"terraform/dev/s3/logs/main.tf", "# logs\n"}},
        "Add logs\n",
        base::from_micros(1'800'000'000'000'000),
        {"terraform/dev/s3/logs"}};
    std::string sha_;
    std::unique_ptr<GitHubForgeWorld> world_;
};

}  // namespace

TEST_F(GitHubBranch, ThatTheApiDoesNotSeeYetIsWaitedFor)
{
    EXPECT_EQ(refusal(), Code::unavailable);
    EXPECT_EQ(refusal(), Code::unavailable);
    EXPECT_EQ(open().state, "open");
    EXPECT_EQ(world_->host.github.pulls().size(), 1U);
}

TEST_F(GitHubBranch, ThatIsGoneOrHoldsSomethingElseIsNotWaitedFor)
{
    sha_ = std::string(40, 'e');
    EXPECT_EQ(refusal(), Code::not_found);
    EXPECT_TRUE(forge().drop(branch_));
    EXPECT_EQ(refusal(), Code::not_found);
}

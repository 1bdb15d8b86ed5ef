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
        branch_.base_branch = forge().base().branch;
        sha_ = forge().push(branch_);
    }

    void hide_from_the_api()
    {
        world_->host.github.script(
            {.method = "POST", .path = "/pulls", .status = 422, .body = no_head, .times = 2}
        );
    }

    /// In Git, where the API does not say so for another ten minutes.
    void name_default_branch(const std::string& name)
    {
        forge().find_by_branch("ask for the repository");
        (*world_->host.git)({"symbolic-ref", "HEAD", "refs/heads/" + name});
    }

    forge::GitHub& forge() { return world_->forge(); }
    forge::PullRequest open()
    {
        return forge().open(
            {branch_.name, sha_, "Add logs", "Body\n", {"terraform"}, "alice", branch_.base_branch}
        );
    }
    Code refusal()
    {
        return error_of([&] { open(); }).code;
    }

    forge::Branch branch_{
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
    hide_from_the_api();
    EXPECT_EQ(refusal(), Code::unavailable);
    EXPECT_EQ(refusal(), Code::unavailable);
    EXPECT_EQ(open().state, "open");
    EXPECT_EQ(world_->host.github.pulls().size(), 1U);
}

TEST_F(GitHubBranch, ThatIsGoneOrHoldsSomethingElseIsNotWaitedFor)
{
    sha_ = std::string(40, 'e');
    EXPECT_EQ(refusal(), Code::conflict);
    EXPECT_TRUE(forge().drop(branch_));
    EXPECT_EQ(refusal(), Code::not_found);
}

TEST_F(GitHubBranch, IsMergedIntoTheBaseThatItWasMadeForWhereAnotherIsTheDefaultByNow)
{
    (*world_->host.git)({"branch", "develop", "main"});
    name_default_branch("develop");
    EXPECT_EQ(forge().push(branch_), sha_);
    EXPECT_EQ(open().state, "open");
    EXPECT_EQ(world_->host.github.pulls().at(0).base, "main");
}

TEST_F(GitHubBranch, IsMergedIntoItsBaseByTheNewNameWhereItWasRenamed)
{
    (*world_->host.git)({"branch", "-m", "main", "trunk"});
    name_default_branch("trunk");
    EXPECT_EQ(open().state, "open");
    EXPECT_EQ(world_->host.github.pulls().at(0).base, "trunk");
}

TEST_F(GitHubBranch, StandsOnTheBaseThatItIsMadeForWhereAnotherIsTheDefaultByNow)
{
    const auto main = world_->sha_of("main");
    (*world_->host.git)({"branch", "develop", "main"});
    world_->add_to_base({{"x", "1"}});
    name_default_branch("develop");
    auto other = branch_;
    other.name += "-2";
    const auto parent = [&] { return (*world_->host.git)({"rev-parse", forge().push(other) + "^"}); };
    EXPECT_EQ(parent(), world_->sha_of("main"));
    EXPECT_NE(parent(), main);
    EXPECT_TRUE(forge().drop(other));
    (*world_->host.git)({"branch", "-D", "main"});
    EXPECT_EQ(parent(), world_->sha_of("develop"));
}

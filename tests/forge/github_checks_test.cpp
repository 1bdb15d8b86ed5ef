#include "forge/github_checks.h"
#include "forge/github_world.h"

namespace forge {
namespace {

class GitHubCheckResults : public testing::Test {
protected:
    std::string look(char commit = 'c') { return checks_.look(std::string(40, commit)); }

    /// One that has no conclusion runs still.
    static base::Value check(const std::string& conclusion)
    {
        return {
            {"status", conclusion.empty() ? "in_progress" : "completed"},
            {"conclusion", conclusion.empty() ? base::Value(nullptr) : base::Value(conclusion)}};
    }

    static base::Value
    plan(const std::string& conclusion, std::int64_t suite, std::int64_t app = 1, const char* name = "plan")
    {
        auto described = check(conclusion);
        described.update({{"name", name}, {"app", {{"id", app}}}, {"check_suite", {{"id", suite}}}});
        return described;
    }

    static base::Value run(const std::string& conclusion, std::int64_t id = 1, std::int64_t workflow = 1)
    {
        auto described = check(conclusion);
        described.update({{"id", id}, {"workflow_id", workflow}, {"event", "pull_request"}});
        return described;
    }

    void forbid(const std::string& path, int times = 1'000)
    {
        const std::string body = R"({"message":"Resource not accessible by personal access token"})";
        world_.github.script({.method = "GET", .path = path, .status = 403, .body = body, .times = times});
    }

    GitHubWorld world_;
    support::ConversationStandIn& said_ = world_.github.conversation;
    GitHubChecks checks_{world_.side.repository};
    const base::Value green_ = base::Value::array({{{"state", "success"}}});
};

TEST_F(GitHubCheckResults, AreSummedUpWithTheStatuses)
{
    EXPECT_EQ(look(), "none");
    said_.check_runs = base::Value::array({check("success"), check("skipped")});
    EXPECT_EQ(look(), "passing");
    said_.statuses = base::Value::array({{{"state", "pending"}}});
    EXPECT_EQ(look(), "pending");
    said_.check_runs.push_back(check("timed_out"));
    EXPECT_EQ(look(), "failing");
    said_.check_runs = base::Value::array({check("")});
    said_.statuses = green_;
    EXPECT_EQ(look(), "pending");
    said_.statuses = base::Value::array({{{"state", "error"}}});
    EXPECT_EQ(look(), "failing");
}

/// Each event on a commit makes a suite of its own, and GitHub lists what the former ones said for ever.
TEST_F(GitHubCheckResults, AreThoseOfTheNewestSuite)
{
    for (const auto* former : {"failure", "cancelled"}) {
        said_.check_runs = base::Value::array({plan(former, 10), plan("success", 11)});
        EXPECT_EQ(look(), "passing") << former;
        said_.check_runs = base::Value::array({plan("success", 11), plan(former, 10)});
        EXPECT_EQ(look(), "passing") << former;
    }
    said_.check_runs = base::Value::array({plan("success", 10), plan("", 11)});
    EXPECT_EQ(look(), "pending");
    said_.check_runs = base::Value::array({plan("success", 10), plan("failure", 11)});
    EXPECT_EQ(look(), "failing");
    said_.check_runs = base::Value::array({plan("failure", 11), plan("success", 11)});
    EXPECT_EQ(look(), "failing");
}

TEST_F(GitHubCheckResults, AreOfEachAppAndName)
{
    said_.check_runs = base::Value::array({plan("failure", 10, 1), plan("success", 11, 2)});
    EXPECT_EQ(look(), "failing");
    said_.check_runs = base::Value::array({plan("failure", 10, 1, "lint"), plan("success", 11)});
    EXPECT_EQ(look(), "failing");
}

/// As GitHub counts them, for which they have succeeded.
TEST_F(GitHubCheckResults, PassWhereAllWereSkipped)
{
    said_.check_runs = base::Value::array({check("skipped"), check("neutral")});
    EXPECT_EQ(look(), "passing");
}

/// GitHub's documentation knows the word, its description of this answer does not.
TEST_F(GitHubCheckResults, ArePendingWhereGitHubGaveUpWaitingForThem)
{
    const base::Value runs{{"total_count", 2}, {"check_runs", {check("stale"), check("success")}}};
    world_.github.script(
        {.method = "GET", .path = "/check-runs", .status = 200, .body = base::write_json(runs)}
    );
    EXPECT_EQ(look(), "pending");
}

TEST_F(GitHubCheckResults, AreUnknownWhereTheyMayNotBeRead)
{
    forbid("/check-runs");
    forbid("/actions/runs");
    EXPECT_EQ(look(), "unknown");
    said_.statuses = green_;
    EXPECT_EQ(look(), "unknown");
    said_.statuses = base::Value::array({{{"state", "failure"}}});
    EXPECT_EQ(look(), "failing");
}

TEST_F(GitHubCheckResults, AreUnknownWhereOnlyTheStatusesMayNotBeRead)
{
    forbid("/status");
    said_.check_runs = base::Value::array({check("success")});
    EXPECT_EQ(look(), "unknown");
    said_.check_runs.push_back(check("failure"));
    EXPECT_EQ(look(), "failing");
}

TEST_F(GitHubCheckResults, AreThoseOfActionsWhereCheckRunsMayNotBeRead)
{
    forbid("/check-runs");
    said_.workflow_runs = base::Value::array({run("success")});
    EXPECT_EQ(look(), "passing");
    said_.workflow_runs.push_back(run("", 2, 2));
    EXPECT_EQ(look(), "pending");
    said_.workflow_runs[1] = run("failure", 2, 2);
    EXPECT_EQ(look(), "failing");
}

TEST_F(GitHubCheckResults, TakeTheNewestRunOfEachWorkflow)
{
    forbid("/check-runs");
    said_.workflow_runs = base::Value::array({run("cancelled", 4), run("success", 5), run("failure", 3)});
    EXPECT_EQ(look(), "passing");
}

TEST_F(GitHubCheckResults, AreReadToTheLastPage)
{
    said_.check_runs = base::Value(150, check("success"));
    EXPECT_EQ(look(), "passing");
    said_.check_runs.back() = check("failure");
    EXPECT_EQ(look(), "failing");
    said_.check_runs = base::Value::array();
    said_.statuses = base::Value(200, {{"state", "success"}});
    said_.statuses.back() = {{"state", "pending"}};
    EXPECT_EQ(look(), "pending");
}

TEST_F(GitHubCheckResults, AreUnknownWhenTheyHaveNoEnd)
{
    said_.check_runs = base::Value(1'000, check("success"));
    EXPECT_EQ(look(), "passing");
    said_.check_runs.push_back(check("success"));
    EXPECT_EQ(look(), "unknown");
}

TEST_F(GitHubCheckResults, AreUnknownInAnAnswerOfAnotherForm)
{
    world_.github.script({.path = "/check-runs", .status = 200, .body = R"({"total_count":0})"});
    EXPECT_EQ(look(), "unknown");
    EXPECT_EQ(look(), "none");
}

TEST_F(GitHubCheckResults, AreNotAskedForAgainAtOnceWhenTheyWereRefused)
{
    forbid("/check-runs", 1);
    said_.check_runs = base::Value::array({check("failure")});
    EXPECT_EQ(look(), "none");
    EXPECT_EQ(look(), "none");
    EXPECT_EQ(world_.github.count("GET", "/check-runs"), 1U);
    world_.clock.advance(std::chrono::minutes(15));
    EXPECT_EQ(look(), "failing");
}

TEST_F(GitHubCheckResults, AreAskedForOfOtherCommitsWhereOneCommitsAreRefused)
{
    said_.check_runs = base::Value::array({check("failure")});
    for (const auto status : {404, 422}) {
        world_.github.script({.path = "/check-runs", .status = status});
        EXPECT_EQ(look(status == 404 ? 'a' : 'b'), "none");
        EXPECT_EQ(look(), "failing") << status;
    }
}

TEST_F(GitHubCheckResults, AreNotAskedForAgainOfAnyCommitWhereTheyMayNotBeRead)
{
    forbid("/check-runs");
    for (const char commit : {'a', 'b', 'c', 'd', 'a'})
        look(commit);
    EXPECT_EQ(world_.github.count("GET", "/check-runs"), 2U);
}

}  // namespace
}  // namespace forge

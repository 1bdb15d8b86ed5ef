#include "forge/github_host.h"
#include "support/running_app.h"

#include <gmock/gmock.h>

using testing::HasSubstr;

namespace {

/// The whole program, with a GitHub that is not GitHub's.
class GitHubApp : public testing::Test {
protected:
    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        host_ = std::make_unique<GitHubHost>();
        host_->github.labels = {"infrastructure", "terraform", "env:staging", "resource:s3"};
    }

    support::RunningApp::Flags flags() const
    {
        return {
            {"github_token", support::GitServer::writer},
            {"github_org", "acme"},
            {"github_repo", host_->github.name},
            {"github_api_url", host_->peer.address()},
            {"github_server_url", host_->server().address()}};
    }

    static base::Value bucket()
    {
        return {{"request", "staging S3 bucket for logs"}, {"requester", "jane@example.com"}};
    }

    static std::string refusal(support::RunningApp::Flags flags)
    {
        try {
            support::RunningApp app(std::move(flags));
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::invalid);
            return error.problems.empty() ? error.message : error.problems.front().message;
        }
        ADD_FAILURE() << "the server started";
        return "";
    }

    std::unique_ptr<GitHubHost> host_;
};

}  // namespace

TEST_F(GitHubApp, ARequestBecomesAPullRequestOnGitHub)
{
    support::RunningApp app(flags());
    const auto status = app.provision(bucket());
    ASSERT_EQ(status["status"], "completed") << status;
    ASSERT_EQ(host_->github.pulls().size(), 1U);
    const auto pull = host_->github.pulls()[0];
    EXPECT_EQ(status["pr_url"], host_->github.url + "/pull/1");
    EXPECT_EQ(status["branch_name"], pull.head);
    EXPECT_EQ(pull.labels.size(), 4U);
    EXPECT_THAT(pull.body, HasSubstr("staging S3 bucket for logs"));
    EXPECT_TRUE(host_->git->files_at(pull.head).contains("terraform/staging/s3/logs-bucket/main.tf"));
}

TEST_F(GitHubApp, ATimeOutAfterSuccessLeavesOnePullRequest)
{
    support::RunningApp app(flags());
    host_->github.script({.method = "POST", .path = "/pulls", .applies = true, .drops = true});
    const auto status = app.provision(bucket());
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["pr_number"], 1);
    EXPECT_EQ(host_->github.pulls().size(), 1U);
}

TEST_F(GitHubApp, HealthAndBannerSayWhatGitHubSays)
{
    support::RunningApp app(flags());
    auto health = app.get_json("/api/v1/health");
    EXPECT_EQ(health["checks"]["github"], "connected") << health;
    EXPECT_EQ(health["checks"]["forge"], "healthy") << health;
    EXPECT_THAT(
        app.app().banner(), HasSubstr("github, " + host_->github.url + ", because GITHUB_TOKEN is set")
    );

    auto wrong = flags();
    wrong["github_token"] = "github_pat_wrong";
    support::RunningApp other(wrong);
    health = other.get_json("/api/v1/health");
    EXPECT_EQ(health["status"], "degraded");
    EXPECT_THAT(health["checks"]["github"], HasSubstr("GITHUB_TOKEN"));
    EXPECT_EQ(base::write_json(health).find("github_pat_wrong"), std::string::npos);
    EXPECT_EQ(other.app().banner().find("github_pat_wrong"), std::string::npos);
}

TEST_F(GitHubApp, PullRequestsAreAnsweredWithTheirAddressOnGitHub)
{
    support::RunningApp app(flags());
    const auto message = [&](const base::HttpAnswer& answer) {
        EXPECT_EQ(answer.status, 404);
        return base::read_json(answer.body)["error"]["message"].get<std::string>();
    };
    EXPECT_THAT(message(app.get("/api/v1/pulls")), HasSubstr(host_->github.url + "/pulls"));
    EXPECT_THAT(message(app.get("/api/v1/pulls/7")), HasSubstr(host_->github.url + "/pull/7"));
    EXPECT_THAT(
        message(app.post("/api/v1/pulls/7/merge", base::Value::object())),
        HasSubstr(host_->github.url + "/pull/7")
    );
    EXPECT_THAT(app.get("/pulls").body, HasSubstr(host_->github.url + "/pulls"));
    EXPECT_EQ(app.get("/git/infrastructure.git/info/refs?service=git-upload-pack").status, 404);
}

TEST_F(GitHubApp, WhatIsMissingIsSaidAtStart)
{
    auto incomplete = flags();
    incomplete.erase("github_repo");
    EXPECT_THAT(refusal(incomplete), HasSubstr("GITHUB_REPO is missing"));
    EXPECT_THAT(refusal({{"forge", "github"}}), HasSubstr("GITHUB_ORG is missing"));
    auto both = flags();
    both["github_app_id"] = "1";
    EXPECT_THAT(refusal(both), HasSubstr("both set"));
    auto app = both;
    app.erase("github_token");
    EXPECT_THAT(refusal(app), HasSubstr("GITHUB_APP_PRIVATE_KEY_FILE"));
    auto local = flags();
    local["forge"] = "local";
    EXPECT_THAT(support::RunningApp(local).app().banner(), HasSubstr("because FORGE says so"));
}

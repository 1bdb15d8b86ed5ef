#include "server/github_app.h"
#include "support/github_app_stand_in.h"

/// Its token is good for the API and for Git alike.
TEST_F(GitHubApp, AnAppOfAnEnterpriseServerOpensPullRequests)
{
    support::GitHubAppStandIn account(host_->github, host_->clock);
    account.name = [](int) { return support::GitServer::writer; };
    host_->github.below = "/api/v3";
    const auto key = config_.path() / "key.pem";
    base::write_file(key, support::GitHubAppStandIn::key().reveal());
    auto as_app = flags();
    as_app.erase("github_token");
    as_app["github_app_id"] = support::GitHubAppStandIn::id;
    as_app["github_app_private_key_file"] = key.string();
    as_app["github_api_url"] = host_->peer.address() + "/api/v3";
    as_app["github_commit_name"] = "Platform";
    as_app["github_commit_email"] = "platform@acme.test";
    support::RunningApp app(as_app);
    EXPECT_THAT(app.app().banner(), testing::HasSubstr("connected"));
    EXPECT_EQ(app.provision(bucket())["status"], "completed");
    ASSERT_EQ(host_->github.pulls().size(), 1U);
    EXPECT_EQ(
        (*host_->git)({"log", "-1", "--format=%an <%ae> %cn <%ce>", host_->github.pulls()[0].head}),
        "Platform <platform@acme.test> Platform <platform@acme.test>"
    );
    EXPECT_EQ(account.made, 1);
}

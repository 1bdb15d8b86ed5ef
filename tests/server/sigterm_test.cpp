#include "forge/github_host.h"
#include "server/mortal_server.h"
#include "support/count.h"

#include <gmock/gmock.h>

namespace {

/// GitHub opens the pull request, and does not say so before everybody has given up.
TEST(Sigterm, WhileGitHubDoesNotAnswerEndsInOrderAndTheNextStartFindsThePullRequest)
{
    if (!support::GitServer::installed())
        GTEST_SKIP() << "nginx and fcgiwrap are not installed";
    GitHubHost host;
    host.github.tokens = {{support::GitServer::writer, {.scopes = "repo"}}};  // its rights are not tried out
    support::Count taken;
    host.github.script(
        {.method = "POST",
         .path = "/pulls",
         .applies = true,
         .delay = std::chrono::minutes(1),
         .also = [&] { taken.add(1); }}
    );
    MortalServer server(
        {{"LLM_PROVIDER", "offline"},
         {"FORGE", "github"},
         {"GITHUB_TOKEN", support::GitServer::writer},
         {"GITHUB_ORG", "acme"},
         {"GITHUB_REPO", host.github.name},
         {"GITHUB_API_URL", host.peer.address()},
         {"GITHUB_SERVER_URL", GitHubHost::server().address()},
         {"GITHUB_LIMITS", "off"}}
    );
    const auto id =
        server.provision({{"request", "staging S3 bucket for logs"}, {"requester", "jane"}}, "once");
    ASSERT_TRUE(id);
    ASSERT_TRUE(taken.reaches(1, std::chrono::seconds(60)));
    EXPECT_EQ(server.stop(), 0) << server.last_words();
    EXPECT_THAT(server.last_words(), testing::HasSubstr("ended while something outside had not answered"));

    server.start();
    const auto status = server.get("/api/v1/requests/" + *id + "/status?wait=50");
    EXPECT_EQ(status["status"], "completed") << status.dump(1);
    EXPECT_EQ(status["pr_number"], 1);
    EXPECT_EQ(host.github.pulls().size(), 1U);
    EXPECT_EQ(host.github.count("POST", "/pulls"), 1U);
}

}  // namespace

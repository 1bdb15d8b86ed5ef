#include "forge/github_world.h"

namespace {

/// How GitHub answers to this label's address.
int status_of(GitHubWorld& world, forge::GitHubApi& api, const std::string& label)
{
    world.clock.advance(std::chrono::seconds(1));
    api.read("/repos/acme/infra/labels/" + label, "read a label");
    return world.github.ledger().back().status;
}

}  // namespace

TEST(GitHubApiMemory, HoldsTheAnswersOfManyPullRequests)
{
    GitHubWorld world;
    for (int i = 0; i < 1'000; ++i)
        world.github.labels.insert("label" + std::to_string(i));
    for (const auto& label : world.github.labels)
        ASSERT_EQ(status_of(world, world.side.api, label), 200);
    for (const auto& label : world.github.labels)
        ASSERT_EQ(status_of(world, world.side.api, label), 304);
}

TEST(GitHubApiMemory, HasABoundAndLosesWhatWasNotUsedForTheLongestTime)
{
    GitHubWorld world;
    world.github.labels = {"a", "b"};
    forge::GitHubApi api(
        "https://api.github.test", {world.network, world.side.limits, world.side.account}, 8'000
    );
    EXPECT_EQ(status_of(world, api, "a"), 200);
    EXPECT_EQ(status_of(world, api, "b"), 200);
    for (int i = 0; i < 20; ++i) {
        world.github.labels.insert("c" + std::to_string(i));
        EXPECT_EQ(status_of(world, api, "c" + std::to_string(i)), 200);
        EXPECT_EQ(status_of(world, api, "a"), 304);
    }
    EXPECT_EQ(status_of(world, api, "b"), 200);
}

TEST(GitHubApiAnswers, NeverShowTheTokenThatTheyEcho)
{
    for (const int status : {307, 400, 403, 404, 409, 422, 429, 500, 503}) {
        GitHubWorld world;
        world.github.script(
            {.method = "POST",
             .status = status,
             .body = R"({"message":"Bearer github_pat_planted","errors":["github_pat_planted"]})",
             .headers =
                 {{"x-github-request-id", "github_pat_planted"},
                  {"x-accepted-github-permissions", "github_pat_planted"}}}
        );
        const base::Value pull{{"title", "a"}, {"head", "b"}, {"base", "main"}};
        auto turn = world.side.limits.turn("somebody", 1);
        std::string shown;
        try {
            shown = world.side.api.write(turn, "/repos/acme/infra/pulls", pull, "open").body;
        } catch (const base::Error& error) {
            shown = error.message + error.detail;
        }
        EXPECT_THAT(shown, testing::Not(testing::HasSubstr("planted"))) << status;
    }
}

TEST(GitHubApiRedirect, IsFollowedHoweverTheHostIsWrittenAndToNoOther)
{
    const auto answer_to = [](const std::string& location) {
        GitHubWorld world;
        world.github.script({.status = 301, .headers = {{"location", location}}});
        try {
            return world.side.api.read("/repos/acme/before", "read it").status;
        } catch (const base::Error& error) {
            EXPECT_THAT(error.message, testing::HasSubstr("another host")) << location;
            return 0;
        }
    };
    for (const std::string host : {"https://api.github.test", "HTTPS://API.GitHub.Test", ""})
        EXPECT_EQ(answer_to(host + "/repositories/1296269"), 200) << host;
    for (const std::string host :
         {"https://api.github.test.evil", "http://api.github.test", "https://api.github.test@evil", "//evil"})
        EXPECT_EQ(answer_to(host + "/repositories/1296269"), 0) << host;
}

TEST(GitHubAddress, IsNeverOneWhereTheTokenIsSentInTheClear)
{
    for (const std::string address :
         {"https://api.github.com", "http://127.0.0.1:8080", "http://localhost/api/v3", "http://[::1]:80"})
        EXPECT_EQ(forge::github_address(address, "GITHUB_API_URL"), address);
    for (const std::string address :
         {"http://api.github.com",
          "http://localhost.evil.example",
          "http://127.0.0.11",
          "http://[::1].evil"}) {
        const auto error = error_of([&] { forge::github_address(address, "GITHUB_API_URL"); });
        EXPECT_EQ(error.code, base::Code::invalid) << address;
        EXPECT_THAT(error.message, testing::HasSubstr("GITHUB_API_URL must begin with https://"));
    }
    GitHubWorld world;
    EXPECT_EQ(
        error_of([&] {
            forge::GitHubApi(
                "http://api.github.test", {world.network, world.side.limits, world.side.account}
            );
        }).code,
        base::Code::invalid
    );
}

TEST(GitHubAddress, OfTheApiFollowsFromTheServers)
{
    EXPECT_EQ(forge::github_api_of("https://github.com/"), "https://api.github.com");
    EXPECT_EQ(forge::github_api_of("https://GitHub.com"), "https://api.GitHub.com");
    EXPECT_EQ(forge::github_api_of("https://acme.ghe.com"), "https://api.acme.ghe.com");
    EXPECT_EQ(forge::github_api_of("https://github.example.com"), "https://github.example.com/api/v3");
    EXPECT_EQ(forge::github_api_of("https://notghe.com"), "https://notghe.com/api/v3");
}

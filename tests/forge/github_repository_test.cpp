#include "forge/github_world.h"

using base::Code;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

namespace {

/// What the check says; empty when all is well.
std::string said(GitHubWorld& world)
{
    try {
        world.side.repository.check();
        return "";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, Code::upstream);
        return error.message;
    }
}

}  // namespace

TEST(GitHubRepository, IsWellWithAFineGrainedTokenThatMayOpenPullRequests)
{
    GitHubWorld world;
    EXPECT_EQ(said(world), "");
    EXPECT_EQ(said(world), "");
    EXPECT_EQ(world.github.pulls().size(), 0U);
    EXPECT_EQ(world.github.count("POST", ""), 1U);  // what was let through is not tried again at once
    world.clock.advance(1h);
    world.github.tokens.at("github_pat_planted").permissions = {};
    EXPECT_THAT(said(world), HasSubstr("Pull requests: Read and write"));  // nor believed for ever
}

TEST(GitHubRepository, SaysWhichPermissionAFineGrainedTokenLacks)
{
    GitHubWorld world;
    auto& permissions = world.github.tokens.at("github_pat_planted").permissions;
    permissions = {};
    EXPECT_THAT(said(world), HasSubstr("Pull requests: Read and write"));
    EXPECT_THAT(said(world), HasSubstr("Pull requests: Read and write"));
    EXPECT_EQ(world.github.count("POST", ""), 1U);  // not tried again with every look at health
    permissions = {"pull_requests"};
    world.clock.advance(5min);
    EXPECT_EQ(said(world), "");
}

TEST(GitHubRepository, IsNotTriedAgainAndAgainWhileGitHubFails)
{
    GitHubWorld world;
    world.github.script({.method = "POST", .status = 502, .times = 1'000});
    const auto check_for = [&](std::chrono::minutes time) {
        for (const auto end = world.clock.now() + time; world.clock.now() < end; world.clock.advance(5s))
            EXPECT_EQ(error_of([&] { world.side.repository.check(); }).code, Code::unavailable);
    };
    check_for(60min);
    EXPECT_EQ(world.github.count("POST", ""), 12U);
    world.github.forget_scripts();
    world.github.script({.method = "POST", .status = 503, .headers = {{"retry-after", "1800"}}});
    check_for(30min);
    EXPECT_EQ(world.github.count("POST", ""), 13U);
    EXPECT_EQ(said(world), "");
}

TEST(GitHubRepository, IsTriedBeforeABacklogAndLeftAsItWasWhereThereIsNoTurn)
{
    GitHubWorld world;
    forge::GitHubLimits limits(world.clock, {.writes_an_hour = 2});
    forge::GitHubApi api("https://api.github.test", {world.network, limits, world.side.account});
    forge::GitHubRepository repository(api, world.clock, {"acme", "infra", ""});
    world.github.tokens.at("github_pat_planted").permissions = {};
    limits.turn("first", 1).write();
    EXPECT_THAT(error_of([&] { repository.check(); }).message, HasSubstr("lacks the permission"));
    EXPECT_EQ(error_of([&] { limits.turn("backlog", 1); }).code, Code::limited);
    world.github.tokens.at("github_pat_planted").permissions = {"pull_requests"};

    world.clock.advance(10min);
    EXPECT_THAT(error_of([&] { repository.check(); }).message, HasSubstr("lacks the permission"));
    EXPECT_EQ(world.github.count("POST", ""), 1U);
    forge::GitHubRepository other(api, world.clock, {"acme", "infra", ""});
    EXPECT_NO_THROW(other.check());
    EXPECT_EQ(world.github.count("POST", ""), 1U);

    world.clock.advance(51min);
    EXPECT_NO_THROW(repository.check());
    EXPECT_EQ(world.github.count("POST", ""), 2U);
}

TEST(GitHubRepository, KeepsGitHubsOwnReasonWhereItIsNoPermission)
{
    const auto said_after = [](int status, const std::string& text, std::map<std::string, std::string> headers
                            ) {
        GitHubWorld world;
        world.github.script(
            {.method = "POST",
             .path = "/pulls",
             .status = status,
             .body = R"({"message":")" + text + R"("})",
             .headers = std::move(headers)}
        );
        const auto words = said(world);
        EXPECT_THAT(words, Not(HasSubstr("lacks the permission")));
        return words;
    };
    EXPECT_THAT(said_after(409, "Git Repository is empty.", {}), HasSubstr("Git Repository is empty."));
    EXPECT_THAT(
        said_after(403, "The organization has an IP allow list enabled", {}), HasSubstr("IP allow list")
    );
    EXPECT_THAT(said_after(403, "", {{"x-github-sso", "required"}}), HasSubstr("single sign-on"));
}

TEST(GitHubRepository, IsNotTriedWhereAnotherOneIs)
{
    GitHubWorld world;
    forge::GitHubRepository other(world.side.api, world.clock, {"acme", "infra", "", false});
    other.check();
    EXPECT_EQ(world.github.count("POST", ""), 0U);
    world.github.may_push = false;
    EXPECT_THAT(error_of([&] { other.check(); }).message, HasSubstr("role “Write”"));
}

TEST(GitHubRepository, SaysWhichScopeAClassicTokenLacks)
{
    GitHubWorld world;
    auto& scopes = world.github.tokens.at("github_pat_planted").scopes;
    scopes = "gist, read:org";
    EXPECT_THAT(said(world), HasSubstr("scope repo"));
    scopes = "public_repo";
    EXPECT_THAT(said(world), HasSubstr("scope repo"));
    world.github.is_private = false;
    EXPECT_EQ(said(world), "");
    scopes = "";
    EXPECT_THAT(said(world), HasSubstr("scope public_repo"));
    scopes = "repo, workflow";
    world.github.is_private = true;
    EXPECT_EQ(said(world), "");
    EXPECT_EQ(world.github.count("POST", ""), 0U);
}

TEST(GitHubRepository, SaysWhatElseIsInTheWay)
{
    GitHubWorld world;
    world.github.may_push = false;
    EXPECT_THAT(said(world), HasSubstr("role “Write”"));
    world.github.archived = true;
    EXPECT_THAT(said(world), HasSubstr("archived"));
    EXPECT_THAT(said(world), HasSubstr("repositories.yaml"));  // it may be one of these
    world.github.name = "elsewhere";
    EXPECT_THAT(said(world), HasSubstr("GITHUB_REPO"));
    world.github.tokens.clear();
    EXPECT_THAT(said(world), HasSubstr("GITHUB_TOKEN"));
}

TEST(GitHubRepository, KnowsItsDefaultBranchUnlessOneIsNamed)
{
    GitHubWorld world;
    EXPECT_EQ(world.side.repository.facts().base_branch, "main");
    forge::GitHubRepository named(world.side.api, world.clock, {"acme", "infra", "release"});
    EXPECT_EQ(named.facts().base_branch, "release");
}

TEST(GitHubRepository, RefusesNamesThatCannotBe)
{
    GitHubWorld world;
    for (const std::string name : {"", "..", "a/b", "a b", "a?b"}) {
        EXPECT_EQ(
            error_of([&] {
                forge::GitHubRepository(world.side.api, world.clock, {"acme", name, ""});
            }).code,
            Code::invalid
        ) << name;
        EXPECT_EQ(
            error_of([&] {
                forge::GitHubRepository(world.side.api, world.clock, {name, "infra", ""});
            }).code,
            Code::invalid
        ) << name;
    }
}

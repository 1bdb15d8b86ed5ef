#include "forge/github_world.h"

using base::Code;
using testing::HasSubstr;
using testing::Not;

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

TEST(GitHubRepository, IsWellWithAFineGrainedTokenThatMayDoBoth)
{
    GitHubWorld world;
    EXPECT_EQ(said(world), "");
    EXPECT_EQ(world.github.pulls().size(), 0U);
    const auto writes = world.github.count("POST", "");
    EXPECT_EQ(writes, 2U);
    EXPECT_EQ(said(world), "");
    EXPECT_EQ(world.github.count("POST", ""), writes);  // what was let through once is not tried again
}

TEST(GitHubRepository, SaysWhichPermissionAFineGrainedTokenLacks)
{
    GitHubWorld world;
    auto& permissions = world.github.tokens.at("github_pat_planted").permissions;
    permissions = {"contents"};
    EXPECT_THAT(said(world), HasSubstr("Pull requests: Read and write"));
    const auto writes = world.github.count("POST", "");
    EXPECT_THAT(said(world), HasSubstr("Pull requests: Read and write"));
    EXPECT_EQ(world.github.count("POST", ""), writes);  // not tried again with every look at health
    permissions = {"pull_requests"};
    world.clock.advance(std::chrono::minutes(5));
    EXPECT_THAT(said(world), HasSubstr("Contents: Read and write"));
    permissions = {"contents", "pull_requests"};
    world.clock.advance(std::chrono::minutes(5));
    EXPECT_EQ(said(world), "");
}

TEST(GitHubRepository, KeepsGitHubsOwnReasonWhereItIsNoPermission)
{
    const auto said_after = [](int status, const std::string& text, std::map<std::string, std::string> headers
                            ) {
        GitHubWorld world;
        world.github.script(
            {.method = "POST",
             .path = "/git/refs",
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

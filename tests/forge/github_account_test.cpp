#include "base/text.h"
#include "forge/github_world.h"
#include "support/github_app_stand_in.h"

#include <thread>

using base::Code;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

using Side = support::GitHubAppStandIn;

struct AppWorldParts {
    base::ManualClock clock;
    support::GitHubStandIn github{clock};
};

struct AppWorld : AppWorldParts, Side {
    AppWorld() : Side(github, clock) {}

    support::StandInNetwork network{github};
    forge::GitHubLimits limits{clock, {}, [this](std::chrono::milliseconds wait) { clock.advance(wait); }};
    forge::GitHubApp app{{id, key(), "https://api.github.test", "acme", "infra"}, {network, clock, limits}};
    forge::GitHubApi api{"https://api.github.test", {network, limits, app}};
    forge::GitHubRepository repository{api, clock, {"acme", "infra", ""}};
};

}  // namespace

TEST(GitHubApp, SignsItsClaimAndGetsATokenForTheOneRepository)
{
    AppWorld world;
    EXPECT_EQ(world.app.token().reveal(), "ghs_made_1");
    world.repository.check();
    EXPECT_EQ(world.made, 1);
    EXPECT_EQ(
        world.asked,
        base::read_json(
            R"({"repositories":["infra"],"permissions":{"contents":"write","pull_requests":"write"}})"
        )
    );
}

TEST(GitHubApp, AsksToReadChecksWhereTheInstallationMay)
{
    AppWorld world;
    world.granted["checks"] = "write";
    world.granted["issues"] = "write";
    world.app.token();
    EXPECT_EQ(
        world.asked["permissions"],
        base::read_json(R"({"contents":"write","pull_requests":"write","checks":"read"})")
    );
}

TEST(GitHubApp, AsksToReadMembersOnlyForTeamReviewers)
{
    AppWorld world;
    world.granted["members"] = "read";
    world.app.token();
    EXPECT_FALSE(world.asked["permissions"].contains("members"));
    const auto ask_as_one_with_teams = [&] {
        forge::GitHubApp(
            {Side::id, Side::key(), "https://api.github.test", "acme", "infra", true},
            {world.network, world.clock, world.limits}
        )
            .token();
        return world.asked["permissions"];
    };
    EXPECT_EQ(ask_as_one_with_teams()["members"], "read");
    world.granted.erase("members");
    EXPECT_FALSE(ask_as_one_with_teams().contains("members"));
}

TEST(GitHubApp, FindsARepositoryThatWasRenamed)
{
    AppWorld world;
    forge::GitHubApp app(
        {Side::id, Side::key(), "https://api.github.test", "acme", "before"},
        {world.network, world.clock, world.limits}
    );
    forge::GitHubApi api{"https://api.github.test", {world.network, world.limits, app}};
    forge::GitHubRepository(api, world.clock, {"acme", "before", ""}).check();
    EXPECT_EQ(world.asked["repository_ids"], base::Value::array({1296269}));
    EXPECT_EQ(world.asked["permissions"]["contents"], "write");
    EXPECT_FALSE(world.asked.contains("repositories"));
}

TEST(GitHubApp, GoesByGitHubsClockWhereItsOwnIsWrong)
{
    for (const auto& ahead : {-90s, 3'600s, -86'400s}) {
        AppWorld world;
        world.github.ahead = ahead;
        EXPECT_EQ(world.app.token().reveal(), "ghs_made_1") << ahead.count();
        world.clock.advance(55min);
        EXPECT_EQ(world.app.token().reveal(), "ghs_made_2") << ahead.count();
        EXPECT_EQ(world.github.count("GET", "/installation"), 3U);  // the clock is set once
    }
}

TEST(GitHubApp, MakesANewTokenFiveMinutesBeforeTheEnd)
{
    AppWorld world;
    world.app.token();
    world.clock.advance(54min);
    EXPECT_EQ(world.app.token().reveal(), "ghs_made_1");
    world.clock.advance(1min);
    EXPECT_EQ(world.app.token().reveal(), "ghs_made_2");
}

TEST(GitHubApp, DoesNotMakeTokensWithoutEndWhereTheClocksDiffer)
{
    AppWorld world;
    world.life = -3h;
    world.app.token();
    world.app.token();
    EXPECT_EQ(world.made, 1);
}

TEST(GitHubApp, MakesOneTokenForAllWhoAskAtOnce)
{
    AppWorld world;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] { EXPECT_EQ(world.app.token().reveal(), "ghs_made_1"); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(world.made, 1);
}

TEST(GitHubApp, ARevokedTokenIsReplacedOnce)
{
    AppWorld world;
    world.repository.facts();
    world.clock.advance(1min);
    world.github.tokens.clear();
    world.repository.check();
    EXPECT_EQ(world.made, 2);
}

TEST(GitHubApp, ATokenThatIsRefusedForGoodIsForAPersonToSee)
{
    AppWorld world;
    world.repository.facts();
    world.clock.advance(1min);
    world.are_accepted = false;
    world.github.tokens.clear();
    EXPECT_EQ(error_of([&] { world.repository.check(); }).code, Code::unavailable);
    EXPECT_EQ(world.made, 2);
    world.clock.advance(10s);
    EXPECT_EQ(error_of([&] { world.repository.check(); }).code, Code::upstream);
    EXPECT_EQ(world.made, 2);
    world.are_accepted = true;
    world.repository.check();
    EXPECT_EQ(world.made, 3);
}

TEST(GitHubApp, ATokenThatGitHubDoesNotKnowYetIsKept)
{
    AppWorld world;
    world.are_accepted = false;
    for (int i = 0; i < 2; ++i) {
        const auto error = error_of([&] { world.repository.check(); });
        EXPECT_EQ(error.code, Code::unavailable);
        EXPECT_EQ(error.retry_after, 2s);
        world.clock.advance(2s);
    }
    world.github.tokens = {{"ghs_made_1", {}}};
    world.repository.check();
    EXPECT_EQ(world.made, 1);
}

TEST(GitHubApp, SaysWhatIsMissing)
{
    AppWorld world;
    world.granted["pull_requests"] = "read";
    world.granted.erase("contents");
    auto error = error_of([&] { world.repository.check(); });
    EXPECT_EQ(error.code, Code::upstream);
    EXPECT_THAT(error.message, HasSubstr("Contents and Pull requests"));
    world.github.script({.path = "/installation", .status = 404});
    error = error_of([&] { world.repository.check(); });
    EXPECT_THAT(error.message, HasSubstr("not installed on acme/infra"));
    world.github.script({.path = "/installation", .status = 401});
    error = error_of([&] { world.repository.check(); });
    EXPECT_THAT(error.message, HasSubstr("GITHUB_APP_PRIVATE_KEY_FILE"));
}

TEST(GitHubApp, SaysSoonWhichPermissionWasTakenAway)
{
    AppWorld world;
    const auto open = [&] {
        auto turn = world.limits.turn("a request", 1);
        return error_of([&] {
            world.api.write(
                turn,
                "/repos/acme/infra/pulls",
                {{"title", "a"}, {"head", "b"}, {"base", "main"}},
                "open a pull request"
            );
        });
    };
    world.repository.check();
    world.granted["pull_requests"] = "read";
    world.github.tokens = {{"ghs_made_1", {.permissions = {}}}};
    EXPECT_THAT(open().message, HasSubstr("GitHub does not let the GitHub App 12345 open"));
    world.repository.check();  // the token is as new as what it may do
    world.clock.advance(5min);
    EXPECT_EQ(open().code, Code::upstream);
    EXPECT_THAT(error_of([&] { world.repository.check(); }).message, HasSubstr("set Pull requests to"));

    world.granted["pull_requests"] = "write";
    world.repository.check();
    EXPECT_EQ(world.made, 2);
    world.clock.advance(5min);
    world.github.script({.method = "POST", .status = 403, .headers = {{"retry-after", "1"}}}
                        // it is for the limits
    );
    EXPECT_EQ(open().code, Code::limited);
    world.clock.advance(2s);
    world.repository.check();
    EXPECT_EQ(world.made, 2);
}

TEST(GitHubApp, KeepsItsClaimToItselfWhateverIsAnswered)
{
    AppWorld world;
    std::string claim;
    world.github.more = [&](const base::HttpRequest& request, const std::string&) {
        claim = base::replaced(request.headers.at("authorization"), "Bearer ", "");
        return base::HttpAnswer{403, {}, base::write_json({{"message", "No: " + claim}})};
    };
    const auto error = error_of([&] { world.app.token(); });
    EXPECT_THAT(error.message, HasSubstr("No: "));
    ASSERT_FALSE(claim.empty());
    EXPECT_THAT(error.message + error.detail, testing::Not(HasSubstr(claim.substr(0, 100))));
}

TEST(GitHubApp, RefusesKeysThatAreNone)
{
    AppWorld world;
    for (const std::string text :
         {"", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        const auto error = error_of([&] {
            forge::GitHubApp(
                {"1", base::Secret(text), "", "acme", "infra"}, {world.network, world.clock, world.limits}
            );
        });
        EXPECT_EQ(error.code, Code::invalid);
        EXPECT_THAT(error.message, HasSubstr("GITHUB_APP_PRIVATE_KEY_FILE"));
    }
}

TEST(GitHubToken, RefusesWhatCannotBeAHeader)
{
    for (const std::string text : {"", "a b", "ghp_x\n", "ghp_\xC3\xA4"})
        EXPECT_EQ(error_of([&] { forge::GitHubToken{base::Secret(text)}; }).code, Code::invalid);
}

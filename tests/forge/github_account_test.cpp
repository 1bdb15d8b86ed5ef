#include "base/base64.h"
#include "base/handle.h"
#include "base/text.h"
#include "forge/github_world.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <thread>

using base::Code;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;

const Key& key()
{
    static const Key made(EVP_RSA_gen(2048));
    return made;
}

base::Secret pem()
{
    const base::Handle<BIO, BIO_free_all> bytes(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bytes.get(), key().get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bytes.get(), &text);
    return base::Secret(std::string(text, static_cast<std::size_t>(size)));
}

std::string decoded(std::string text)
{
    text = base::replaced(base::replaced(std::move(text), "-", "+"), "_", "/");
    text.resize((text.size() + 3) / 4 * 4, '=');
    return base::base64_decoded(text).value();
}

bool is_signed(const std::string& text, const std::string& signature)
{
    const base::Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    const auto bytes = [](const std::string& of) {
        return reinterpret_cast<const unsigned char*>(of.data());
    };
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key().get());
    return EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

/// GitHub's side of an App's authentication: it looks at the claim as GitHub says that it does.
struct AppWorld {
    base::ManualClock clock;
    support::GitHubStandIn github{clock};
    support::StandInNetwork network{github};
    forge::GitHubLimits limits{clock, {}, [this](std::chrono::milliseconds wait) { clock.advance(wait); }};
    forge::GitHubApp app{
        {"12345", pem(), "https://api.github.test", "acme", "infra"}, {network, clock, limits}};
    forge::GitHubApi api{"https://api.github.test", {network, limits, app}};
    forge::GitHubRepository repository{api, clock, {"acme", "infra", ""}};
    base::Value granted{{"contents", "write"}, {"pull_requests", "write"}, {"metadata", "read"}};
    base::Value asked;  ///< of GitHub, the last time a token was made
    int made = 0;
    std::chrono::seconds life = 1h;
    bool are_accepted = true;

    AppWorld()
    {
        github.tokens.clear();
        github.more = [this](const base::HttpRequest& request, const std::string& path) {
            return answer(request, path);
        };
    }

    std::optional<base::HttpAnswer> answer(const base::HttpRequest& request, const std::string& path)
    {
        const std::string former = "/repos/acme/before";
        if (path.starts_with(former))
            return base::HttpAnswer{
                301,
                {{"location", "https://api.github.test/repositories/1296269" + path.substr(former.size())}},
                "{}"};
        const bool asks =
            path == "/repos/acme/infra/installation" || path == "/repositories/1296269/installation";
        if (!asks && path != "/app/installations/77/access_tokens")
            return std::nullopt;
        if (!is_claim_good(request.headers.at("authorization").substr(std::string("Bearer ").size())))
            return base::HttpAnswer{401, {}, R"({"message":"A JSON web token could not be decoded"})"};
        if (asks)
            return base::HttpAnswer{
                200, {}, base::write_json({{"id", 77}, {"app_id", 12345}, {"permissions", granted}})};
        asked = base::read_json(request.body);
        if (asked.contains("repositories") && asked["repositories"] != base::Value{"infra"})
            return base::HttpAnswer{
                422,
                {},
                R"({"message":"There is at least one repository that does not )"
                R"(exist or is not accessible to the parent installation."})"};
        const auto token = "ghs_made_" + std::to_string(++made);
        if (are_accepted)
            github.tokens = {{token, {}}};
        auto expires = base::to_rfc3339(clock.now() + life);
        expires.replace(expires.find('.'), 4, "");
        return base::HttpAnswer{
            201, {}, base::write_json({{"token", token}, {"expires_at", expires}, {"permissions", granted}})};
    }

    bool is_claim_good(const std::string& token) const
    {
        const auto parts = base::split(token, '.');
        if (parts.size() != 3 || !is_signed(parts[0] + "." + parts[1], decoded(parts[2])))
            return false;
        const auto claim = base::read_json(decoded(parts[1]));
        const auto now = std::chrono::floor<std::chrono::seconds>(github.now()).time_since_epoch().count();
        return base::read_json(decoded(parts[0])) == base::Value{{"alg", "RS256"}, {"typ", "JWT"}} &&
               claim.at("iss") == "12345" && claim.at("iat") <= now - 60 && claim.at("exp") > now &&
               claim.at("exp") <= now + 600;
    }
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
            {"12345", pem(), "https://api.github.test", "acme", "infra", true},
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
        {"12345", pem(), "https://api.github.test", "acme", "before"},
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

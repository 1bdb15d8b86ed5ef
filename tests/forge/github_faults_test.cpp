#include "forge/github_world.h"
#include "support/github_peer.h"

#include <tuple>

using base::Code;
using support::GitHubStandIn;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

/// The real network, for callers who cannot wait for what a call changes.
class HurriedNetwork final : public base::Network {
public:
    base::HttpAnswer send(const base::HttpRequest& request) override
    {
        auto hurried = request;
        if (request.method != "GET")
            hurried.deadline = std::min<std::chrono::milliseconds>(request.deadline, deadline);
        return real_.send(hurried);
    }
    std::chrono::milliseconds deadline{20'000};

private:
    base::RealNetwork real_;
};

/// GitHub behind a socket.
struct Wire {
    base::ManualClock clock;
    GitHubStandIn github{clock};
    support::GitHubPeer peer{github};
    HurriedNetwork network;
    forge::GitHubToken account{base::Secret("github_pat_planted")};
    forge::GitHubLimits limits{clock, {}, [this](std::chrono::milliseconds wait) { clock.advance(wait); }};
    forge::GitHubApi api{peer.address(), {network, limits, account}};
    forge::GitHubRepository repository{api, clock, {"acme", "infra", ""}};
    forge::GitHubPulls pulls{repository, {}};

    forge::Proposal proposal(const std::string& name)
    {
        github.branches[name] = std::string(40, 'c');
        return {name, std::string(40, 'c'), "Add " + name, "Body\n", {"terraform"}, "alice"};
    }
};

struct Row {
    std::string name;
    GitHubStandIn::Script script;
    std::optional<Code> first = std::nullopt;  ///< of the attempt that meets it; nullopt: it succeeds
    std::string says = "";
    std::chrono::milliseconds waits{0};
    std::size_t pulls = 1;  ///< in the end, after one more attempt where one is made
};

constexpr auto refused = Code::upstream;
const std::string exists =
    R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom",)"
    R"("message":"A pull request already exists for acme:logs."}]})";
const std::string no_commits =
    R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom",)"
    R"("message":"No commits between main and logs"}]})";
const std::string bad_head =
    R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"head","code":"invalid"}]})";
const std::string bad_base =
    R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"base","code":"invalid"}]})";
const std::string secondary = R"({"message":"You have exceeded a secondary rate limit."})";
const std::string forbidden = R"({"message":"Resource not accessible by personal access token"})";

/// What GitHub can do to the call that opens a pull request, and what becomes of it.
std::vector<Row> rows()
{
    const GitHubStandIn::Script post{.method = "POST", .path = "/pulls"};
    const auto says = [&](int status, const std::string& body, std::map<std::string, std::string> headers = {}
                      ) {
        auto script = post;
        script.status = status;
        script.body = body;
        script.headers = std::move(headers);
        return script;
    };
    const auto after = [](GitHubStandIn::Script script) {
        script.applies = true;
        return script;
    };
    const auto with = [&](auto member, auto value) {
        auto script = post;
        script.*member = value;
        return script;
    };
    using Script = GitHubStandIn::Script;
    const auto soon = base::ManualClock().now() + 200s;
    const auto in_200_seconds = std::to_string(base::to_micros(soon) / 1'000'000);
    return {
        {"500", says(500, "{}"), Code::unavailable, "failed on its side"},
        {"502 with a proxy's page", says(502, "<html>"), Code::unavailable, "502"},
        {"503 with a time", says(503, "{}", {{"retry-after", "9"}}), Code::unavailable, "503", 9s},
        {"500 after success", after(says(500, "{}")), Code::unavailable, ""},
        {"the call is lost", with(&Script::drops, true), Code::unavailable, "No answer"},
        {"cut after success", after(with(&Script::drops, true)), Code::unavailable, "No answer"},
        {"cut in the middle of the answer",
         with(&Script::cut, std::optional<std::size_t>(20)),
         Code::unavailable},
        {"time-out after success", after(with(&Script::delay, 60s)), Code::unavailable, "No answer"},
        {"an answer that is no JSON", after(says(201, "{\"numb")), Code::unavailable, "broke off"},
        {"an answer of another form", after(says(201, "[]")), Code::unavailable, "unknown form"},
        {"422 exists already", after(says(422, exists))},
        {"422 exists, but is not listed yet", says(422, exists), Code::unavailable, "does not list it yet"},
        {"422 no commits", says(422, no_commits), Code::conflict, "in the base branch already", 0s, 0},
        {"422 bad head", says(422, bad_head), Code::not_found, "no branch logs", 0s, 0},
        {"422 bad base", says(422, bad_base), Code::unavailable, "base branch"},
        {"422 anything else", says(422, R"({"message":"Hm."})"), refused, "Hm.", 0s, 0},
        {"404", says(404, "{}"), refused, "GITHUB_REPO", 0s, 0},
        {"401, an expired token", says(401, "{}"), refused, "GITHUB_TOKEN", 0s, 0},
        {"403 for a permission",
         says(403, forbidden, {{"x-accepted-github-permissions", "pull_requests=write"}}),
         refused,
         "pull_requests=write",
         0s,
         0},
        {"403 for single sign-on",
         says(403, "{}", {{"x-github-sso", "required; url=https://github.test/sso"}}),
         refused,
         "single sign-on",
         0s,
         0},
        {"403 secondary with a time",
         says(403, secondary, {{"retry-after", "33"}}),
         Code::limited,
         "alone",
         33s},
        {"403 secondary with nothing", says(403, secondary), Code::limited, "alone", 60s},
        {"403 used up, reset in the past",
         says(403, "{}", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "5"}}),
         Code::limited,
         "alone",
         60s},
        {"403 used up, reset in 200 s",
         says(403, "{}", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", in_200_seconds}}),
         Code::limited,
         "alone",
         201s},  // GitHub counts in whole seconds
        {"403 used up, reset in the far future",
         says(403, "{}", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "99999999999"}}),
         Code::limited,
         "alone",
         3'700s},
        {"429", says(429, "{}", {{"retry-after", "5"}}), Code::limited, "alone", 5s},
        {"a redirect to another host",
         says(307, "{}", {{"location", "https://evil.test/repos/acme/infra/pulls"}}),
         refused,
         "GITHUB_API_URL",
         0s,
         0},
        {"a redirect that never ends",
         [&] {
             auto script = says(307, "{}", {{"location", "/repositories/1296269/pulls"}});
             script.times = 9;
             return script;
         }(),
         refused,
         "GITHUB_API_URL",
         0s,
         0},
    };
}

}  // namespace

TEST(GitHubFaults, EndAsTheTableSays)
{
    for (const auto& row : rows()) {
        SCOPED_TRACE(row.name);
        Wire wire;
        const auto proposal = wire.proposal("logs");
        wire.repository.facts();
        wire.github.script(row.script);
        if (row.script.delay > 0ms)
            wire.network.deadline = 500ms;
        if (!row.first) {
            EXPECT_EQ(wire.pulls.open(proposal).number, 1);
            EXPECT_EQ(wire.github.pulls().size(), row.pulls);
            continue;
        }
        const auto error = error_of([&] { wire.pulls.open(proposal); });
        EXPECT_EQ(error.code, *row.first) << error.message;
        EXPECT_THAT(error.message, HasSubstr(row.says));
        EXPECT_EQ(error.retry_after.value_or(0ms), row.waits);
        EXPECT_EQ((error.message + error.detail).find("github_pat"), std::string::npos);
        wire.network.deadline = 20s;
        if (base::row_of(error.code).retried) {
            wire.clock.advance(std::max<std::chrono::milliseconds>(row.waits, 10s));
            EXPECT_EQ(wire.pulls.open(proposal).number, 1);
        }
        EXPECT_EQ(wire.github.pulls().size(), row.pulls);
    }
}

TEST(GitHubFaults, ARefusalForTheLimitsStopsEverybodyAndNotOneCall)
{
    Wire wire;
    wire.pulls.open(wire.proposal("first"));
    wire.github.script(
        {.method = "POST", .status = 403, .body = secondary, .headers = {{"retry-after", "50"}}}
    );
    const auto second = wire.proposal("second");
    EXPECT_EQ(error_of([&] { wire.pulls.open(second); }).code, Code::limited);
    const auto calls = wire.github.ledger().size();
    for (const std::string name : {"third", "fourth", "fifth"}) {
        const auto error = error_of([&] { wire.pulls.open(wire.proposal(name)); });
        EXPECT_EQ(error.code, Code::limited);
        EXPECT_GT(error.retry_after.value_or(0ms), 45s);
    }
    EXPECT_EQ(wire.github.ledger().size(), calls);
    wire.clock.advance(60s);
    EXPECT_EQ(wire.pulls.open(second).state, "open");
}

TEST(GitHubFaults, ARepositoryThatWasRenamedIsFollowed)
{
    Wire wire;
    forge::GitHubRepository renamed(wire.api, wire.clock, {"acme", "before", ""});
    forge::GitHubPulls pulls(renamed, {});
    EXPECT_EQ(pulls.open(wire.proposal("logs")).number, 1);
    EXPECT_EQ(renamed.facts().full_name(), "acme/infra");
    wire.github.script(
        {.method = "POST",
         .path = "/pulls",
         .status = 307,
         .headers = {{"location", "/repositories/1296269/pulls"}}}
    );
    EXPECT_EQ(pulls.open(wire.proposal("other")).number, 2);
}

TEST(GitHubFaults, ASecondTokenThatIsRefusedIsNotTriedForEver)
{
    Wire wire;
    wire.github.tokens.clear();
    EXPECT_EQ(error_of([&] { wire.repository.check(); }).code, Code::upstream);
    EXPECT_EQ(wire.github.ledger().size(), 1U);
}

/// A page of comments, each as long as GitHub takes them, in letters of four bytes.
TEST(GitHubFaults, ALongPageIsRead)
{
    Wire wire;
    std::string comment;
    for (int i = 0; i < 65'536; ++i)
        comment += "\U0001D54F";
    const base::Value page(forge::github_page_size, {{"id", 1}, {"body", comment}});
    wire.github.script({.status = 200, .body = base::write_json(page)});
    const auto answer = wire.api.read("/repos/acme/infra/issues/1/comments", "read the comments");
    EXPECT_EQ(forge::github_body(answer).size(), forge::github_page_size);
}

TEST(GitHubFaults, NobodyThere)
{
    Wire wire;
    forge::GitHubApi api("http://127.0.0.1:1", {wire.network, wire.limits, wire.account});
    forge::GitHubRepository repository(api, wire.clock, {"acme", "infra", ""});
    EXPECT_EQ(error_of([&] { repository.facts(); }).code, Code::unavailable);
}

TEST(GitHubFaults, AnAddressThatIsNotGitHubsIsSaidSo)
{
    Wire wire;
    wire.github.script({.status = 200, .body = "<html>Welcome</html>"});
    const auto error = error_of([&] { wire.repository.check(); });
    EXPECT_EQ(error.code, Code::upstream);
    EXPECT_THAT(error.message, HasSubstr("GITHUB_API_URL"));
    for (const std::string address :
         {"", "api.github.com", "https://", "https://a@b", "https://a?b", "ftp://a"})
        EXPECT_EQ(
            error_of([&] {
                forge::GitHubApi(address, {wire.network, wire.limits, wire.account});
            }).code,
            Code::invalid
        ) << address;
}

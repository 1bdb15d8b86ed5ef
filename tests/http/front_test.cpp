#include "http/front.h"
#include "http/sample_site.h"
#include "http/target.h"

#include <gmock/gmock.h>

namespace http {
namespace {

using testing::HasSubstr;
using testing::Not;

Request
to(const std::string& method, const std::string& path, std::map<std::string, std::string> headers = {})
{
    headers.try_emplace("host", "localhost:8000");
    return {.method = method, .path = path, .headers = std::move(headers)};
}

std::string code_of(const Response& response)
{
    return base::read_json(response.body)["error"]["code"];
}

Front front_with(SampleSite& site, Access access)
{
    return Front({std::move(access), ""}, site.operations, site.metrics, {});
}

TEST(Front, AnswersTheHostNamesItHas)
{
    SampleSite site;
    const auto front =
        front_with(site, {.allowed_hosts = {"groundwork.example.org", "inner:8443"}, .cors_origins = {}});
    for (const char* host :
         {"localhost",
          "localhost:8000",
          "LOCALHOST:1",
          "127.0.0.1:8000",
          "[::1]:8000",
          "groundwork.example.org",
          "groundwork.example.org:443",
          "inner:8443"})
        EXPECT_EQ(front.answer(to("POST", "/api/v1/provision", {{"host", host}})).status, 202) << host;
}

TEST(Front, RefusesAHostNameOfSomebodyElse)
{
    SampleSite site;
    const auto front = front_with(site, {.allowed_hosts = {"inner:8443"}, .cors_origins = {}});
    for (const char* host :
         {"evil.example",
          "evil.example:8000",
          "localhost.evil.example",
          "inner:80",
          "127.0.0.1.evil.example",
          "127.0.0.1:8000@evil.example",
          "localhost:"}) {
        const auto refused = front.answer(to("POST", "/api/v1/provision", {{"host", host}}));
        EXPECT_EQ(refused.status, 403) << host;
        EXPECT_EQ(code_of(refused), "forbidden");
    }
    EXPECT_EQ(front.answer({.method = "GET", .path = "/"}).status, 400);
    EXPECT_TRUE(site.operations.received.empty());
}

TEST(Front, RefusesPagesOfOtherOrigins)
{
    SampleSite site;
    for (const char* origin :
         {"https://evil.example", "null", "http://localhost:9999", "http://localhost:8000.evil.example"}) {
        const auto refused = site.answer(to("POST", "/api/v1/provision", {{"origin", origin}}));
        EXPECT_EQ(refused.status, 403) << origin;
        EXPECT_FALSE(refused.headers.contains("Access-Control-Allow-Origin"));
    }
    EXPECT_TRUE(site.operations.received.empty());
    EXPECT_EQ(
        site.answer(to("POST", "/api/v1/provision", {{"origin", "http://localhost:8000"}})).status, 202
    );
}

TEST(Front, LetsListedOriginsIn)
{
    SampleSite site;
    const auto front =
        front_with(site, {.allowed_hosts = {}, .cors_origins = {"https://portal.example.org"}});
    const auto answered =
        front.answer(to("POST", "/api/v1/provision", {{"origin", "https://portal.example.org"}}));
    EXPECT_EQ(answered.status, 202);
    EXPECT_EQ(answered.headers.at("Access-Control-Allow-Origin"), "https://portal.example.org");
    const auto preflight = front.answer(
        to("OPTIONS",
           "/api/v1/provision",
           {{"origin", "https://portal.example.org"}, {"access-control-request-method", "POST"}})
    );
    EXPECT_EQ(preflight.status, 204);
    EXPECT_THAT(preflight.headers.at("Access-Control-Allow-Headers"), HasSubstr("Content-Type"));
    const auto foreign = front.answer(
        to("OPTIONS",
           "/api/v1/provision",
           {{"origin", "https://evil.example"}, {"access-control-request-method", "POST"}})
    );
    EXPECT_EQ(foreign.status, 403);
}

TEST(Front, HandsTheDispatcherWhatItNeeds)
{
    SampleSite site;
    auto request =
        to("POST",
           "/api/v1/provision",
           {{"authorization", "Bearer abc"}, {"idempotency-key", "k"}, {"content-type", "application/json"}});
    request.body = "{}";
    site.answer(request);
    const auto& got = site.operations.received.at(0);
    EXPECT_EQ(got.bearer, "abc");
    EXPECT_EQ(got.idempotency_key, "k");
    EXPECT_EQ(got.content_type, "application/json");
    EXPECT_EQ(got.body, "{}");
    EXPECT_EQ(got.base_url, "http://localhost:8000");
}

TEST(Front, TakesATokenAsGitsPassword)
{
    EXPECT_EQ(bearer_of(to("GET", "/", {{"authorization", "Basic eDpzZWNyZXQ="}})), "secret");
    EXPECT_EQ(bearer_of(to("GET", "/", {{"authorization", "Basic ###"}})), "");
    EXPECT_EQ(bearer_of(to("GET", "/", {{"authorization", "nonsense"}})), "");
    EXPECT_EQ(bearer_of(to("GET", "/", {{"cookie", "groundwork_token=abc"}})), "");
}

TEST(Front, NamesEveryRequestOnce)
{
    SampleSite site;
    const auto ours = site.answer(to("GET", "/")).headers.at("X-Request-Id");
    EXPECT_EQ(ours.size(), 16U);
    EXPECT_EQ(
        site.answer(to("GET", "/", {{"x-request-id", "from-the-proxy"}})).headers.at("X-Request-Id"),
        "from-the-proxy"
    );
    EXPECT_THAT(
        site.answer(to("GET", "/", {{"x-request-id", "<script>"}})).headers.at("X-Request-Id"),
        Not(HasSubstr("<"))
    );
    // The dispatcher's own name for a failure wins, because its log has it.
    const auto missing = site.answer(to("GET", "/nowhere"));
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(missing.headers.at("X-Request-Id"), "trace-of-dispatch");
}

TEST(Front, SendsSecurityHeadersWithEverything)
{
    SampleSite site;
    for (const char* path : {"/", "/nowhere", "/pulls", "/docs", "/assets/style.css"}) {
        const auto response = site.answer(to("GET", path));
        EXPECT_EQ(response.headers.at("X-Content-Type-Options"), "nosniff") << path;
        const auto& policy = response.headers.at("Content-Security-Policy");
        EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << path;
        EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'")) << path;
        EXPECT_THAT(policy, Not(HasSubstr("unsafe-eval"))) << path;
        EXPECT_TRUE(response.headers.contains("Referrer-Policy")) << path;
    }
    EXPECT_EQ(site.answer(to("GET", "/nowhere")).headers.at("Cache-Control"), "no-store");
}

TEST(Front, SaysWhichMethodsAPathKnows)
{
    SampleSite site;
    const auto wrong = site.answer(to("DELETE", "/pulls/1"));
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.headers.at("Allow"), "GET, HEAD");
    EXPECT_EQ(code_of(wrong), "invalid");
    const auto options = site.answer(to("OPTIONS", "/api/v1/provision"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.headers.at("Allow"), "POST");
    EXPECT_EQ(site.answer(to("HEAD", "/pulls")).status, 200);
}

TEST(Front, RefusesCompressedBodies)
{
    SampleSite site;
    EXPECT_EQ(site.answer(to("POST", "/api/v1/provision", {{"content-encoding", "gzip"}})).status, 415);
    EXPECT_TRUE(site.operations.received.empty());
}

TEST(Front, AnswersInTheErrorShapeWhenARouteFails)
{
    SampleSite site;
    const Front front(
        {},
        site.operations,
        site.metrics,
        {{"GET",
          "/broken",
          [](const Request&, const Captures&) -> Response { throw std::runtime_error("secret detail"); }}}
    );
    const auto response = front.answer(to("GET", "/broken"));
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(code_of(response), "internal");
    EXPECT_THAT(response.body, Not(HasSubstr("secret detail")));
}

TEST(Front, CountsByPatternAndNeverByPath)
{
    SampleSite site;
    site.answer(to("GET", "/pulls/1"));
    site.answer(to("GET", "/api/v1/pulls/7"));
    site.answer(to("GET", "/secret-of-somebody"));
    site.front().refuse(431);
    const auto text = site.metrics.text();
    EXPECT_THAT(
        text, HasSubstr(R"(http_requests_total{method="GET",route="/pulls/{number}",status="200"} 1)")
    );
    EXPECT_THAT(text, HasSubstr(R"(route="/api/v1/pulls/{number}")"));
    EXPECT_THAT(text, HasSubstr(R"(http_requests_total{method="other",route="unmatched",status="431"} 1)"));
    EXPECT_THAT(text, HasSubstr("http_request_seconds_bucket"));
    EXPECT_THAT(text, Not(HasSubstr("secret-of-somebody")));
}

TEST(Target, IsDecodedStrictly)
{
    EXPECT_EQ(read_target("/a%20b/c?x=1%262&y=a+b")->path, "/a b/c");
    EXPECT_EQ(
        read_target("/a?x=1%262&y=a+b")->query,
        (std::map<std::string, std::string>{{"x", "1&2"}, {"y", "a b"}})
    );
    EXPECT_EQ(read_target("http://localhost:8000/a?b=c")->path, "/a");
    EXPECT_EQ(read_target("http://localhost:8000")->path, "/");
    for (const char* bad : {"/%", "/%0", "/%00", "/a%0ab", "/%c0%af", "/%ff", "/?a=%00", "/?a=%e2%80%ae"})
        EXPECT_FALSE(read_target(bad)) << bad;
}

TEST(Target, MatchesPatternsSegmentBySegment)
{
    EXPECT_EQ(match("/pulls/{number}", "/pulls/7"), (std::map<std::string, std::string>{{"number", "7"}}));
    EXPECT_TRUE(match("/", "/"));
    for (const char* path :
         {"/pulls", "/pulls/", "/pulls/7/", "/pulls/7/8", "//pulls/7", "/Pulls/7", "/../pulls/7"})
        EXPECT_FALSE(match("/pulls/{number}", path)) << path;
}

TEST(Target, FindsACookieByItsWholeName)
{
    EXPECT_EQ(find_cookie("a=1; token=two; xtoken=3", "token"), "two");
    EXPECT_EQ(find_cookie("xtoken=3; tokenx=4", "token"), "");
}

}  // namespace
}  // namespace http

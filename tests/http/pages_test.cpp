#include "base/files.h"
#include "http/markdown.h"
#include "http/sample_site.h"

#include <gmock/gmock.h>

#include <iostream>
#include <regex>

namespace http {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The form token and the cookie that a page handed out.
std::pair<std::string, std::string> form_of(const Response& page)
{
    std::smatch found;
    std::regex_search(page.body, found, std::regex("name=\"form_token\" value=\"([0-9a-f]+)\""));
    const auto cookie = page.headers.contains("Set-Cookie") ? page.headers.at("Set-Cookie") : "";
    return {"form_token=" + found[1].str(), cookie.substr(0, cookie.find(';'))};
}

/// No markup of a hostile text is left: every "<" of it is escaped.
void expect_harmless(const Response& page)
{
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
    for (const char* markup :
         {"<script>alert", "<img src", "onerror=\"alert(1)\">", "href=\"javascript:", "<b>bold", "<old>"})
        EXPECT_THAT(page.body, Not(HasSubstr(markup)));
    EXPECT_THAT(page.headers.at("Content-Security-Policy"), HasSubstr("img-src 'self'"));
    EXPECT_THAT(page.headers.at("Content-Security-Policy"), Not(HasSubstr("script-src")));
}

TEST(Pages, ShowHostileWordsAsWords)
{
    const SampleSite site;
    for (const char* path : {"/pulls", "/pulls/1", "/requests", "/requests/req-0123456789ab", "/redoc"}) {
        SCOPED_TRACE(path);
        const auto page = site.get(path);
        EXPECT_EQ(page.status, 200);
        expect_harmless(page);
    }
    EXPECT_THAT(site.get("/pulls").body, HasSubstr("&lt;script&gt;alert("));
    expect_harmless(site.get("/requests/<script>alert(1)"));
    expect_harmless(site.get("/pulls/<script>alert(1)"));
}

TEST(Pages, ListPullRequestsByState)
{
    const SampleSite site;
    const auto open = site.get("/pulls");
    EXPECT_THAT(open.body, HasSubstr("href=\"/pulls/1\""));
    EXPECT_THAT(open.body, HasSubstr("href=\"/pulls?state=open&amp;cursor=a%26b\""));
    EXPECT_THAT(site.get("/pulls", "", {{"state", "merged"}}).body, HasSubstr("No merged pull request."));
    EXPECT_THAT(site.get("/pulls", "", {{"state", "\"><script>"}}).body, Not(HasSubstr("<script>")));
}

TEST(Pages, ShowAPullRequestWithItsDiff)
{
    const SampleSite site;
    const auto body = site.get("/pulls/1").body;
    EXPECT_THAT(body, HasSubstr("<table>"));
    EXPECT_THAT(body, HasSubstr("type=\"checkbox\""));
    EXPECT_THAT(body, HasSubstr("<del>public</del>"));
    EXPECT_THAT(
        body,
        HasSubstr("<tr class=\"removed\"><td class=\"number\">3</td><td class=\"number\"></td><td "
                  "class=\"code\">-  allocated_storage = 20</td></tr>")
    );
    EXPECT_THAT(
        body,
        HasSubstr("<tr class=\"added\"><td class=\"number\"></td><td class=\"number\">3</td><td "
                  "class=\"code\">+  allocated_storage = var.storage_gb</td></tr>")
    );
    EXPECT_THAT(
        body, HasSubstr("<td class=\"number\">5</td><td class=\"number\">7</td><td class=\"code\">   engine")
    );
    EXPECT_THAT(body, Not(HasSubstr("diff --git")));
}

TEST(Pages, MergeAndCloseWithTheFormsToken)
{
    SampleSite site;
    const auto [token, cookie] = form_of(site.get("/pulls/1"));
    const auto merged = site.post("/pulls/1/merge", token, cookie);
    EXPECT_EQ(merged.status, 303);
    EXPECT_EQ(merged.headers.at("Location"), "/pulls/1?done=merged");
    EXPECT_EQ(site.post("/pulls/1/close", token, cookie).status, 303);
    EXPECT_EQ(site.done, (std::vector<std::string>{"merge 1", "close 1"}));
    EXPECT_THAT(site.get("/pulls/1", cookie, {{"done", "merged"}}).body, HasSubstr("was merged"));
}

TEST(Pages, DoNothingWithoutTheFormsToken)
{
    SampleSite site;
    const auto [token, cookie] = form_of(site.get("/pulls/1"));
    const auto [others_token, others_cookie] = form_of(site.get("/pulls/1"));
    const std::string zeros = "groundwork_visitor=" + std::string(32, '0');
    EXPECT_NE(cookie, others_cookie);
    EXPECT_EQ(site.post("/pulls/1/merge", "", cookie).status, 403);
    EXPECT_EQ(site.post("/pulls/1/merge", token, "").status, 403);
    EXPECT_EQ(site.post("/pulls/1/merge", others_token, cookie).status, 403);
    EXPECT_EQ(site.post("/pulls/1/merge", token, zeros).status, 403);
    EXPECT_EQ(site.post("/pulls/1/merge", "form_token=" + std::string(64, '0'), cookie).status, 403);
    EXPECT_EQ(SampleSite().post("/pulls/1/merge", token, cookie).status, 403) << "another process's token";
    auto as_json = Request{
        .method = "POST",
        .path = "/pulls/1/merge",
        .headers = {{"host", "localhost"}, {"cookie", cookie}, {"content-type", "application/json"}},
        .body = token};
    EXPECT_EQ(site.answer(as_json).status, 400);
    EXPECT_TRUE(site.done.empty());
}

TEST(Pages, KeepTheFormsCookieFromScriptsAndOtherSites)
{
    const SampleSite site;
    const auto cookie = site.get("/pulls/1").headers.at("Set-Cookie");
    EXPECT_THAT(cookie, HasSubstr("; HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("; SameSite=Strict"));
}

TEST(Pages, ShowWhyNot)
{
    SampleSite site;
    EXPECT_EQ(site.get("/pulls/2").status, 404);
    EXPECT_THAT(site.get("/pulls/2").body, HasSubstr("There is no such thing."));
    EXPECT_EQ(site.get("/pulls/0").status, 404);
    EXPECT_EQ(site.get("/pulls/1x").status, 404);
    EXPECT_EQ(site.get("/requests/req-none").status, 404);
}

TEST(Pages, AskForATokenAndKeepIt)
{
    SampleSite site("s3cret token");
    const auto away = site.get("/pulls/1");
    EXPECT_EQ(away.status, 303);
    EXPECT_EQ(away.headers.at("Location"), "/login?next=%2Fpulls%2F1");
    const auto [token, cookie] = form_of(site.get("/login", "", {{"next", "/pulls/1"}}));
    EXPECT_EQ(site.post("/login", token + "&token=wrong&next=/pulls/1", cookie).status, 403);
    EXPECT_EQ(site.post("/login", "token=s3cret+token", cookie).status, 403) << "without the form's token";
    const auto in = site.post("/login", token + "&token=s3cret+token&next=/pulls/1", cookie);
    EXPECT_EQ(in.status, 303);
    EXPECT_EQ(in.headers.at("Location"), "/pulls/1");
    const auto kept = in.headers.at("Set-Cookie");
    EXPECT_THAT(kept, HasSubstr("; HttpOnly; SameSite=Strict"));
    const auto both = cookie + "; " + kept.substr(0, kept.find(';'));
    EXPECT_EQ(site.get("/pulls/1", both).status, 200);
    EXPECT_THAT(site.get("/pulls/1", both).body, HasSubstr("Sign out"));
    const auto out = site.post("/logout", token, both);
    EXPECT_THAT(out.headers.at("Set-Cookie"), HasSubstr("Max-Age=0"));
}

TEST(Pages, LeadNowhereElseAfterSigningIn)
{
    const SampleSite site;
    for (const char* next :
         {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"}) {
        const auto page = site.get("/login", "", {{"next", next}});
        EXPECT_THAT(page.body, HasSubstr("name=\"next\" value=\"/pulls\"")) << next;
    }
}

TEST(Pages, FollowARequestUntilItIsOver)
{
    SampleSite site;
    const auto over = site.get("/requests/req-0123456789ab");
    EXPECT_FALSE(over.headers.contains("Refresh"));
    EXPECT_THAT(over.body, HasSubstr("request: “Postgres”"));
    EXPECT_THAT(over.body, HasSubstr("How large shall it be?"));
    site.operations.verbs["requests.status"] = [](const base::Value&, const std::string&) {
        auto running = sample_request();
        running["status"] = "parsing";
        running["completed_at"] = nullptr;
        running["pr_url"] = "javascript:alert(1)";
        return operations::Answer{200, running, {}};
    };
    const auto running = site.get("/requests/req-0123456789ab");
    EXPECT_EQ(running.headers.at("Refresh"), "3");
    expect_harmless(running);
}

/// A site whose request waits for answers, and takes every one but "wrong".
class AnswerForm : public testing::Test {
protected:
    AnswerForm()
    {
        site.operations.verbs["requests.status"] = [](const base::Value&, const std::string&) {
            return operations::Answer{200, sample_question(), {}};
        };
        site.operations.verbs["requests.answer"] = [this](const base::Value& input, const std::string&) {
            sent.push_back(input);
            for (const auto& [id, answer] : input.at("answers").items())
                if (answer == "wrong")
                    return operations::Answer{
                        400,
                        operations::error_body(
                            {base::Code::invalid,
                             "There is a problem.",
                             std::vector<base::Problem>{
                                 {"/answers/" + base::pointer_token(id), "That <b>is wrong."}}},
                            "trace"
                        ),
                        {}};
            return operations::Answer{202, sample_question(), {}};
        };
    }

    Response send(const std::string& fields)
    {
        const auto [token, cookie] = form_of(site.get("/requests/req-0123456789ab"));
        return site.post("/requests/req-0123456789ab/answers", token + fields, cookie);
    }

    SampleSite site;
    std::vector<base::Value> sent;
};

TEST_F(AnswerForm, HasAFieldForEachQuestionAndStandsStill)
{
    const auto page = site.get("/requests/req-0123456789ab");
    EXPECT_FALSE(page.headers.contains("Refresh")) << "it would take away what is being typed";
    expect_harmless(page);
    for (const char* part :
         {"<form method=\"post\" action=\"/requests/req-0123456789ab/answers\">",
          "<label for=\"answer.size\">How large shall it be? &lt;b&gt;",
          "<select id=\"answer.size\" name=\"answer.size\">",
          "<option>large</option>",
          "name=\"answer.0.na&quot;me\""})
        EXPECT_THAT(page.body, HasSubstr(part));
}

TEST_F(AnswerForm, SendsWhatWasTypedAndGoesBackToTheRequest)
{
    const auto answered = send("&answer.size=large&answer.0.na%22me=+my+orders+&other=x");
    EXPECT_EQ(answered.status, 303);
    EXPECT_EQ(answered.headers.at("Location"), "/requests/req-0123456789ab");
    send("&answer.size=&answer.0.na%22me=orders");
    EXPECT_EQ(
        sent,
        (std::vector<base::Value>{
            {{"id", "req-0123456789ab"}, {"answers", {{"size", "large"}, {"0.na\"me", "my orders"}}}},
            {{"id", "req-0123456789ab"}, {"answers", {{"0.na\"me", "orders"}}}}})
    );
}

TEST_F(AnswerForm, ShowsAProblemBesideItsFieldAndKeepsWhatWasTyped)
{
    const auto page = send("&answer.size=large&answer.0.na%22me=wrong");
    EXPECT_EQ(page.status, 400);
    expect_harmless(page);
    for (const char* part :
         {"<p class=\"problem\" id=\"answer.0.na&quot;me.problem\">That &lt;b&gt;is wrong.</p>",
          "value=\"wrong\" id=\"answer.0.na&quot;me\" name=\"answer.0.na&quot;me\" aria-invalid=\"true\" "
          "aria-describedby=\"answer.0.na&quot;me.problem\"",
          "<option selected>large</option>"})
        EXPECT_THAT(page.body, HasSubstr(part));
    EXPECT_THAT(page.body, Not(HasSubstr("answer.size.problem")));
}

TEST_F(AnswerForm, WantsOneAnswerAtLeast)
{
    const auto page = send("&answer.size=&answer.0.na%22me=+");
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body, HasSubstr("role=\"alert\">Answer at least one question."));
    EXPECT_TRUE(sent.empty());
}

TEST_F(AnswerForm, ShowsARefusalAsAPage)
{
    site.operations.verbs["requests.answer"] = [](const base::Value&, const std::string&) {
        return TwoOperations::refused(base::Code::conflict, "It is completed already.");
    };
    const auto page = send("&answer.size=large");
    EXPECT_EQ(page.status, 409);
    EXPECT_THAT(page.body, HasSubstr("It is completed already."));
}

TEST_F(AnswerForm, SendsNothingWithoutItsToken)
{
    const auto page = site.post("/requests/req-0123456789ab/answers", "answer.size=large", "");
    EXPECT_EQ(page.status, 403);
    EXPECT_TRUE(sent.empty());
}

TEST(Root, IsJsonForProgramsAndAPageForBrowsers)
{
    const SampleSite site;
    for (const char* accept : {"", "*/*", "application/json"}) {
        const auto json =
            site.answer({.method = "GET", .path = "/", .headers = {{"host", "localhost"}, {"accept", accept}}}
            );
        EXPECT_EQ(
            base::read_json(json.body),
            base::Value(
                {{"name", "groundwork"},
                 {"version", "1.2.3"},
                 {"docs", "/docs"},
                 {"health", "/api/v1/health"}}
            )
        );
    }
    EXPECT_THAT(site.get("/").body, HasSubstr("href=\"/pulls\""));
}

TEST(Documentation, IsServedFromTheFolderAlone)
{
    SampleSite site;
    const auto missing = documentation_routes({"1", "/nowhere"}, site.operations, site.metrics);
    const Front front({}, site.operations, site.metrics, missing);
    const auto page = front.answer({.method = "GET", .path = "/docs", .headers = {{"host", "localhost"}}});
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("not installed"));
    EXPECT_EQ(
        front.answer({.method = "GET", .path = "/docs/swagger-ui.css", .headers = {{"host", "localhost"}}}
        ).status,
        404
    );
    EXPECT_EQ(site.get("/docs/../../etc/passwd").status, 404);
    EXPECT_EQ(site.get("/docs/").headers.at("Location"), "/docs");
    EXPECT_EQ(site.get("/redoc/").headers.at("Location"), "/redoc");
    EXPECT_EQ(base::read_json(site.get("/openapi.json").body), site.operations.document);
    EXPECT_THAT(site.get("/metrics").body, HasSubstr("http_requests_total"));
}

TEST(Documentation, SendsTheViewersFilesWhole)
{
    SampleSite site;
    const auto folder = std::filesystem::path(testing::TempDir()) / "swagger-files";
    std::filesystem::create_directories(folder);
    const std::string script(40'000, 'x');
    base::write_file(folder / "swagger-ui-bundle.js", script);
    const Front front(
        {}, site.operations, site.metrics, documentation_routes({"1", folder}, site.operations, site.metrics)
    );
    const auto response = front.answer(
        {.method = "GET", .path = "/docs/swagger-ui-bundle.js", .headers = {{"host", "localhost"}}}
    );
    ASSERT_TRUE(response.stream);
    std::string sent;
    response.stream([&](std::string_view piece) {
        sent += piece;
        return true;
    });
    EXPECT_EQ(sent, script);
    std::filesystem::remove_all(folder);
}

TEST(Documentation, ReadsTheWholeDocumentAloud)
{
    const SampleSite site;
    const auto body = site.get("/redoc").body;
    for (const char* words :
         {"Turn a sentence into a pull request.",
          "/api/v1/requests/{id}/status",
          "integer 0..55 (0)",
          "string or null",
          "What was wrong",
          "-d &#39;{&quot;request&quot;:&quot;Dana&#39;\\&#39;&#39;s production Postgres&quot;",
          "id=\"pulls.merge\""})
        EXPECT_THAT(body, HasSubstr(words));
}

TEST(Markdown, LeavesOutRawHtmlAndDangerousLinks)
{
    const auto html = markdown("x <script>y</script> [a](javascript:b) [c](data:text/html,d) <b "
                               "onclick=e>f</b> [g](vbscript:h) ![j](https://k.example/l.png) **i**")
                          .text();
    EXPECT_THAT(html, HasSubstr("<strong>i</strong>"));
    for (const char* bad : {"<script", "javascript:", "data:", "onclick", "vbscript:", "<img"})
        EXPECT_THAT(html, Not(HasSubstr(bad)));
}

TEST(Markdown, TurnsImagesIntoLinks)
{
    EXPECT_EQ(
        markdown("![a *b* ![c](/d.png)](https://e.example/f.png)").text().find("<img"), std::string::npos
    );
    EXPECT_THAT(
        markdown("![a](https://e.example/f.png)").text(),
        HasSubstr("<a href=\"https://e.example/f.png\">a</a>")
    );
}

TEST(Markdown, SurvivesDeepNestingAndBrokenText)
{
    EXPECT_FALSE(markdown(std::string(50'000, '>')).empty());
    EXPECT_FALSE(markdown(std::string(50'000, '[')).empty());
    EXPECT_FALSE(markdown("\xff\xfe \xc3").empty());
}

}  // namespace
}  // namespace http

#include "base/random.h"
#include "server/github_app.h"

#include <gtest/gtest.h>

namespace {

const base::Secret secret("It's a Secret to Everybody");

std::string signature_of(const std::string& body)
{
    return "sha256=" + base::hmac_sha256_hex(secret, body);
}

base::HttpAnswer
send(support::RunningApp& app, const std::string& body, const std::string& signature, const std::string& id)
{
    return app.ask(
        "POST",
        "/api/v1/webhooks/github",
        {{"content-type", "application/json"}, {"x-hub-signature-256", signature}, {"x-github-delivery", id}},
        body
    );
}

bool is_replayed(const base::HttpAnswer& answer)
{
    EXPECT_EQ(answer.status, 202) << answer.body;
    return answer.headers.contains("idempotent-replayed");
}

class Webhooks : public testing::Test {
protected:
    base::HttpAnswer deliver(const std::string& body, const std::string& signature, const std::string& id)
    {
        return send(app_, body, signature, id);
    }

    support::RunningApp app_{{{"github_webhook_secret", secret.reveal()}}};
    const std::string body_ =
        R"({"action": "closed", "pull_request": {"number": 7, "merged": true}, "repository": {"html_url": "https://github.com/acme/infrastructure"}})";
};

TEST_F(Webhooks, AreSignedAsGitHubDocuments)
{
    EXPECT_EQ(
        base::hmac_sha256_hex(secret, "Hello, World!"),
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    );
}

TEST_F(Webhooks, AreTakenWithTheRightSignatureOnly)
{
    EXPECT_EQ(deliver(body_, signature_of(body_), "1").status, 202);
    EXPECT_EQ(deliver(body_ + " ", signature_of(body_), "2").status, 401);
    EXPECT_EQ(deliver(body_, "", "3").status, 401);
    EXPECT_EQ(deliver(body_, signature_of(body_).substr(7), "4").status, 401);
}

TEST_F(Webhooks, AreProvenBeforeTheyAreRead)
{
    EXPECT_EQ(deliver("{not json", "sha256=0", "1").status, 401);
    EXPECT_EQ(deliver("{not json", signature_of("{not json"), "2").status, 400);
}

TEST_F(Webhooks, ThatWakeNobodyAreNotRemembered)
{
    EXPECT_FALSE(is_replayed(deliver(body_, signature_of(body_), "same")));
    EXPECT_FALSE(is_replayed(deliver(body_, signature_of(body_), "same")));
}

TEST_F(Webhooks, AloneHaveADeliverysId)
{
    const base::Value body{{"request", "staging S3 bucket for logs"}, {"requester", "jane"}};
    const auto ask = [&] {
        return base::read_json(app_.post("/api/v1/provision", body, {{"x-github-delivery", "same"}}).body);
    };
    EXPECT_NE(ask().at("request_id"), ask().at("request_id"));
}

TEST_F(Webhooks, OfManyKindsArePutUpWith)
{
    const std::vector<std::pair<std::string, int>> deliveries{
        {R"({"zen": "Design for failure.", "hook_id": 1})", 202},
        {R"({"check_run": {"pull_requests": [{"number": 1}, 2, null, {"number": "x"}]}})", 202},
        {R"({"check_suite": {"pull_requests": 7}})", 202},
        {R"({"issue": {"number": 9007199254740993}, "repository": {}})", 202},
        {R"({"check_run": [], "check_suite": null, "pull_request": {"number": null}, "repository": null})",
         202},
        {R"({"issue": {"number": "7"}, "repository": {"html_url": 7, "id": "x"}})", 202},
        {R"({"branches": [{"name": "main"}, {"name": 7}, null, "main"]})", 202},
        {R"([1])", 400}};
    int id = 0;
    for (const auto& [body, status] : deliveries)
        EXPECT_EQ(deliver(body, signature_of(body), std::to_string(++id)).status, status) << body;
}

/// With a pull request that is followed.
class WebhooksOfAPullRequest : public GitHubApp {
protected:
    void SetUp() override
    {
        GitHubApp::SetUp();
        if (IsSkipped())
            return;
        app_ = std::make_unique<support::RunningApp>(flags_with_webhooks(secret.reveal()));
        branch_ = app_->provision(bucket()).at("branch_name");
    }

    /// How many requests it wakes.
    int deliver(base::Value delivery)
    {
        delivery["repository"] = {{"html_url", host_->github.url}};
        return GitHubApp::deliver(*app_, delivery, secret.reveal());
    }

    std::unique_ptr<support::RunningApp> app_;
    std::string branch_;
};

/// GitHub leaves out pull requests that it does not know of yet.
TEST_F(WebhooksOfAPullRequest, WakeByTheBranchWhereNoPullRequestIsNamed)
{
    const auto none = base::Value::array();
    const auto suite_of = [&](const std::string& branch) -> base::Value {
        return {{"head_branch", branch}, {"pull_requests", none}};
    };
    for (const auto& [branch, woken] : std::map<std::string, int>{{branch_, 1}, {"main", 0}}) {
        EXPECT_EQ(deliver({{"check_suite", suite_of(branch)}}), woken);
        EXPECT_EQ(
            deliver({{"check_run", {{"check_suite", suite_of(branch)}, {"pull_requests", none}}}}), woken
        );
    }
}

TEST_F(WebhooksOfAPullRequest, ThatComeTwiceAreOne)
{
    const auto body = base::write_json(
        {{"pull_request", {{"number", 1}}}, {"repository", {{"html_url", host_->github.url}}}}
    );
    EXPECT_FALSE(is_replayed(send(*app_, body, signature_of(body), "same")));
    EXPECT_TRUE(is_replayed(send(*app_, body, signature_of(body), "same")));
    const auto of_another_hook = base::replaced(body, "{\"number\"", "{\"id\":5,\"number\"");
    EXPECT_FALSE(is_replayed(send(*app_, of_another_hook, signature_of(of_another_hook), "same")));
}

TEST(WebhooksWithoutASecret, AreNotTaken)
{
    support::RunningApp app;
    const auto answer = app.post("/api/v1/webhooks/github", base::Value::object());
    EXPECT_EQ(answer.status, 404);
    EXPECT_THAT(answer.body, testing::HasSubstr("GITHUB_WEBHOOK_SECRET"));
}

}  // namespace

#include "base/text.h"
#include "identity/tokens.h"
#include "support/running_app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace {

using base::Value;
using testing::HasSubstr;

class HttpContract : public testing::Test {
protected:
    support::RunningApp app;
};

TEST_F(HttpContract, RootAndHealthHaveTheirShapes)
{
    const auto root = app.get_json("/");
    EXPECT_EQ(root["name"], "groundwork");
    EXPECT_EQ(root["docs"], "/docs");
    const auto health = app.get_json("/api/v1/health");
    EXPECT_EQ(health["status"], "healthy");
    EXPECT_EQ(health["checks"]["api"], "healthy");
    EXPECT_EQ(health["checks"]["claude"], "not configured");
    EXPECT_EQ(health["checks"]["github"], "not configured");
}

TEST_F(HttpContract, ASentenceBecomesAPullRequest)
{
    const auto accepted = app.post(
        "/api/v1/provision", {{"request", "staging S3 bucket for logs"}, {"requester", "jane@example.com"}}
    );
    ASSERT_EQ(accepted.status, 202);
    const auto body = base::read_json(accepted.body);
    EXPECT_EQ(body["status"], "queued");
    EXPECT_EQ(body["message"], "Request queued for processing");
    EXPECT_THAT(body["request_id"].get<std::string>(), testing::MatchesRegex("req-[0-9a-f]{12}"));

    const auto status = app.settled(body["request_id"]);
    EXPECT_EQ(status["status"], "completed") << status.dump(2);
    EXPECT_EQ(status["requirements"]["resource_type"], "s3");
    EXPECT_EQ(status["requirements"]["resource_name"], "logs-bucket");
    EXPECT_EQ(status["requirements"]["environment"], "staging");
    EXPECT_EQ(status["pr_number"], 1);
    EXPECT_EQ(status["pr_state"], "open");
    EXPECT_THAT(status["branch_name"].get<std::string>(), HasSubstr("groundwork/staging-s3-logs-bucket-"));
    EXPECT_THAT(status["created_at"].get<std::string>(), testing::MatchesRegex("20[0-9-]+T[0-9:.]+Z"));
}

TEST_F(HttpContract, DryRunAndProvisionGiveByteIdenticalFiles)
{
    const Value body{
        {"request", "production Postgres and a Redis for checkout, and a bucket for its exports"},
        {"requester", "jane"},
        {"team", "payments"}};
    const auto preview = base::read_json(app.post("/api/v1/dry-run", body).body);
    ASSERT_EQ(preview["outcome"], "spec") << preview.dump(2);
    EXPECT_EQ(preview["resources"].size(), 3U);
    EXPECT_EQ(preview["terraform_files"], preview["resources"][0]["files"]);
    const auto status = app.provision(body);
    ASSERT_EQ(status["status"], "completed") << status.dump(2);
    const auto diff = app.get_json("/api/v1/pulls/1/diff");
    std::map<std::string, std::string> committed;
    for (const auto& file : diff["files"]) {
        std::string text;
        for (const auto& line : base::split(file["patch"].get<std::string>(), '\n'))
            if (line.starts_with('+'))
                text += line.substr(1) + "\n";
        committed[file["path"]] = text;
    }
    std::map<std::string, std::string> previewed;
    for (const auto& resource : preview["resources"])
        for (const auto& [name, text] : resource["files"].items())
            previewed[resource["directory"].get<std::string>() + "/" + name] = text;
    EXPECT_EQ(committed, previewed);
}

TEST_F(HttpContract, DryRunAndThePullRequestEstimateTheSameCost)
{
    const Value body{{"request", "production Postgres for payments and a dev cache for search"}};
    const auto preview = base::read_json(app.post("/api/v1/dry-run", body).body);
    ASSERT_EQ(preview["resources"].size(), 2U) << preview.dump(2);
    const auto& database = preview["resources"][0].at("cost");
    // 2 × 730 × 0.065 + 2 × 100 × 0.115 + 1.00 + 0.40
    EXPECT_EQ(database["monthly"], "119.30") << database.dump(2);
    EXPECT_EQ(database["complete"], true);
    EXPECT_EQ(database["lines"][0]["how"], "2 × 730 h × $0.065");
    // 730 × 0.0256
    EXPECT_EQ(preview["resources"][1].at("cost")["monthly"], "18.69");
    const auto status = app.provision(body);
    ASSERT_EQ(status["status"], "completed") << status.dump(2);
    const auto pull = app.get_json("/api/v1/pulls/1");
    EXPECT_THAT(
        pull["body"].get<std::string>(),
        HasSubstr(
            "## Cost\n\nEstimated: $137.99 / month (us-east-1 list prices of 2026-10, on-demand, without "
            "traffic)\n"
        )
    );
}

TEST_F(HttpContract, ATypeTellsWhatIsPaidFor)
{
    const auto cost = app.get_json("/api/v1/catalog/rds")["cost"];
    EXPECT_EQ(
        cost["lines"][0],
        (Value{{"what", "Database server"}, {"price", "$0.032 to $0.065 per hour"}, {"by_use", false}})
    );
    EXPECT_THAT(cost["note"].get<std::string>(), HasSubstr("Multi-AZ"));
}

TEST_F(HttpContract, DryRunWritesNothing)
{
    app.post("/api/v1/dry-run", {{"request", "staging S3 bucket for logs"}});
    EXPECT_EQ(app.get_json("/api/v1/requests")["count"], 0);
    EXPECT_EQ(app.get_json("/api/v1/pulls")["count"], 0);
}

TEST_F(HttpContract, APreviewCanBeProvisionedExactlyAsTypedResources)
{
    const auto preview = base::read_json(
        app.post("/api/v1/dry-run", {{"request", "staging S3 bucket for logs with versioning"}}).body
    );
    const auto& resource = preview["resources"][0];
    const Value typed{
        {"resources",
         {{{"resource_type", resource["resource_type"]},
           {"resource_name", resource["resource_name"]},
           {"environment", resource["environment"]},
           {"parameters", resource["parameters"]}}}}};
    const auto again = base::read_json(app.post("/api/v1/dry-run", typed).body);
    EXPECT_EQ(again["parsed_requirements"], preview["parsed_requirements"]) << again.dump(2);
    EXPECT_EQ(again["resources"][0]["sources"]["versioning"]["from"], "caller");
    EXPECT_EQ(app.provision(typed)["status"], "completed");
}

TEST_F(HttpContract, AnExplicitEnvironmentBeatsTheWords)
{
    const auto preview =
        base::read_json(app.post(
                               "/api/v1/dry-run",
                               {{"request", "staging S3 bucket for logs"}, {"environment", "production"}}
        ).body);
    EXPECT_EQ(preview["parsed_requirements"]["environment"], "prod");
    EXPECT_EQ(preview["directory"], "terraform/prod/s3/logs-bucket");
}

TEST_F(HttpContract, ARefusedRequestFailsWithTheRule)
{
    const auto status =
        app.provision({{"request", "a public staging S3 bucket for logs"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "failed");
    EXPECT_EQ(status["refusal"]["reason"], "no-public-access");
    EXPECT_EQ(status["error"], status["refusal"]["message"]);
    EXPECT_EQ(app.get_json("/api/v1/pulls")["count"], 0);
}

TEST_F(HttpContract, AnUnclearRequestFailsWithItsQuestionsOrWaitsWhereAsked)
{
    const Value body{{"request", "a staging S3 bucket"}, {"requester", "jane"}};
    const auto failed = app.provision(body);
    EXPECT_EQ(failed["status"], "failed");
    ASSERT_EQ(failed["questions"].size(), 1U) << failed.dump(2);
    EXPECT_EQ(failed["questions"][0]["id"], "resource_name");

    auto asking = body;
    asking["ask"] = true;
    const auto waiting = app.provision(asking);
    EXPECT_EQ(waiting["status"], "needs_input");
    const auto path = "/api/v1/requests/" + waiting["request_id"].get<std::string>();
    EXPECT_EQ(app.post(path + "/answers", {{"answers", {{"colour", "red"}}}}).status, 400);
    EXPECT_EQ(app.post(path + "/answers", {{"answers", {{"resource_name", "invoices"}}}}).status, 202);
    const auto done = app.settled(waiting["request_id"]);
    EXPECT_EQ(done["status"], "completed") << done.dump(2);
    EXPECT_EQ(done["requirements"]["resource_name"], "invoices");
    EXPECT_EQ(app.post(path + "/answers", {{"answers", {{"resource_name", "other"}}}}).status, 409);
}

TEST_F(HttpContract, AnAnswerThatDoesNotFitIsAskedForAgain)
{
    const auto waiting =
        app.provision({{"request", "a staging S3 bucket"}, {"requester", "jane"}, {"ask", true}});
    const auto path = "/api/v1/requests/" + waiting["request_id"].get<std::string>();
    for (const Value& wrong : {Value(5), Value("../../x"), Value("")}) {
        app.post(path + "/answers", {{"answers", {{"resource_name", wrong}}}});
        EXPECT_EQ(app.settled(waiting["request_id"])["status"], "needs_input") << wrong;
    }
    app.post(path + "/answers", {{"answers", {{"resource_name", "invoices"}}}});
    EXPECT_EQ(app.settled(waiting["request_id"])["status"], "completed");
}

TEST_F(HttpContract, WhatAResourceCannotHaveCanBeGivenUp)
{
    Value body{{"request", "redis with 2 GB memory for chat in dev"}};
    const auto asked = base::read_json(app.post("/api/v1/dry-run", body).body);
    ASSERT_EQ(asked["outcome"], "needs_input");
    ASSERT_EQ(asked["questions"][0]["id"], "unsupported");
    body["answers"] = {{"unsupported", "yes"}};
    EXPECT_EQ(base::read_json(app.post("/api/v1/dry-run", body).body)["outcome"], "spec");
}

TEST_F(HttpContract, EmptyFieldsAndReferencesOfAPortalAreTaken)
{
    const auto preview = base::read_json(app.post(
                                                "/api/v1/dry-run",
                                                {{"request", "staging queue"},
                                                 {"service", "component:default/payments_api"},
                                                 {"team", ""},
                                                 {"environment", ""},
                                                 {"requester", "user:default/jane"}}
    ).body);
    ASSERT_EQ(preview["outcome"], "spec") << preview.dump(2);
    EXPECT_EQ(preview["parsed_requirements"]["service"], "payments-api");
    EXPECT_EQ(preview["parsed_requirements"]["resource_name"], "payments-api-queue");
    EXPECT_EQ(preview["parsed_requirements"]["tags"]["Owner"], "jane");
}

/// The requester stands in the commit's message.
TEST_F(HttpContract, ARequesterMentionsNobodyElse)
{
    const auto status_for = [&](const std::string& requester) {
        const Value body{{"request", "staging queue for orders"}, {"requester", requester}};
        return app.post("/api/v1/dry-run", body).status;
    };
    for (const auto* fine : {"jane", "jane@example.com", "user:default/jane.d+x@example.com"})
        EXPECT_EQ(status_for(fine), 200) << fine;
    for (const auto* bad : {"a:@acme/team", "a/@b", "a@@b", "@a", "a.@b"})
        EXPECT_EQ(status_for(bad), 400) << bad;
}

TEST_F(HttpContract, ACancelledRequestFailsAndSaysSo)
{
    const auto waiting =
        app.provision({{"request", "a staging S3 bucket"}, {"requester", "jane"}, {"ask", true}});
    const auto path = "/api/v1/requests/" + waiting["request_id"].get<std::string>();
    EXPECT_EQ(app.post(path + "/cancel", Value::object()).status, 202);
    const auto status = app.get_json(path + "/status");
    EXPECT_EQ(status["status"], "failed");
    EXPECT_THAT(status["error"].get<std::string>(), HasSubstr("cancelled"));
    EXPECT_EQ(app.post(path + "/cancel", Value::object()).status, 409);
}

TEST_F(HttpContract, TheSameKeyAndBodyAnswerTheSameRequest)
{
    const Value body{{"request", "staging S3 bucket for logs"}, {"requester", "jane"}};
    const std::map<std::string, std::string> key{{"idempotency-key", "k1"}};
    const auto first = app.post("/api/v1/provision", body, key);
    const auto second = app.post("/api/v1/provision", body, key);
    EXPECT_EQ(second.status, 202);
    EXPECT_EQ(first.body, second.body);
    auto other = body;
    other["requester"] = "joe";
    EXPECT_EQ(app.post("/api/v1/provision", other, key).status, 409);
    EXPECT_EQ(app.get_json("/api/v1/requests")["count"], 1);
}

TEST_F(HttpContract, FiftyParallelUsesOfOneKeyMakeOneRequest)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i)
        threads.emplace_back([this] {
            app.post(
                "/api/v1/provision",
                {{"request", "staging S3 bucket for logs"}, {"requester", "jane"}},
                {{"idempotency-key", "k"}}
            );
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(app.get_json("/api/v1/requests")["count"], 1);
}

TEST_F(HttpContract, ASecondRequestForTheSamePathNamesTheFirst)
{
    const Value body{{"request", "staging S3 bucket for logs"}, {"requester", "jane"}};
    const auto first = app.provision(body);
    const auto second = app.provision(body);
    EXPECT_EQ(second["status"], "failed");
    EXPECT_EQ(second["error_code"], "conflict");
    EXPECT_THAT(second["error"].get<std::string>(), HasSubstr(first["request_id"].get<std::string>()));
    EXPECT_THAT(second["error"].get<std::string>(), HasSubstr(first["pr_url"].get<std::string>()));
    app.post("/api/v1/pulls/1/close", Value::object());
    EXPECT_EQ(app.provision(body)["status"], "completed");
}

TEST_F(HttpContract, MergingTellsTheRequestAndClosesTheWayForTheSameName)
{
    const Value body{{"request", "staging S3 bucket for logs"}, {"requester", "jane"}};
    const auto first = app.provision(body);
    EXPECT_EQ(app.post("/api/v1/pulls/1/merge", Value::object()).status, 200);
    EXPECT_EQ(app.settled(first["request_id"])["pr_state"], "merged");
    EXPECT_EQ(app.settled(first["request_id"])["status"], "completed");
    const auto again = app.provision(body);
    EXPECT_EQ(again["status"], "failed");
    EXPECT_EQ(again["error_code"], "conflict");
    EXPECT_THAT(again["error"].get<std::string>(), HasSubstr("terraform/staging/s3/logs-bucket"));
}

TEST_F(HttpContract, ListsArePagedNewestFirst)
{
    for (int i = 0; i < 5; ++i)
        app.provision(
            {{"request", "staging S3 bucket named b" + std::to_string(i)},
             {"requester", i % 2 == 0 ? "jane" : "joe"}}
        );
    const auto first = app.get_json("/api/v1/requests?limit=2");
    ASSERT_EQ(first["count"], 2);
    EXPECT_THAT(first["requests"][0]["request_text"].get<std::string>(), HasSubstr("b4"));
    const auto second = app.get_json(
        "/api/v1/requests?limit=2&cursor=" + base::percent_encoded(first["next_cursor"].get<std::string>())
    );
    EXPECT_THAT(second["requests"][0]["request_text"].get<std::string>(), HasSubstr("b2"));
    const auto janes = app.get_json("/api/v1/requests?user=jane");
    EXPECT_EQ(janes["count"], 3);
    EXPECT_EQ(janes["user"], "jane");
    EXPECT_TRUE(janes["next_cursor"].is_null());
}

TEST_F(HttpContract, ErrorsHaveOneShapeAndNameAllProblems)
{
    const auto answer = app.post("/api/v1/provision", {{"requst", "x"}, {"requester", ""}, {"team", 7}});
    EXPECT_EQ(answer.status, 400);
    const auto error = base::read_json(answer.body)["error"];
    EXPECT_EQ(error["code"], "invalid");
    EXPECT_EQ(error["problems"].size(), 3U) << error.dump(2);
    EXPECT_FALSE(error["trace_id"].get<std::string>().empty());
    EXPECT_THAT(error.dump(), HasSubstr("did you mean \\\"request\\\"?"));
}

TEST_F(HttpContract, TransportErrorsHaveTheSameShape)
{
    const auto shape = [&](const base::HttpAnswer& answer, int status) {
        EXPECT_EQ(answer.status, status) << answer.body;
        EXPECT_THAT(answer.headers.at("content-type"), HasSubstr("application/json"));
        EXPECT_TRUE(base::read_json(answer.body)["error"].contains("message")) << answer.body;
    };
    shape(app.get("/api/v1/nothing"), 404);
    shape(app.ask("DELETE", "/api/v1/provision", {}, ""), 405);
    shape(app.ask("POST", "/api/v1/provision", {{"content-type", "text/plain"}}, "x"), 415);
    shape(
        app.ask("POST", "/api/v1/provision", {{"content-type", "application/json"}}, "{\"request\": "), 400
    );
    shape(
        app.ask(
            "POST", "/api/v1/provision", {{"content-type", "application/json"}}, std::string(2U << 20U, ' ')
        ),
        413
    );
    shape(app.get("/api/v1/requests?limit=101"), 400);
    shape(app.get("/api/v1/requests?colour=red"), 400);
    shape(app.get("/api/v1/requests/req-000000000000/status"), 404);
}

TEST_F(HttpContract, BadInputGetsAClearErrorAndIsNotStored)
{
    const auto refuse = [&](const std::string& body) {
        const auto answer =
            app.ask("POST", "/api/v1/provision", {{"content-type", "application/json"}}, body);
        EXPECT_EQ(answer.status, 400) << body.substr(0, 80) << answer.body;
    };
    const auto request = [](const std::string& text) {
        return R"({"requester": "jane", "request": ")" + text + "\"}";
    };
    refuse(request(""));
    refuse(request("   "));
    refuse(request(std::string(100'000, 'a')));
    refuse(request("bucket \xff\xfe for logs"));
    refuse(request("bucket \\u0000 for logs"));
    refuse(request("bucket \\u202e for logs"));
    refuse(request("bucket \\u0007 for logs"));
    refuse(R"({"request": "a", "request": "b"})");
    refuse(std::string(10'000, '[') + std::string(10'000, ']'));
    refuse(R"({"request": "bucket for logs", "environment": "mars"})");
    refuse(R"({"request": "bucket for logs", "environment": "../prod"})");
    refuse(R"({"resources": [{"resource_type": "s3", "resource_name": "../../.git/hooks"}]})");
    refuse(
        R"({"resources": [{"resource_type": "s3", "resource_name": "logs", "parameters": {"noncurrent_expire_days": 1e99}}]})"
    );
    refuse(R"({"resources": [{"resource_type": "nothing", "resource_name": "logs"}]})");
    refuse(R"({"request": "x", "resources": [{"resource_type": "s3"}]})");
    EXPECT_EQ(app.get_json("/api/v1/requests")["count"], 0);
}

TEST_F(HttpContract, SecretsInTheWordsAreNeverStored)
{
    const std::string secret = "AKIAIOSFODNN7EXAMPLE";
    const auto status =
        app.provision({{"request", "staging S3 bucket for logs, key " + secret}, {"requester", "jane"}});
    EXPECT_THAT(status["request_text"].get<std::string>(), HasSubstr("[redacted]"));
    EXPECT_THAT(status.dump(), testing::Not(HasSubstr(secret)));
    EXPECT_THAT(app.get("/api/v1/pulls/1").body, testing::Not(HasSubstr(secret)));
}

TEST_F(HttpContract, TheDocumentDescribesEveryOperation)
{
    const auto document = app.get_json("/openapi.json");
    EXPECT_EQ(document["openapi"], "3.1.0");
    for (const auto* path :
         {"/",
          "/api/v1/health",
          "/api/v1/provision",
          "/api/v1/dry-run",
          "/api/v1/requests/{id}/status",
          "/api/v1/requests",
          "/api/v1/catalog/{type}",
          "/api/v1/pulls/{number}/merge"})
        EXPECT_TRUE(document["paths"].contains(path)) << path;
    EXPECT_EQ(app.get("/docs").status, 200);
    EXPECT_EQ(app.get("/redoc").status, 200);
    app.get("/api/v1/health");
    EXPECT_THAT(app.get("/metrics").body, HasSubstr("operations_total"));
}

TEST(Authentication, AsksForATokenAndHoldsItToItsScopes)
{
    support::RunningApp app(support::RunningApp::Flags{{"auth", "token"}});
    const auto token = [&](const std::string& name, std::set<std::string> scopes) {
        return app.app()
            .database()
            .write([&](db::Transaction& tx) { return identity::create(tx, name, scopes, std::nullopt); })
            .reveal();
    };
    const auto reader = token("reader", {"read"});
    const auto jane = token("jane", {"read", "request"});
    const auto portal = token("portal", {"read", "request", "on_behalf"});
    const auto bearer = [](const std::string& text) {
        return std::map<std::string, std::string>{{"authorization", "Bearer " + text}};
    };
    const Value body{{"request", "staging S3 bucket for logs"}};

    EXPECT_EQ(app.get("/api/v1/requests").status, 401);
    EXPECT_EQ(app.get("/api/v1/health").status, 200);
    EXPECT_EQ(app.post("/api/v1/provision", body, bearer("gw_wrong")).status, 401);
    EXPECT_EQ(app.post("/api/v1/provision", body, bearer(reader)).status, 403);
    auto in_other_name = body;
    in_other_name["requester"] = "joe";
    EXPECT_EQ(app.post("/api/v1/provision", in_other_name, bearer(jane)).status, 403);
    const auto own = base::read_json(app.post("/api/v1/provision", body, bearer(jane)).body)["request_id"]
                         .get<std::string>();
    EXPECT_EQ(app.post("/api/v1/provision", in_other_name, bearer(portal)).status, 202);
    EXPECT_EQ(app.post("/api/v1/pulls/1/merge", Value::object(), bearer(jane)).status, 403);

    const auto as = [&](const std::string& path, const std::string& text) {
        return app.ask("GET", path, bearer(text), "");
    };
    EXPECT_EQ(base::read_json(as("/api/v1/requests", jane).body)["count"], 1);
    EXPECT_EQ(as("/api/v1/requests?user=joe", jane).status, 403);
    EXPECT_EQ(as("/api/v1/requests/" + own + "/status", reader).status, 404);
    EXPECT_EQ(as("/api/v1/requests/" + own + "/status", jane).status, 200);
    EXPECT_EQ(as("/api/v1/requests/" + own + "/status", portal).status, 200);
}

}  // namespace

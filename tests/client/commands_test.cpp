#include "client/command_line.h"

#include <gmock/gmock.h>

namespace client {
namespace {

using base::Value;
using testing::HasSubstr;

const Value pull{
    {"number", 1},
    {"title", "Add rds payments in prod"},
    {"body", "## Summary\n\nA database.\x1b[2J"},
    {"labels", {"terraform", "env:prod"}},
    {"state", "open"},
    {"branch", "groundwork/prod-rds-payments"},
    {"base_branch", "main"},
    {"head_sha", "abc123"},
    {"merge_sha", ""},
    {"author", "anna"},
    {"url", "http://server/pulls/1"},
    {"created_at", "2026-11-20T08:00:00.000Z"},
    {"closed_at", nullptr}};

TEST(Answer, AnswersAndFollowsTheRequestToItsEnd)
{
    CommandLine line;
    line.expect_post(
        "/requests/req-1/answers", {{"answers", {{"environment", "prod"}}}}, {{"request_id", "req-1"}}
    );
    line.expect_events("req-1", {event(3, "request.completed", 9)});
    line.expect_get("/requests/req-1/status?wait=30", completed_request());
    EXPECT_EQ(line.run({"answer", "req-1", "environment=prod"}), 0);
    EXPECT_THAT(line.output.str(), HasSubstr("Pull request  #1, open\n"));
}

TEST(Answer, NeedNotWait)
{
    CommandLine line;
    line.expect_post(
        "/requests/req-1/answers", {{"answers", {{"a", "1"}, {"b", "2"}}}}, {{"request_id", "req-1"}}
    );
    EXPECT_EQ(line.run({"answer", "req-1", "a=1", "b=2", "--no-wait"}), 0);
    EXPECT_EQ(line.output.str(), "✓ answered\n");
}

TEST(Cancel, StopsARequest)
{
    CommandLine line;
    line.expect_post("/requests/req-1/cancel", Value::object(), {{"request_id", "req-1"}}, 202);
    EXPECT_EQ(line.run({"cancel", "req-1"}), 0);
    EXPECT_EQ(line.output.str(), "✓ req-1 is being cancelled\n");
}

TEST(List, ShowsRequestsNewestFirst)
{
    CommandLine line;
    auto second = completed_request();
    second["pr_number"] = nullptr;
    second["request_id"] = "req-2";
    second["request_text"] = "two\nlines";
    second["status"] = "failed";
    line.expect_get(
        "/requests?limit=2&user=user%3Adefault%2Fanna",
        {{"requests", {second, completed_request()}}, {"count", 2}, {"user", "anna"}, {"next_cursor", "x"}}
    );
    EXPECT_EQ(line.run({"list", "--user", "user:default/anna", "--limit", "2"}), 0);
    EXPECT_EQ(line.output.str(), R"(  id     status     pull  created                   request
  req-2  failed           2026-11-20T08:00:00.000Z  two lines
  req-1  completed  #1    2026-11-20T08:00:00.000Z  production Postgres for the payments API
  There are older ones; --limit shows more.
)");
}

TEST(List, SaysHowToBeginWhereThereIsNothing)
{
    CommandLine line;
    line.expect_get("/requests?limit=20", {{"requests", Value::array()}, {"count", 0}});
    EXPECT_EQ(line.run({"list"}), 0);
    EXPECT_THAT(line.output.str(), HasSubstr("groundwork provision"));
}

TEST(Pulls, AreListed)
{
    CommandLine line;
    line.expect_get("/pulls?state=open", {{"pulls", {pull}}, {"count", 1}});
    EXPECT_EQ(line.run({"pulls", "--state", "open"}), 0);
    EXPECT_EQ(line.output.str(), R"(  number  state  author  created                   title
  #1      open   anna    2026-11-20T08:00:00.000Z  Add rds payments in prod
)");
}

TEST(Pulls, AreShownWithTheirChanges)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.expect_get("/pulls/1", pull);
    line.expect_get(
        "/pulls/1/diff",
        {{"files",
          {{{"path", "terraform/x.tf"},
            {"status", "modified"},
            {"patch", "--- a/x.tf\n+++ b/x.tf\n@@ -1 +1 @@\n-a\n+b\x1b[0m\n c\n"},
            {"added", 1},
            {"removed", 1}}}}}
    );
    EXPECT_EQ(line.run({"pulls", "show", "1"}), 0);
    EXPECT_EQ(
        line.output.str(),
        "\x1b[1m#1\x1b[0m  Add rds payments in prod\n"
        "  state        open\n"
        "  author       anna\n"
        "  branch       groundwork/prod-rds-payments\n"
        "  base_branch  main\n"
        "  head_sha     abc123\n"
        "  created_at   2026-11-20T08:00:00.000Z\n"
        "  labels       terraform, env:prod\n"
        "  address      http://server/pulls/1\n"
        "\n## Summary\n\nA database.[2J\n"
        "\x1b[1mterraform/x.tf\x1b[0m  modified, +1 -1\n"
        "\x1b[1m--- a/x.tf\x1b[0m\n\x1b[1m+++ b/x.tf\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n"
        "\x1b[31m-a\x1b[0m\n\x1b[32m+b[0m\x1b[0m\n c\n\n"
    );
}

TEST(Pulls, AreMergedAndClosed)
{
    CommandLine line;
    auto merged = pull;
    merged["state"] = "merged";
    merged["merge_sha"] = "def456";
    auto closed = pull;
    closed["state"] = "closed";
    line.expect_post("/pulls/1/merge", Value::object(), merged);
    line.expect_post("/pulls/2/close", Value::object(), closed);
    EXPECT_EQ(line.run({"pulls", "merge", "1"}), 0);
    EXPECT_EQ(line.run({"pulls", "close", "2"}), 0);
    EXPECT_EQ(line.output.str(), "✓ #1 merged as def456\n✓ #2 closed\n");
}

TEST(Pulls, SayWhyOneCannotBeMerged)
{
    CommandLine line;
    line.expect_post(
        "/pulls/1/merge",
        Value::object(),
        {{"error", {{"code", "conflict"}, {"message", "It is closed."}}}},
        409
    );
    EXPECT_EQ(line.run({"pulls", "merge", "1"}), 5);
    EXPECT_THAT(line.error.str(), HasSubstr("✗ It is closed.\n"));
}

TEST(Catalog, IsListed)
{
    CommandLine line;
    line.expect_get(
        "/catalog",
        {{"types",
          {{{"type", "s3"},
            {"title", "Bucket"},
            {"sentence", "Keeps files."},
            {"aliases", {"bucket"}},
            {"version", "1.0.0"}}}}}
    );
    EXPECT_EQ(line.run({"catalog"}), 0);
    EXPECT_EQ(line.output.str(), R"(  type  version  title   what it is
  s3    1.0.0    Bucket  Keeps files.
)");
}

TEST(Catalog, ExplainsAType)
{
    CommandLine line;
    line.expect_get(
        "/catalog/rds",
        {{"type", "rds"},
         {"title", "Database"},
         {"version", "1.2.0"},
         {"sentence", "A relational database."},
         {"aliases", {"postgres", "mysql"}},
         {"parameters",
          {{{"name", "engine"},
            {"sentence", "Which database."},
            {"schema", {{"type", "string"}, {"enum", {"postgres", "mysql"}}}},
            {"defaults", {{"dev", "postgres"}, {"prod", "postgres"}}},
            {"unit", ""},
            {"immutable", true}},
           {{"name", "storage_gb"},
            {"sentence", "How much it holds."},
            {"schema", {{"type", "integer"}, {"minimum", 20}, {"maximum", 65536}}},
            {"defaults", {{"dev", 20}, {"prod", 100}}},
            {"unit", "GB"},
            {"immutable", false}}}},
         {"rules",
          {{{"id", "prod_backups"},
            {"classes", {"prod"}},
            {"parameter", "b"},
            {"message", "Seven days at least."}}}},
         {"outputs", {{"endpoint", "Where it answers."}}},
         {"cost",
          {{"note", "Replicas cost as much again."},
           {"lines",
            {{{"what", "Server"}, {"price", "$0.032 to $0.065 per hour"}, {"by_use", false}},
             {{"what", "Backups"}, {"price", "$0.095 per GB and month"}, {"by_use", true}}}}}},
         {"examples", {{{"request", "production Postgres for payments"}}}}}
    );
    EXPECT_EQ(line.run({"catalog", "show", "rds"}), 0);
    EXPECT_EQ(line.output.str(), R"(rds  Database 1.2.0
A relational database.
Also called postgres, mysql.

  parameter   may be                dev       prod      what it is
  engine      postgres|mysql        postgres  postgres  Which database. Cannot be changed later.
  storage_gb  integer 20..65536 GB  20        100       How much it holds.

Rules
  prod_backups  prod  Seven days at least.

Outputs
  endpoint  Where it answers.

Cost
  Server   $0.032 to $0.065 per hour  in the estimate
  Backups  $0.095 per GB and month    by use
  Replicas cost as much again.

Say, for example
  production Postgres for payments
)");
}

TEST(Commands, PrintExactlyTheServersJson)
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> calls{
        {{"status", "req-1"}, "/requests/req-1/status"},
        {{"list"}, "/requests?limit=20"},
        {{"pulls"}, "/pulls"},
        {{"pulls", "show", "1"}, "/pulls/1"},
        {{"catalog"}, "/catalog"},
        {{"catalog", "show", "rds"}, "/catalog/rds"}};
    for (auto [arguments, path] : calls) {
        CommandLine line;
        line.network.expect({.url = "http://server/api/v1" + path, .body = "{\"b\" : 1, \"a\":[ ]}\n"});
        arguments.emplace_back("--json");
        EXPECT_EQ(line.run(arguments), 0);
        EXPECT_EQ(line.output.str(), "{\"b\" : 1, \"a\":[ ]}\n");
    }
}

TEST(Commands, OutliveAnAnswerOfAnotherShape)
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> calls{
        {{"status", "req-1"}, "/requests/req-1/status"},
        {{"list"}, "/requests?limit=20"},
        {{"pulls"}, "/pulls"},
        {{"catalog"}, "/catalog"},
        {{"catalog", "show", "rds"}, "/catalog/rds"}};
    const std::vector<std::string> bodies{
        "[]",
        "null",
        "7",
        R"({"requests": 1, "pulls": {"a": 1}, "types": [null, 1], "parameters": [[1]]})",
        R"({"status": {}, "resources": {"a": [1]}, "files": [null], "questions": "x", "pr_number": "1", "rules": [1]})",
        R"({"status": "failed", "questions": {"a": 1}, "resources": [{"parameters": [1], "sources": 4}]})"};
    for (const auto& [arguments, path] : calls)
        for (const auto& body : bodies) {
            CommandLine line;
            line.network.expect({.url = "http://server/api/v1" + path, .body = body});
            EXPECT_EQ(line.run(arguments), 0) << body << line.error.str();
        }
}

}  // namespace
}  // namespace client

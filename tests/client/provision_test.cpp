#include "client/command_line.h"

namespace client {
namespace {

using base::Value;

const Value accepted{
    {"request_id", "req-1"}, {"status", "queued"}, {"message", "Request queued for processing"}};

std::vector<std::string> all_stages()
{
    return {
        event(1, "request.queued", 0) + event(2, "request.status", 3, {{"status", "parsing"}}),
        event(3, "request.understood", 14),
        event(4, "request.status", 15, {{"status", "generating"}}),
        event(5, "request.status", 18, {{"status", "creating_pr"}}) + event(6, "request.completed", 55)};
}

TEST(Provision, ShowsStagesValuesFilesAndThePullRequest)
{
    CommandLine line;
    line.expect_post("/provision", {{"request", "production Postgres for the payments API"}}, accepted, 202);
    line.expect_events("req-1", all_stages());
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "production Postgres for the payments API"}), 0);
    EXPECT_EQ(line.output.str(), R"(Request       production Postgres for the payments API
Id            req-1

✓ queued       3 ms
✓ parsing      12 ms
✓ generating   3 ms
✓ creating_pr  37 ms
✓ completed

Understood  rds payments in prod
  value        is        because of
  environment  prod      request: "production"
  engine       postgres  request: "Postgres"
  multi_az     true      environment default

Files
  terraform/prod/rds/payments/main.tf  120 lines

Branch        groundwork/prod-rds-payments-1a2b
Pull request  #1, open
Address       http://server/pulls/1

Next          review it at the address, then: groundwork pulls merge 1
)");
    EXPECT_EQ(line.error.str(), "");
}

TEST(Provision, ShowsTheStageUnderWayOnATerminal)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.surroundings.environment["NO_COLOR"] = "1";
    line.expect_post("/provision", {{"request", "a bucket"}, {"ask", true}}, accepted, 202);
    line.expect_events(
        "req-1", {event(1, "request.status", 1, {{"status", "parsing"}}), event(2, "request.completed", 9)}
    );
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a", "bucket"}), 0);
    EXPECT_NE(
        line.output.str().find("… parsing\r\x1b[K✓ parsing      8 ms\n✓ completed\n"), std::string::npos
    );
}

TEST(Provision, PaintsOnATerminalOnly)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.expect_post("/provision", {{"request", "a bucket"}, {"ask", true}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.completed", 9)});
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a bucket"}), 0);
    EXPECT_NE(line.output.str().find("\x1b[32m✓\x1b[0m completed"), std::string::npos);
}

TEST(Provision, DrawsWithAsciiWhereTheLocaleIsNotUtf8)
{
    CommandLine line;
    line.surroundings.environment["LC_ALL"] = "C";
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.completed", 9)});
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a bucket"}), 0);
    EXPECT_NE(line.output.str().find("ok completed\n"), std::string::npos);
}

TEST(Provision, LooksAgainAndAgainWhereThereIsNoStream)
{
    CommandLine line;
    auto parsing = completed_request();
    parsing["status"] = "parsing";
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.network.expect(
        {.method = "GET",
         .url = "http://server/api/v1/requests/req-1/events",
         .status = 503,
         .pieces = {"{\"error\":{}}"}}
    );
    line.expect_get("/requests/req-1/status?wait=30", parsing);
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a bucket"}), 0);
    EXPECT_NE(line.output.str().find("✓ parsing\n✓ completed\n"), std::string::npos);
    EXPECT_EQ(line.pauses.size(), 1U);
}

TEST(Provision, OutlivesARestartOfTheServer)
{
    CommandLine line;
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.network.expect(
        {.method = "GET",
         .url = "http://server/api/v1/requests/req-1/events",
         .pieces = {event(1, "request.queued", 0)},
         .unreachable = true}
    );
    line.network.expect(
        {.method = "GET", .url = "http://server/api/v1/requests/req-1/status?wait=30", .unreachable = true}
    );
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a bucket"}), 0);
}

TEST(Provision, GivesUpWhenTheServerStaysAway)
{
    CommandLine line;
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events("req-1", {});
    for (int i = 0; i < 6; ++i)
        line.network.expect(
            {.method = "GET",
             .url = "http://server/api/v1/requests/req-1/status?wait=30",
             .unreachable = true}
        );
    EXPECT_EQ(line.run({"provision", "a bucket"}), 6);
    EXPECT_EQ(
        line.error.str(),
        "✗ No answer from http://server/api/v1/requests/req-1/status?wait=30.\n"
        "Next  see whether the server runs and the address is right (--server), then try again\n"
    );
}

Value waiting_request()
{
    auto request = completed_request();
    request["status"] = "needs_input";
    request["resources"] = Value::array();
    request["files"] = Value::array();
    request["branch_name"] = nullptr;
    request["questions"] = {
        {{"id", "environment"}, {"question", "Which environment?"}, {"options", {"dev", "prod"}}},
        {{"id", "resource_name"}, {"question", "What is it called?"}, {"options", Value::array()}}};
    return request;
}

TEST(Provision, AsksThePersonAtTheTerminalAndGoesOn)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.surroundings.environment["NO_COLOR"] = "1";
    line.input.str("2\n\nledger\n");
    line.expect_post("/provision", {{"request", "a database"}, {"ask", true}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.queued", 0) + event(2, "request.needs_input", 4)});
    line.expect_get("/requests/req-1/status?wait=30", waiting_request());
    line.expect_post(
        "/requests/req-1/answers",
        {{"answers", {{"environment", "prod"}, {"resource_name", "ledger"}}}},
        {{"request_id", "req-1"}, {"status", "parsing"}}
    );
    line.expect_events("req-1", {event(3, "request.completed", 9)}, "2");
    line.expect_get("/requests/req-1/status?wait=30", completed_request());

    EXPECT_EQ(line.run({"provision", "a database"}), 0);
    EXPECT_NE(
        line.output.str().find("? Which environment? (environment)\n    1) dev\n    2) prod\n> "
                               "? What is it called? (resource_name)\n> > "),
        std::string::npos
    );
}

TEST(Provision, LeavesTheRequestWaitingWhenThePersonGoesAway)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.surroundings.environment["NO_COLOR"] = "1";
    line.expect_post("/provision", {{"request", "a database"}, {"ask", true}}, accepted, 202);
    line.expect_events("req-1", {event(2, "request.needs_input", 4)});
    line.expect_get("/requests/req-1/status?wait=30", waiting_request());

    EXPECT_EQ(line.run({"provision", "a database"}), 8);
    EXPECT_NE(
        line.output.str().find("Next          groundwork answer req-1 environment=<value>\n"),
        std::string::npos
    );
}

TEST(Provision, PrintsTheQuestionsAndEndsWith8WhereNobodyCanBeAsked)
{
    CommandLine line;
    auto unclear = waiting_request();
    unclear["status"] = "failed";
    unclear["error"] = "Which environment? What is it called?";
    line.expect_post("/provision", {{"request", "a database"}}, accepted, 202);
    line.expect_events("req-1", {event(2, "request.failed", 4)});
    line.expect_get("/requests/req-1/status?wait=30", unclear);

    EXPECT_EQ(line.run({"provision", "a database"}), 8);
    EXPECT_NE(
        line.output.str().find("? Which environment? (environment)\n    1) dev\n    2) prod\n"
                               "? What is it called? (resource_name)\n"
                               "Next          say it again with --answer environment=<value>\n"),
        std::string::npos
    );
}

TEST(Provision, EndsWith7WhenTheRequestIsRefused)
{
    CommandLine line;
    auto refused = waiting_request();
    refused["status"] = "failed";
    refused["questions"] = Value::array();
    refused["refusal"] = {{"reason", "no_public_buckets"}, {"message", "Buckets are never public."}};
    line.expect_post("/provision", {{"request", "a public bucket"}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.queued", 0) + event(2, "request.failed", 4)});
    line.expect_get("/requests/req-1/status?wait=30", refused);

    EXPECT_EQ(line.run({"provision", "a public bucket"}), 7);
    EXPECT_NE(
        line.output.str().find("✗ queued       4 ms\n\n"
                               "✗ Refused: Buckets are never public. (no_public_buckets)\n"),
        std::string::npos
    );
}

TEST(Provision, EndsWithTheExitCodeOfTheErrorThatTheRequestFailedWith)
{
    CommandLine line;
    auto failed = waiting_request();
    failed["status"] = "failed";
    failed["questions"] = Value::array();
    failed["error"] = "The directory is there already.";
    failed["error_code"] = "conflict";
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events("req-1", {event(2, "request.failed", 4)});
    line.expect_get("/requests/req-1/status?wait=30", failed);

    EXPECT_EQ(line.run({"provision", "a bucket"}), 5);
    EXPECT_NE(
        line.output.str().find("✗ The directory is there already.\nNext          look at"), std::string::npos
    );
}

TEST(Provision, CannotBeDeceivedByWhatTheServerSays)
{
    CommandLine line;
    auto hostile = completed_request();
    hostile["branch_name"] = "x\x1b]0;owned\x07\n✓ merged";
    hostile["pr_url"] = "http://server/\x1b[2Jpulls/1";
    hostile["resources"][0]["resource_name"] = "a\rb\u202Ec";
    hostile["files"][0]["path"] = "\u009b31mred";
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events(
        "req-1", {event(1, "request.status", 1, {{"status", "par\x1b[5msing\ndone"}}), "data: no JSON\n\n"}
    );
    line.expect_get("/requests/req-1/status?wait=30", hostile);

    EXPECT_EQ(line.run({"provision", "a bucket"}), 0);
    const auto shown = line.output.str();
    EXPECT_EQ(shown.find_first_of("\x1b\r\x07"), std::string::npos);
    EXPECT_EQ(shown.find("\u009b"), std::string::npos);
    EXPECT_EQ(shown.find("\u202E"), std::string::npos);
    EXPECT_NE(shown.find("Branch        x]0;owned ✓ merged\n"), std::string::npos);
    EXPECT_NE(shown.find("✓ par[5msing done\n"), std::string::npos);
}

}  // namespace
}  // namespace client

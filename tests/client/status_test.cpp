#include "client/command_line.h"

namespace client {
namespace {

TEST(Status, ShowsHowARequestStands)
{
    CommandLine line;
    line.expect_get("/requests/req-1/status", completed_request());
    EXPECT_EQ(line.run({"status", "req-1"}), 0);
    EXPECT_EQ(
        line.output.str().substr(0, line.output.str().find("Understood")),
        R"(Request       production Postgres for the payments API
Id            req-1

  status        completed
  requester     anna
  created_at    2026-11-20T08:00:00.000Z
  completed_at  2026-11-20T08:00:00.055Z

)"
    );
}

TEST(Status, WatchesToTheEndAndTellsItByTheExitCode)
{
    CommandLine line;
    auto refused = completed_request();
    refused["status"] = "failed";
    refused["refusal"] = {{"reason", "out_of_scope"}, {"message", "Groundwork makes no coffee."}};
    line.expect_events("req-1", {event(1, "request.queued", 0) + event(2, "request.failed", 4)});
    line.expect_get("/requests/req-1/status?wait=30", refused);
    EXPECT_EQ(line.run({"status", "req-1", "--watch"}), 7);
}

TEST(Status, EncodesTheIdForTheAddress)
{
    CommandLine line;
    line.expect_get(
        "/requests/..%2F..%2Fadmin%3Fx/status",
        {{"error", {{"code", "not_found"}, {"message", "There is no such request."}, {"trace_id", "4bf9"}}}},
        404
    );
    EXPECT_EQ(line.run({"status", "../../admin?x"}), 4);
    EXPECT_EQ(
        line.error.str(),
        "✗ There is no such request.\n"
        "  trace 4bf9\n"
        "Next  look for the right one with groundwork list, groundwork pulls or groundwork catalog\n"
    );
}

TEST(Status, PrintsEveryProblemWithItsPlace)
{
    CommandLine line;
    line.expect_get(
        "/requests/req-1/status",
        {{"error",
          {{"code", "invalid"},
           {"message", "There are 2 problems with this input."},
           {"pointer", "/a"},
           {"problems",
            {{{"pointer", "/a"}, {"message", "must be \x1b[31mtext"}},
             {{"pointer", "/b"}, {"message", "is missing"}}}}}}},
        400
    );
    EXPECT_EQ(line.run({"status", "req-1"}), 2);
    EXPECT_EQ(
        line.error.str(),
        "✗ There are 2 problems with this input.\n"
        "  /a  must be [31mtext\n"
        "  /b  is missing\n"
        "Next  change what is named above; --help shows what is expected\n"
    );
}

TEST(Status, SaysWhenItIsNotGroundworkThatAnswers)
{
    CommandLine line;
    line.network.expect(
        {.method = "GET",
         .url = "http://server/api/v1/requests/req-1/status",
         .status = 502,
         .body = "<html>"}
    );
    EXPECT_EQ(line.run({"status", "req-1"}), 6);
    EXPECT_EQ(
        line.error.str().substr(0, line.error.str().find('\n')),
        "✗ What answers at http://server is not Groundwork (HTTP 502, and no JSON of ours)."
    );
}

TEST(Status, TakesTheCodeFromTheHttpStatusWhereTheWordIsUnknown)
{
    CommandLine line;
    line.expect_get("/requests/req-1/status", {{"error", {{"code", 7}, {"message", "no"}}}}, 403);
    EXPECT_EQ(line.run({"status", "req-1"}), 3);
}

TEST(Status, RefusesAnAddressThatIsNone)
{
    CommandLine line;
    EXPECT_EQ(line.run({"status", "req-1", "--server", "localhost:8000"}), 2);
    EXPECT_EQ(
        line.error.str().substr(0, line.error.str().find('\n')),
        "✗ The server's address must begin with http:// or https://: localhost:8000"
    );
}

TEST(Status, RefusesATokenThatWouldAddAHeader)
{
    CommandLine line;
    EXPECT_EQ(line.run({"status", "req-1", "--token", "a\r\nHost: b"}), 2);
    EXPECT_EQ(line.error.str().find("Host"), std::string::npos);
}

TEST(Status, KeepsHarmlessWhatItPrintsAsJsonOnATerminal)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.network.expect(
        {.method = "GET",
         .url = "http://server/api/v1/requests/req-1/status",
         .body = "{\"error\":\"a\u009bb\u202Ec\x7f\"}"}
    );
    EXPECT_EQ(line.run({"status", "req-1", "--json"}), 0);
    EXPECT_EQ(line.output.str(), "{\"error\":\"a\\u009bb\\u202ec\\u007f\"}\n");
}

}  // namespace
}  // namespace client

#include "client/command_line.h"

namespace client {
namespace {

using base::Value;

const Value accepted{
    {"request_id", "req-1"}, {"status", "queued"}, {"message", "Request queued for processing"}};

TEST(Provision, PrintsExactlyTheServersJson)
{
    CommandLine line;
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.queued", 0) + event(2, "request.completed", 9)});
    const auto text = "{ \"status\" : \"completed\" }";
    line.network.expect(
        {.method = "GET", .url = "http://server/api/v1/requests/req-1/status?wait=30", .body = text}
    );
    EXPECT_EQ(line.run({"provision", "a bucket", "--json"}), 0);
    EXPECT_EQ(line.output.str(), std::string(text) + "\n");
}

TEST(Provision, SendsEverythingThatIsStated)
{
    CommandLine line;
    line.surroundings.environment["USER"] = "anna";
    line.expect_post(
        "/provision",
        {{"request", "a bucket"},
         {"environment", "prod"},
         {"team", "core"},
         {"service", "api"},
         {"requester", "user:default/ben"},
         {"answers", {{"storage_gb", "50"}, {"note", "a=b"}}}},
        accepted,
        202
    );
    EXPECT_EQ(
        line.run(
            {"provision",
             "a bucket",
             "--environment",
             "prod",
             "--team=core",
             "--service",
             "api",
             "--requester",
             "user:default/ben",
             "--answer",
             "storage_gb=50",
             "--answer",
             "note=a=b",
             "--no-wait"}
        ),
        0
    );
    EXPECT_NE(
        line.output.str().find("Request queued for processing. Follow it: groundwork status req-1 --watch\n"),
        std::string::npos
    );
}

TEST(Provision, SendsTokenAndIdempotencyKeyInHeaders)
{
    CommandLine line;
    line.surroundings.environment["USER"] = "anna";
    line.surroundings.environment["GROUNDWORK_TOKEN"] = "gw_1";
    line.network.expect(
        {.method = "POST",
         .url = "http://server/api/v1/provision",
         .status = 202,
         .body = accepted.dump(),
         .inspect =
             [](const base::HttpRequest& request) {
                 EXPECT_EQ(request.headers.at("Authorization"), "Bearer gw_1");
                 EXPECT_EQ(request.headers.at("Idempotency-Key"), "k1");
                 EXPECT_EQ(request.body, R"({"request":"a bucket"})") << "a token says who asks";
             }}
    );
    EXPECT_EQ(line.run({"provision", "a bucket", "--no-wait", "--json", "--idempotency-key", "k1"}), 0);
    EXPECT_EQ(line.output.str(), accepted.dump() + "\n");
}

TEST(Provision, ProvisionsExactlyWhatADryRunPrinted)
{
    CommandLine line;
    line.input.str(R"({"outcome": "spec", "resources": [{"resource_type": "s3", "resource_name": "logs",
        "environment": "dev", "parameters": {"versioning": true}, "sources": {}, "directory": "d", "files": {}}]})"
    );
    line.expect_post(
        "/provision",
        {{"resources",
          {{{"resource_type", "s3"},
            {"resource_name", "logs"},
            {"environment", "dev"},
            {"parameters", {{"versioning", true}}}}}}},
        accepted,
        202
    );
    EXPECT_EQ(line.run({"provision", "--resource", "-", "--no-wait"}), 0);
}

TEST(Provision, NamesTheFileThatHoldsNoResource)
{
    const std::vector<std::pair<std::string, std::string>> inputs{
        {"{", "✗ -: This is not valid JSON"},
        {"7", "✗ - must hold a resource {resource_type, resource_name, environment, parameters}"},
        {R"({"resources": [{"resource_name": "x"}]})", "✗ - must hold a resource {resource_type"}};
    for (const auto& [text, message] : inputs) {
        CommandLine line;
        line.input.str(text);
        EXPECT_EQ(line.run({"provision", "--resource", "-"}), 2);
        EXPECT_EQ(line.error.str().substr(0, message.size()), message);
    }
    CommandLine line;
    EXPECT_EQ(line.run({"provision", "--resource", "/nonexistent/x.json"}), 4);
}

TEST(Provision, WantsEitherASentenceOrResources)
{
    CommandLine line;
    EXPECT_EQ(line.run({"provision"}), 2);
    EXPECT_EQ(
        line.error.str().substr(0, line.error.str().find('\n')),
        "✗ Say what is wanted: either in a sentence, or by --resource."
    );
}

TEST(Provision, RefusesMalformedAnswersAllAtOnce)
{
    CommandLine line;
    EXPECT_EQ(line.run({"provision", "a bucket", "--answer", "x", "--answer", "y=1", "--answer", "y=2"}), 2);
    EXPECT_NE(
        line.error.str().find("  An answer has the form question=value: x\n"
                              "  This question is answered twice: y\n"),
        std::string::npos
    );
}

TEST(Provision, WaitsForAServerOfItsOwnEvenWhenToldNotTo)
{
    CommandLine line;
    line.surroundings.environment.erase("GROUNDWORK_SERVER");
    line.surroundings.local.find_server = [] { return std::nullopt; };
    auto stopped = std::make_shared<bool>(false);
    line.surroundings.local.start_server = [stopped] {
        return Embedded{
            "http://server", std::shared_ptr<void>(nullptr, [stopped](void*) { *stopped = true; })};
    };
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    line.expect_events("req-1", {event(1, "request.queued", 0) + event(2, "request.completed", 9)});
    line.network.expect(
        {.method = "GET",
         .url = "http://server/api/v1/requests/req-1/status?wait=30",
         .body = completed_request().dump(),
         .inspect = [stopped](const base::HttpRequest&) { EXPECT_FALSE(*stopped); }}
    );
    EXPECT_EQ(line.run({"provision", "a bucket", "--no-wait"}), 0);
    EXPECT_TRUE(*stopped);
}

TEST(Provision, UsesTheServerThatRunsOnTheDataDirectory)
{
    CommandLine line;
    line.surroundings.environment.erase("GROUNDWORK_SERVER");
    line.surroundings.local.find_server = [] { return std::optional<std::string>("http://server/"); };
    line.expect_post("/provision", {{"request", "a bucket"}}, accepted, 202);
    EXPECT_EQ(line.run({"provision", "a bucket", "--no-wait"}), 0);
}

}  // namespace
}  // namespace client

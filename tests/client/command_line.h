#pragma once

#include "base/value.h"
#include "client/run.h"
#include "support/stubbed_network.h"

#include <gtest/gtest.h>

#include <sstream>

namespace client {

/// A command line with captured streams, and a server that is a stubbed network at http://server.
struct CommandLine {
    support::StubbedNetwork network;
    std::istringstream input;
    std::ostringstream output;
    std::ostringstream error;
    std::vector<std::chrono::milliseconds> pauses;
    Surroundings surroundings{
        {input, output, error},
        {{"GROUNDWORK_SERVER", "http://server"}, {"LANG", "en_US.UTF-8"}},
        network,
        {},
        "1.2.3",
        [this](std::chrono::milliseconds pause) { pauses.push_back(pause); }};

    void sit_at_a_terminal()
    {
        surroundings.terminal.input_is_terminal = true;
        surroundings.terminal.output_is_terminal = true;
        surroundings.terminal.error_is_terminal = true;
    }

    int run(const std::vector<std::string>& arguments) { return client::run(arguments, surroundings); }

    void expect_get(const std::string& path, const base::Value& body, int status = 200)
    {
        network.expect(
            {.method = "GET", .url = "http://server/api/v1" + path, .status = status, .body = body.dump()}
        );
    }

    /// `expected`: the body that must be sent.
    void expect_post(
        const std::string& path, const base::Value& expected, const base::Value& body, int status = 200
    )
    {
        const auto inspect = [expected](const base::HttpRequest& request) {
            EXPECT_EQ(base::Value::parse(request.body), expected);
            EXPECT_EQ(request.headers.at("Content-Type"), "application/json");
        };
        network.expect(
            {.method = "POST",
             .url = "http://server/api/v1" + path,
             .status = status,
             .body = body.dump(),
             .inspect = inspect}
        );
    }

    void expect_events(
        const std::string& request_id, std::vector<std::string> pieces, const std::string& after = ""
    )
    {
        const auto inspect = [after](const base::HttpRequest& request) {
            const auto header = request.headers.find("Last-Event-ID");
            EXPECT_EQ(header == request.headers.end() ? "" : header->second, after);
        };
        network.expect(
            {.method = "GET",
             .url = "http://server/api/v1/requests/" + request_id + "/events",
             .pieces = std::move(pieces),
             .inspect = inspect}
        );
    }
};

/// One event as the server writes it; `millisecond` counts from 08:00:00.
inline std::string event(
    int number, const std::string& kind, int millisecond, const base::Value& payload = base::Value::object()
)
{
    auto digits = std::to_string(millisecond);
    const auto at = "2026-11-20T08:00:00." + std::string(3 - digits.size(), '0') + digits + "Z";
    const base::Value text{
        {"number", number}, {"kind", kind}, {"actor", "anna"}, {"at", at}, {"payload", payload}};
    return "id: " + std::to_string(number) + "\nevent: " + kind + "\ndata: " + text.dump() + "\n\n";
}

/// The status of a request that went well, as in docs of the API.
inline base::Value completed_request()
{
    return {
        {"request_id", "req-1"},
        {"request_text", "production Postgres for the payments API"},
        {"requester", "anna"},
        {"team", nullptr},
        {"service", nullptr},
        {"status", "completed"},
        {"pr_url", "http://server/pulls/1"},
        {"pr_number", 1},
        {"pr_state", "open"},
        {"branch_name", "groundwork/prod-rds-payments-1a2b"},
        {"error", nullptr},
        {"created_at", "2026-11-20T08:00:00.000Z"},
        {"completed_at", "2026-11-20T08:00:00.055Z"},
        {"questions", base::Value::array()},
        {"refusal", nullptr},
        {"resources",
         {{{"resource_type", "rds"},
           {"resource_name", "payments"},
           {"environment", "prod"},
           {"parameters", {{"engine", "postgres"}, {"multi_az", true}}},
           {"sources",
            {{"engine", {{"from", "request"}, {"span", {{"begin", 11}, {"end", 19}}}}},
             {"multi_az", {{"from", "environment default"}}},
             {"environment", {{"from", "request"}, {"span", {{"begin", 0}, {"end", 10}}}}}}},
           {"directory", "terraform/prod/rds/payments"}}}},
        {"files", {{{"path", "terraform/prod/rds/payments/main.tf"}, {"lines", 120}}}},
        {"next_attempt_at", nullptr}};
}

}  // namespace client

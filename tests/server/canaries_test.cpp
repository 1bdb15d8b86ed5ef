#include "base/files.h"
#include "base/log.h"
#include "base/process.h"
#include "base/text.h"
#include "identity/tokens.h"
#include "support/running_app.h"
#include "support/stand_in_model.h"

#include <gmock/gmock.h>

/// Secrets are planted wherever one can come in, and then looked for wherever something is kept or said.
namespace {

using support::StandInModel;
using Headers = std::map<std::string, std::string>;

/// Every canary holds this word, and a word of its own.
const std::string mark = "canary";
const std::string claude_key = "sk-ant-api03-canaryclaude0123456789";
const std::string azure_key = "canaryazure0123456789abcdef";

/// Claude refuses and repeats all that it was sent; the other one writes a wrong form once, then a good one.
void betray(support::Wire& wire, const StandInModel::Call& call)
{
    base::Value said{{"error", {{"message", "no: " + call.headers.at("content-type")}}}};
    if (call.path.ends_with("/v1/messages")) {
        for (const auto& [name, value] : call.headers)
            said["error"]["message"] = said["error"]["message"].get<std::string>() + " " + value;
        return wire.write(StandInModel::answer(401, base::write_json(said)));
    }
    if (call.turns == 1)
        return wire.write(StandInModel::answer(200, StandInModel::says(call, "the key is " + azure_key)));
    StandInModel::understand(wire, call);
}

class Canaries : public testing::Test {
protected:
    support::RunningApp::Flags flags() const
    {
        return {
            {"auth", "token"},
            {"anthropic_api_key", claude_key},
            {"anthropic_base_url", provider_.address()},
            {"azure_openai_api_key", azure_key},
            {"azure_openai_endpoint", provider_.address()},
            {"azure_openai_deployment", "gpt"},
            {"llm_provider", "claude, azure_openai"},
            {"prompts", PROJECT_DIR "/prompts"}};
    }

    std::filesystem::path data() const { return folder_.path() / "data"; }

    /// What is in the data directory, with what git keeps compressed.
    std::string everything_kept() const
    {
        base::Command command;
        command.argv = {"git", "cat-file", "--batch", "--batch-all-objects"};
        command.environment = {
            {"PATH", "/usr/bin:/bin"}, {"GIT_DIR", (data() / "infrastructure.git").string()}};
        auto all = base::run(command).output;
        EXPECT_THAT(all, testing::HasSubstr("aws_s3_bucket"));
        for (const auto& entry : std::filesystem::recursive_directory_iterator(data()))
            if (entry.is_regular_file())
                all += base::read_file(entry.path());
        return all;
    }

    const StandInModel provider_{{}, betray};
    support::TemporaryFolder folder_;
};

/// The canaries in the text, each with what stands around it.
std::vector<std::string> found_in(std::string_view text)
{
    const auto lower = base::lower_ascii(text);
    std::vector<std::string> found;
    for (auto at = lower.find(mark); at != std::string::npos; at = lower.find(mark, at + 1))
        found.push_back(lower.substr(at < 80 ? 0 : at - 80, 160));
    return found;
}

std::string said_in(const base::HttpAnswer& answer)
{
    auto said = answer.body;
    for (const auto& [name, value] : answer.headers)
        said += "\n" + name + ": " + value;
    return said + "\n";
}

TEST_F(Canaries, AreNowhere)
{
    testing::internal::CaptureStderr();
    base::log::configure(base::log::Level::debug, base::log::Format::json);
    std::string said;
    {
        support::RunningApp app(data(), flags());
        const auto token = app.app().database().write([](db::Transaction& tx) {
            return identity::create(tx, "jane", {"read", "request", "admin", "on_behalf"}, std::nullopt);
        });
        const Headers headers{
            {"authorization", "Bearer " + token.reveal()},
            {"idempotency-key", "canary-idempotency-0123"},
            {"cookie", "session=canary-cookie"},
            {"x-api-key", "canary-header"}};
        const base::Value body{
            {"request",
             "a bucket with password=canary-password and token: canary-token and AKIACANARY0123456789 and "
             "-----BEGIN PRIVATE KEY----- canary -----END PRIVATE KEY----- called logs"},
            {"requester", "jane"},
            {"environment", "staging"}};
        const auto keep = [&](const base::HttpAnswer& answer) {
            said += said_in(answer);
            return answer;
        };
        const auto accepted = base::read_json(keep(app.post("/api/v1/provision", body, headers)).body);
        keep(app.post("/api/v1/provision", body, headers));
        const auto at = "/api/v1/requests/" + accepted.at("request_id").get<std::string>();
        const auto settled = keep(app.ask("GET", at + "/status?wait=50", headers));
        EXPECT_EQ(base::read_json(settled.body)["status"], "completed") << settled.body;
        EXPECT_EQ(base::read_json(settled.body)["model"], "gpt");
        keep(app.post("/api/v1/dry-run", {{"request", body["request"]}}, headers));
        keep(app.post("/api/v1/provision", {{"request", 7}, {"requester", "jane"}}, headers));
        for (const auto* path :
             {"/",
              "/api/v1/health",
              "/api/v1/requests",
              "/api/v1/pulls",
              "/api/v1/pulls/1",
              "/api/v1/pulls/1/diff",
              "/api/v1/catalog",
              "/openapi.json",
              "/docs",
              "/metrics",
              "/pulls",
              "/nothing?token=canary-query"})
            keep(app.ask("GET", path, headers));
        keep(app.ask("GET", at + "/events", headers));
        keep(app.ask("GET", "/api/v1/pulls", {{"authorization", "Bearer canary-wrong-token"}}));
        keep(app.ask("GET", "/api/v1/pulls", {{"authorization", "Basic Y2FuYXJ5OmNhbmFyeQ=="}}));
        said += app.app().banner();
        EXPECT_THAT(said, testing::Not(testing::HasSubstr(token.reveal())));
        EXPECT_THAT(everything_kept(), testing::Not(testing::HasSubstr(token.reveal())));
    }
    base::log::configure(base::log::Level::info, base::log::Format::text);
    const auto logged = testing::internal::GetCapturedStderr();
    EXPECT_THAT(logged, testing::HasSubstr("a model did not understand a request"));
    EXPECT_THAT(found_in(logged), testing::IsEmpty());
    EXPECT_THAT(found_in(said), testing::IsEmpty());
    EXPECT_THAT(found_in(everything_kept()), testing::IsEmpty());
    // What was planted did come to where it could have leaked from.
    ASSERT_GE(provider_.calls().size(), 3U);
    EXPECT_EQ(provider_.calls()[0].headers.at("x-api-key"), claude_key);
    EXPECT_EQ(provider_.calls()[1].headers.at("api-key"), azure_key);
    for (const auto& call : provider_.calls()) {
        EXPECT_THAT(call.body, testing::HasSubstr("[redacted]"));
        EXPECT_THAT(found_in(base::replaced(call.body, azure_key, "")), testing::IsEmpty());
    }
}

}  // namespace

#include "base/files.h"
#include "support/running_app.h"

#include <gmock/gmock.h>

#include <atomic>

namespace {

using base::Value;
using testing::HasSubstr;
using testing::Not;

const std::string key = "sk-ant-planted-0123456789abcdef";

std::string understood(const std::optional<std::string>& summary = std::nullopt)
{
    Value form{
        {"outcome", "resources"},
        {"resources",
         Value::array(
             {{{"resource_type", "s3"},
               {"values",
                Value::array(
                    {{{"name", "resource_name"}, {"value", "logs"}},
                     {{"name", "environment"}, {"value", "prod"}}}
                )}}}
         )},
        {"questions", Value::array()},
        {"refusal", nullptr}};
    if (summary)
        form["summary"] = *summary;
    return base::write_json(
        {{"content", Value::array({{{"type", "text"}, {"text", base::write_json(form)}}})},
         {"stop_reason", "end_turn"},
         {"usage", {{"input_tokens", 42}, {"cache_read_input_tokens", 1'800}, {"output_tokens", 31}}}}
    );
}

/// A provider on a real socket. The first `failures` calls get `status`, the others a bucket called logs.
class StandIn {
public:
    StandIn(int status, int failures) : status_(status), failures_(failures) {}

    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    int calls() const { return calls_; }

    std::optional<std::string> summary = std::nullopt;  ///< set before the first call

private:
    http::Response answer(const http::Request& request)
    {
        if (request.header("x-api-key") != key)
            return {401, "application/json", "{}"};
        if (request.path == "/v1/models")
            return {200, "application/json", R"({"data": []})"};
        if (++calls_ > failures_)
            return {200, "application/json", understood(summary)};
        return {status_, "application/json", R"({"error": {"message": ")" + key + R"("}})"};
    }

    int status_;
    int failures_;
    std::atomic<int> calls_{0};
    http::Server server_{
        {},
        [this](const http::Request& request) { return answer(request); },
        [](int status) { return http::Response{status}; }};
};

support::RunningApp::Flags flags_for(const StandIn& provider, const std::string& chain)
{
    return {
        {"anthropic_api_key", key},
        {"anthropic_base_url", provider.address()},
        {"prompts", PROJECT_DIR "/prompts"},
        {"llm_provider", chain}};
}

TEST(LanguageModel, UnderstandsARequestAndTheCallersFieldsWin)
{
    StandIn provider(500, 0);
    support::RunningApp app(flags_for(provider, ""));
    const auto status =
        app.provision({{"request", "a bucket"}, {"environment", "staging"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["model"], "claude-sonnet-5");
    EXPECT_EQ(status["requirements"]["environment"], "staging");
    EXPECT_THAT(status["prompt"].get<std::string>(), HasSubstr("understand@"));
    EXPECT_EQ(app.get_json("/api/v1/health")["checks"]["claude"], "healthy");
    EXPECT_THAT(app.app().banner(), HasSubstr("claude: claude-sonnet-5, because ANTHROPIC_API_KEY is set"));
}

TEST(LanguageModel, IsTriedAgainByTheJobAndNotByASleepingThread)
{
    StandIn provider(529, 1);
    support::RunningApp app(flags_for(provider, "claude"));
    const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(provider.calls(), 2);
}

TEST(LanguageModel, LeavesTheRequestToTheNextInTheChain)
{
    StandIn provider(401, 1'000);
    support::RunningApp app(flags_for(provider, "claude, offline"));
    const auto status = app.provision({{"request", "staging S3 bucket for logs"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["model"], "offline");
    EXPECT_THAT(status["passed_over"][0].get<std::string>(), HasSubstr("ANTHROPIC_API_KEY"));
}

TEST(LanguageModel, TellsWhatEveryCallCost)
{
    StandIn provider(529, 1);
    support::RunningApp app(flags_for(provider, "claude"));
    const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    ASSERT_EQ(status["model_calls"].size(), 2U) << status;
    EXPECT_EQ(status["model_calls"][0]["outcome"], "limited");
    EXPECT_EQ(status["model_calls"][1]["outcome"], "understood");
    EXPECT_EQ(status["model_calls"][1]["cached_tokens"], 1'800);
    auto told = Value::array();
    const auto id = status["request_id"].get<std::string>();
    const auto path = "/api/v1/requests/" + id + "/events";
    const auto history = base::read_json(app.ask("GET", path, {{"accept", "application/json"}}).body);
    for (const auto& event : history["events"])
        if (event["kind"] == "request.model_call")
            told.push_back(event["payload"]);
    EXPECT_EQ(told, status["model_calls"]);
    EXPECT_THAT(
        app.get("/metrics").body,
        HasSubstr(
            R"(groundwork_model_tokens_total{kind="output",model="claude-sonnet-5",provider="claude"} 31)"
        )
    );
}

TEST(LanguageModel, IsNotAskedWhenABudgetIsSpentAlsoByDryRunsAndBeforeARestart)
{
    StandIn provider(500, 0);
    support::TemporaryFolder folder;
    const auto data = folder.path() / "data";
    auto flags = flags_for(provider, "claude, offline");
    flags["monthly_tokens_per_requester"] = "1873";
    const Value words{{"request", "staging S3 bucket for logs"}, {"requester", "jane"}};
    {
        support::RunningApp app(data, flags);
        const auto preview = base::read_json(app.post("/api/v1/dry-run", words).body);
        EXPECT_EQ(preview["model"], "claude-sonnet-5");
        EXPECT_EQ(preview["model_calls"][0]["input_tokens"], 42);
    }
    support::RunningApp app(data, flags);
    const auto status = app.provision(words);
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["model"], "offline");
    EXPECT_THAT(
        status["passed_over"][0].get<std::string>(),
        HasSubstr("claude: The monthly token budget of jane for language models is spent: 1873 of 1873")
    );
    EXPECT_EQ(provider.calls(), 1);
    const auto other = app.provision({{"request", "a bucket"}, {"requester", "mike"}});
    EXPECT_EQ(other["model"], "claude-sonnet-5") << other;
}

TEST(LanguageModel, WithASpentBudgetAndNothingBehindItFailsAtOnce)
{
    StandIn provider(500, 0);
    auto flags = flags_for(provider, "claude");
    flags["monthly_tokens"] = "1";
    support::RunningApp app(flags);
    const Value words{{"request", "a bucket"}, {"requester", "jane"}};
    EXPECT_EQ(app.post("/api/v1/dry-run", words).status, 200);
    EXPECT_EQ(app.post("/api/v1/dry-run", words).status, 403);
    const auto status = app.provision(words);
    EXPECT_EQ(status["status"], "failed") << status;
    EXPECT_EQ(status["error_code"], "forbidden");
    EXPECT_THAT(status["error"].get<std::string>(), HasSubstr("It renews at "));
    EXPECT_EQ(provider.calls(), 1);
}

TEST(LanguageModel, WritesToTheReviewerWhereThatIsOnAndNothingComesToLife)
{
    StandIn provider(500, 0);
    provider.summary = "A bucket for logs.\n\n# Approved\n@org/all fixes #1, see https://evil.example and "
                       "[this](https://evil.example) <img src=x>\n<!-- groundwork:req-000000000000 -->";
    auto flags = flags_for(provider, "claude");
    flags["model_summary"] = "on";
    support::RunningApp app(flags);
    const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    ASSERT_EQ(status["status"], "completed") << status;
    const auto body = app.get_json("/api/v1/pulls/1")["body"].get<std::string>();
    EXPECT_THAT(
        body,
        HasSubstr(
            "\n\n> **Written by the language model `claude-sonnet-5`, checked by nobody:** A bucket for "
            "logs. … Approved … fixes … see … and …\n\n"
        )
    );
    for (const auto& text : {body, app.get("/pulls/1").body}) {
        EXPECT_THAT(text, Not(HasSubstr("evil")));
        EXPECT_THAT(text, Not(HasSubstr("@org")));
        EXPECT_THAT(text, Not(HasSubstr("req-000000000000")));
    }
}

TEST(LanguageModel, WritesNothingToTheReviewerByDefault)
{
    StandIn provider(500, 0);
    support::RunningApp app(flags_for(provider, "claude"));
    app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    EXPECT_THAT(
        app.get_json("/api/v1/pulls/1")["body"].get<std::string>(), Not(HasSubstr("checked by nobody"))
    );
}

TEST(LanguageModel, FailsWithWhatToDoAndWithoutItsKey)
{
    support::TemporaryFolder folder;
    StandIn provider(401, 1'000);
    {
        support::RunningApp app(folder.path() / "data", flags_for(provider, "claude"));
        const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
        EXPECT_EQ(status["status"], "failed") << status;
        EXPECT_EQ(status["error_code"], "upstream");
        EXPECT_THAT(status["error"].get<std::string>(), HasSubstr("Set ANTHROPIC_API_KEY"));
        EXPECT_THAT(base::write_json(status), Not(HasSubstr("planted")));
        EXPECT_THAT(app.app().banner(), Not(HasSubstr("planted")));
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file()) {
            EXPECT_THAT(base::read_file(entry.path()), Not(HasSubstr("planted"))) << entry.path();
        }
}

TEST(LanguageModel, IsRefusedAtStartWithoutItsSettings)
{
    for (const auto& [chain, says] :
         {std::pair{"claude", "ANTHROPIC_API_KEY"},
          std::pair{"azure_openai", "AZURE_OPENAI"},
          std::pair{"offline, gpt", "gpt"},
          std::pair{"offline, offline", "twice"}}) {
        try {
            support::RunningApp app(support::RunningApp::Flags{
                {"llm_provider", chain}, {"prompts", PROJECT_DIR "/prompts"}});
            ADD_FAILURE() << "started with " << chain;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::invalid);
            EXPECT_THAT(error.message, HasSubstr(says));
        }
    }
}

}  // namespace

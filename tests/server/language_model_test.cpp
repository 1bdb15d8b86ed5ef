#include "base/files.h"
#include "support/count.h"
#include "support/model_answers.h"
#include "support/running_app.h"
#include "support/stand_in_model.h"

#include <gmock/gmock.h>

namespace {

using base::Value;
using support::StandInModel;
using testing::HasSubstr;
using testing::Not;

const std::string key = "sk-ant-planted-0123456789abcdef";

/// The first `failures` calls get `status`, and an answer that holds the key; the others are understood.
std::vector<StandInModel::Script> failing(int status, int failures)
{
    const auto says = R"({"error": {"message": ")" + key + R"("}})";
    const auto script = [=](support::Wire& wire, const StandInModel::Call& call) {
        EXPECT_EQ(call.headers.at("x-api-key"), key);
        wire.write(StandInModel::answer(status, says));
    };
    return std::vector<StandInModel::Script>(static_cast<std::size_t>(failures), script);
}

support::RunningApp::Flags flags_for(const StandInModel& provider, const std::string& chain)
{
    return {
        {"anthropic_api_key", key},
        {"anthropic_base_url", provider.address()},
        {"prompts", PROJECT_DIR "/prompts"},
        {"llm_provider", chain}};
}

TEST(LanguageModel, UnderstandsARequestAndTheCallersFieldsWin)
{
    StandInModel provider;
    support::RunningApp app(flags_for(provider, ""));
    const auto status =
        app.provision({{"request", "a bucket"}, {"environment", "staging"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["model"], "claude-sonnet-5");
    EXPECT_EQ(provider.calls().at(0).headers.at("x-api-key"), key);
    EXPECT_EQ(status["requirements"]["environment"], "staging");
    EXPECT_THAT(status["prompt"].get<std::string>(), HasSubstr("understand@"));
    EXPECT_EQ(app.get_json("/api/v1/health")["checks"]["claude"], "connected");
    EXPECT_THAT(app.app().banner(), HasSubstr("claude: claude-sonnet-5, because ANTHROPIC_API_KEY is set"));
}

TEST(LanguageModel, IsTriedAgainByTheJobAndNotByASleepingThread)
{
    StandInModel provider(failing(529, 1));
    support::RunningApp app(flags_for(provider, "claude"));
    const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(provider.calls().size(), 2U);
}

TEST(LanguageModel, LeavesTheRequestToTheNextInTheChain)
{
    StandInModel provider(failing(401, 5));
    support::RunningApp app(flags_for(provider, "claude, offline"));
    const auto status = app.provision({{"request", "staging S3 bucket for logs"}, {"requester", "jane"}});
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["model"], "offline");
    EXPECT_THAT(status["passed_over"][0].get<std::string>(), HasSubstr("ANTHROPIC_API_KEY"));
}

TEST(LanguageModel, TellsWhatEveryCallCost)
{
    StandInModel provider(failing(529, 1));
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
    StandInModel provider;
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
    EXPECT_EQ(provider.calls().size(), 1U);
    const auto other = app.provision({{"request", "a bucket"}, {"requester", "mike"}});
    EXPECT_EQ(other["model"], "claude-sonnet-5") << other;
}

TEST(LanguageModel, WithASpentBudgetAndNothingBehindItFailsAtOnce)
{
    StandInModel provider;
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
    EXPECT_EQ(provider.calls().size(), 1U);
}

TEST(LanguageModel, WritesToTheReviewerWhereThatIsOnAndNothingComesToLife)
{
    using namespace conversation;
    auto written = base::read_json(form({resource("s3", {value("resource_name", "logs")})}));
    written["summary"] = "A bucket for logs.\n\n# Approved\n@org/all fixes #1, see https://evil.example and "
                         "[this](https://evil.example) <img src=x>\n<!-- groundwork:req-000000000000 -->";
    StandInModel provider({[&](support::Wire& wire, const StandInModel::Call& call) {
        wire.write(StandInModel::answer(200, StandInModel::says(call, base::write_json(written))));
    }});
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
    StandInModel provider;
    support::RunningApp app(flags_for(provider, "claude"));
    app.provision({{"request", "a bucket"}, {"requester", "jane"}});
    EXPECT_THAT(
        app.get_json("/api/v1/pulls/1")["body"].get<std::string>(), Not(HasSubstr("checked by nobody"))
    );
}

TEST(LanguageModel, FailsWithWhatToDoAndWithoutItsKey)
{
    support::TemporaryFolder folder;
    StandInModel provider(failing(401, 5));
    provider.models_status = 401;
    {
        support::RunningApp app(folder.path() / "data", flags_for(provider, "claude"));
        const auto status = app.provision({{"request", "a bucket"}, {"requester", "jane"}});
        EXPECT_EQ(status["status"], "failed") << status;
        EXPECT_EQ(status["error_code"], "upstream");
        EXPECT_THAT(status["error"].get<std::string>(), HasSubstr("Set ANTHROPIC_API_KEY"));
        const auto health = app.get_json("/api/v1/health");
        EXPECT_EQ(health["status"], "degraded");
        EXPECT_EQ(
            health["checks"]["claude"],
            "error: Claude does not accept the key. Set ANTHROPIC_API_KEY to a valid one."
        );
        EXPECT_EQ(health["checks"]["github"], "not configured");
        EXPECT_THAT(base::write_json(status), Not(HasSubstr("planted")));
        EXPECT_THAT(app.app().banner(), Not(HasSubstr("planted")));
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file()) {
            EXPECT_THAT(base::read_file(entry.path()), Not(HasSubstr("planted"))) << entry.path();
        }
}

TEST(LanguageModel, IsAskedForThreeHundredRequestsAtOnce)
{
    constexpr int requests = 300;
    constexpr std::chrono::seconds patience(300);
    support::Count waiting;
    const StandInModel provider({}, [&](support::Wire& wire, const StandInModel::Call& call) {
        waiting.add(1);
        waiting.reaches(requests, patience);
        StandInModel::understand(wire, call);
    });
    auto flags = flags_for(provider, "claude");
    flags["llm_timeout"] = "300";
    support::RunningApp app(flags);
    for (int i = 0; i < requests; ++i)
        app.post(
            "/api/v1/provision", {{"request", "a bucket called b" + std::to_string(i)}, {"requester", "jane"}}
        );
    EXPECT_TRUE(waiting.reaches(requests, patience));
    EXPECT_EQ(provider.most_at_once(), requests);
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

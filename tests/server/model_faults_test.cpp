#include "server/model_faults.h"
#include "server/self_signed.h"
#include "support/running_app.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <future>

namespace {

using namespace model_faults;
using testing::HasSubstr;

/// The connections to that port which this process holds.
int open_towards(int port)
{
    std::ifstream table("/proc/self/net/tcp");
    std::string line;
    std::getline(table, line);
    int open = 0;
    while (std::getline(table, line)) {
        std::istringstream words(line);
        std::string word;
        std::string remote;
        std::string inode;
        for (int column = 0; words >> word && column <= 9; ++column) {
            if (column == 2)
                remote = word;
            if (column == 9)
                inode = word;
        }
        // A connection that no process holds any more has no inode.
        open += remote.ends_with(fmt::format(":{:04X}", port)) && inode != "0" ? 1 : 0;
    }
    return open;
}

support::RunningApp::Flags settings(Api api, const std::string& address)
{
    support::RunningApp::Flags flags{
        {"prompts", PROJECT_DIR "/prompts"}, {"llm_timeout", "3"}, {"default_environment", "dev"}};
    if (api == Api::claude)
        flags.insert({{"anthropic_api_key", "key"}, {"anthropic_base_url", address}});
    else
        flags.insert(
            {{"azure_openai_api_key", "key"},
             {"azure_openai_endpoint", address},
             {"azure_openai_deployment", "gpt"}}
        );
    return flags;
}

/// The request's status when it has ended, or waits for its next attempt.
base::Value outcome(support::RunningApp& app, const std::string& id)
{
    while (true) {
        auto status = app.get_json("/api/v1/requests/" + id + "/status");
        const auto word = status["status"].get<std::string>();
        if (word == "completed" || word == "failed" || !status["next_attempt_at"].is_null())
            return status;
    }
}

std::string history_of(support::RunningApp& app, const std::string& id)
{
    return app.ask("GET", "/api/v1/requests/" + id + "/events", {{"accept", "application/json"}}).body;
}

std::string submit(support::RunningApp& app)
{
    const auto accepted =
        app.post("/api/v1/provision", {{"request", "a bucket called logs"}, {"requester", "jane"}});
    return base::read_json(accepted.body)["request_id"];
}

class ModelFaults : public testing::TestWithParam<Fault> {};

TEST_P(ModelFaults, EndAsTheTableSays)
{
    const auto& fault = GetParam();
    const auto& expected = fault.expected;
    StandInModel model({static_cast<std::size_t>(fault.played), fault.script});
    support::RunningApp app(settings(fault.api, model.address()));
    const auto begun = base::RealClock().now();
    const auto id = submit(app);
    const bool is_to_wait = expected.waits_at_least_s > 0;
    const auto status = is_to_wait ? outcome(app, id) : app.settled(id);
    const auto history = history_of(app, id);
    SCOPED_TRACE(base::write_json(status) + history);

    EXPECT_EQ(status["status"], expected.status);
    EXPECT_EQ(model.calls().size(), static_cast<std::size_t>(expected.calls));
    if (is_to_wait) {
        EXPECT_THAT(history, HasSubstr("\"code\":\"" + expected.code + "\""));
        EXPECT_THAT(history, HasSubstr(expected.says));
        ASSERT_TRUE(status["next_attempt_at"].is_string());
        EXPECT_GE(
            status["next_attempt_at"].get<std::string>(),
            base::to_rfc3339(begun + std::chrono::seconds(expected.waits_at_least_s))
        );
    } else {
        EXPECT_EQ(status["next_attempt_at"], nullptr);
        const auto code = status.value("error_code", base::Value());
        EXPECT_EQ(code.is_string() ? code.get<std::string>() : "", expected.code);
        EXPECT_THAT(base::write_json(status["error"]), HasSubstr(expected.says));
    }
    EXPECT_EQ(app.get_json("/api/v1/pulls")["count"], expected.status == "completed" ? 1 : 0);
    EXPECT_EQ(open_towards(model.port()), 0);
}

std::string name_of(const testing::TestParamInfo<Fault>& fault)
{
    return fault.param.name;
}

INSTANTIATE_TEST_SUITE_P(Limits, ModelFaults, testing::ValuesIn(limits()), name_of);
INSTANTIATE_TEST_SUITE_P(Connections, ModelFaults, testing::ValuesIn(connections()), name_of);
INSTANTIATE_TEST_SUITE_P(Answers, ModelFaults, testing::ValuesIn(answers()), name_of);

/// The request waits for its next attempt, and says why.
void expect_unreachable(const std::string& address)
{
    support::RunningApp app(settings(Api::claude, address));
    const auto status = outcome(app, submit(app));
    EXPECT_EQ(status["status"], "parsing") << status;
    const auto history = history_of(app, status["request_id"]);
    EXPECT_THAT(history, HasSubstr("\"code\":\"unavailable\""));
    EXPECT_THAT(history, HasSubstr("No answer from " + address));
}

TEST(ModelOutOfReach, IsTriedAgainWhenTheConnectionIsRefused)
{
    std::string address;
    {
        const StandInModel gone;
        address = gone.address();
    }
    expect_unreachable(address);
}

TEST(ModelOutOfReach, IsTriedAgainWhenItsNameIsUnknown)
{
    expect_unreachable("http://no-such-host.invalid");
}

TEST(ModelOutOfReach, GetsNothingWhenNobodyVouchesForItsCertificate)
{
    std::promise<std::string> verdict;
    std::once_flag first;
    const StandInModel model({}, StandInModel::understand, [&](Wire& wire) {
        auto reason = self_signed::greet(wire);
        std::call_once(first, [&] { verdict.set_value(std::move(reason)); });
        return false;
    });
    expect_unreachable("https://127.0.0.1:" + std::to_string(model.port()));
    EXPECT_EQ(verdict.get_future().get(), "tlsv1 alert unknown ca");
}

}  // namespace

#include "llm/conversation.h"
#include "llm/fallback.h"
#include "llm/offline.h"

namespace {

using namespace conversation;
using base::Code;
using base::Value;

/// Remembers what it was told; lets so many calls through.
class Ledger final : public llm::Meter {
public:
    explicit Ledger(int allowed = 100) : allowed_(allowed) {}

    void admit() override
    {
        if (allowed_-- == 0)
            throw base::Error(Code::forbidden, "The budget is spent.");
    }
    void record(const llm::Call& call) override { calls.push_back(call); }

    std::vector<llm::Call> calls;

private:
    int allowed_;
};

llm::Prompt paid_by(Ledger& ledger)
{
    auto prompt = words("a bucket for logs");
    prompt.meter = &ledger;
    return prompt;
}

std::string with_usage(const std::string& answer, const Value& usage)
{
    auto body = base::read_json(answer);
    body["usage"] = usage;
    return base::write_json(body);
}

std::vector<std::string> outcomes_of(const Ledger& ledger)
{
    std::vector<std::string> outcomes;
    for (const auto& call : ledger.calls)
        outcomes.push_back(call.outcome);
    return outcomes;
}

using Counts = std::array<std::int64_t, 3>;  // input, output, cached

Counts counts_of(const llm::Call& call)
{
    return {call.tokens.input, call.tokens.output, call.tokens.cached};
}

TEST(Usage, IsReadFromClaude)
{
    World world;
    support::StubbedNetwork::Stub stub{
        "POST",
        claude_url,
        200,
        with_usage(
            claude_says(bucket()),
            {{"input_tokens", 42},
             {"cache_creation_input_tokens", 100},
             {"cache_read_input_tokens", 1'800},
             {"output_tokens", 31}}
        )};
    stub.inspect = [&](const base::HttpRequest&) { world.clock.advance(std::chrono::milliseconds(750)); };
    world.network.expect(stub);
    Ledger ledger;
    world.claude().complete(paid_by(ledger));
    ASSERT_EQ(ledger.calls.size(), 1U);
    const auto& call = ledger.calls[0];
    EXPECT_EQ(call.provider, "claude");
    EXPECT_EQ(call.model, "claude-sonnet-5");
    EXPECT_EQ(call.prompt, "understand@0123");
    EXPECT_EQ(call.outcome, "understood");
    EXPECT_EQ(counts_of(call), (Counts{142, 31, 1'800}));
    EXPECT_FALSE(call.estimated);
    EXPECT_EQ(call.took, std::chrono::milliseconds(750));
    EXPECT_EQ(base::write_json(Value(Value(call).get<llm::Call>())), base::write_json(Value(call)));
}

TEST(Usage, IsReadFromAzureWhoseCachedTokensAreAmongThoseOfThePrompt)
{
    World world;
    world.network.expect(
        {"POST",
         azure_url,
         200,
         with_usage(
             azure_says(bucket()),
             {{"prompt_tokens", 2'000},
              {"completion_tokens", 31},
              {"prompt_tokens_details", {{"cached_tokens", 1'800}}}}
         )}
    );
    Ledger ledger;
    world.azure().complete(paid_by(ledger));
    ASSERT_EQ(ledger.calls.size(), 1U);
    EXPECT_EQ(ledger.calls[0].provider, "azure_openai");
    EXPECT_EQ(ledger.calls[0].model, "gpt");
    EXPECT_EQ(counts_of(ledger.calls[0]), (Counts{200, 31, 1'800}));
}

TEST(Usage, ThatIsMissingOrNonsenseIsEstimatedFromTheBytes)
{
    const std::vector<Value> strange{
        nullptr,
        Value::array({1, 2}),
        "many",
        {{"output_tokens", 31}},
        {{"input_tokens", -1}, {"output_tokens", 31}},
        {{"input_tokens", 0.5}, {"output_tokens", 31}},
        {{"input_tokens", "42"}, {"output_tokens", 31}},
        {{"input_tokens", 42}, {"output_tokens", 10'000'001}},
        {{"input_tokens", 42}, {"output_tokens", 18446744073709551615ULL}},
        {{"input_tokens", 42}, {"output_tokens", 1e300}},
        {{"input_tokens", {{"a", 1}}}, {"output_tokens", 31}},
    };
    for (const auto& usage : strange) {
        World world;
        std::int64_t sent = 0;
        const auto answer = with_usage(claude_says(bucket()), usage);
        support::StubbedNetwork::Stub stub{"POST", claude_url, 200, answer};
        stub.inspect = [&](const base::HttpRequest& request) {
            sent = static_cast<std::int64_t>(request.body.size());
        };
        world.network.expect(stub);
        Ledger ledger;
        world.claude().complete(paid_by(ledger));
        ASSERT_EQ(ledger.calls.size(), 1U);
        EXPECT_TRUE(ledger.calls[0].estimated) << usage;
        EXPECT_EQ(
            counts_of(ledger.calls[0]),
            (Counts{sent / 4 + 1, static_cast<std::int64_t>(answer.size()) / 4 + 1, 0})
        ) << usage;
    }
}

TEST(Usage, OfACacheThatIsNonsenseCountsNothingForIt)
{
    World world;
    world.expect(
        200,
        with_usage(
            claude_says(bucket()),
            {{"input_tokens", 42}, {"output_tokens", 31}, {"cache_read_input_tokens", "many"}}
        )
    );
    world.network.expect(
        {"POST",
         azure_url,
         200,
         with_usage(
             azure_says(bucket()),
             {{"prompt_tokens", 20},
              {"completion_tokens", 31},
              {"prompt_tokens_details", {{"cached_tokens", 1'800}}}}
         )}
    );
    Ledger ledger;
    world.claude().complete(paid_by(ledger));
    world.azure().complete(paid_by(ledger));
    ASSERT_EQ(ledger.calls.size(), 2U);
    EXPECT_EQ(counts_of(ledger.calls[0]), (Counts{42, 31, 0}));
    EXPECT_EQ(counts_of(ledger.calls[1]), (Counts{0, 31, 20}));  // no more than there were
}

TEST(Usage, IsToldOfRepairsToo)
{
    World world;
    world.expect(200, with_usage(claude_says("Sure!"), {{"input_tokens", 10}, {"output_tokens", 2}}));
    world.expect(200, with_usage(claude_says(bucket()), {{"input_tokens", 14}, {"output_tokens", 3}}));
    Ledger ledger;
    world.claude().complete(paid_by(ledger));
    EXPECT_EQ(outcomes_of(ledger), (std::vector<std::string>{"wrong_form", "understood"}));
    EXPECT_EQ(counts_of(ledger.calls[0]), (Counts{10, 2, 0}));
    EXPECT_EQ(counts_of(ledger.calls[1]), (Counts{14, 3, 0}));
}

TEST(Usage, IsToldOfEveryFailure)
{
    const auto refused =
        with_usage(claude_says(bucket(), "refusal"), {{"input_tokens", 10}, {"output_tokens", 2}});
    const std::vector<std::tuple<int, std::string, std::string, Counts>> rows{
        {200, refused, "upstream", {10, 2, 0}},
        {429, "{}", "limited", {}},
        {500, "{}", "unavailable", {}},
        {401, "{}", "upstream", {}},
    };
    for (const auto& [status, body, outcome, counts] : rows) {
        World world;
        world.expect(status, body);
        Ledger ledger;
        auto model = world.claude();
        error_of(model, paid_by(ledger));
        ASSERT_EQ(outcomes_of(ledger), std::vector<std::string>{outcome}) << status;
        EXPECT_EQ(counts_of(ledger.calls[0]), counts) << status;
    }
    World world;
    support::StubbedNetwork::Stub silent{"POST", claude_url};
    silent.unreachable = true;
    world.network.expect(silent);
    Ledger ledger;
    auto model = world.claude();
    error_of(model, paid_by(ledger));
    EXPECT_EQ(outcomes_of(ledger), std::vector<std::string>{"unavailable"});
}

TEST(Usage, IsNotToldWhereNoCallIsMade)
{
    World world;
    world.expect(401, "{}");
    Ledger ledger;
    auto model = world.claude();
    error_of(model, paid_by(ledger));
    error_of(model, paid_by(ledger));  // the breaker is open
    EXPECT_EQ(ledger.calls.size(), 1U);
}

TEST(Budget, ThatIsSpentLetsNoCallThrough)
{
    World world;  // and no call is expected
    Ledger ledger(0);
    auto model = world.claude();
    EXPECT_EQ(error_of(model, paid_by(ledger)).message, "The budget is spent.");
    EXPECT_TRUE(ledger.calls.empty());
}

TEST(Budget, ThatRunsOutStopsARepair)
{
    World world;
    world.expect(200, claude_says("Sure!"));
    Ledger ledger(1);
    auto model = world.claude();
    EXPECT_EQ(error_of(model, paid_by(ledger)).code, Code::forbidden);
    EXPECT_EQ(outcomes_of(ledger), std::vector<std::string>{"wrong_form"});
}

TEST(Budget, ThatIsSpentDoesNotUseUpTheBreakersTrial)
{
    World world;
    auto model = world.claude();
    world.expect(401, "{}");
    error_of(model);
    world.clock.advance(std::chrono::minutes(5));
    Ledger poor(0);
    error_of(model, paid_by(poor));
    world.expect(200, claude_says(bucket()));
    EXPECT_EQ(model.complete(words("logs")).drafts.size(), 1U);
}

TEST(Budget, ThatIsSpentLeavesTheRequestToAModelThatCostsNothing)
{
    World world;
    std::vector<llm::Fallback::Link> links;
    links.push_back(
        {"claude",
         std::make_unique<llm::Claude>(world.surroundings(), llm::Claude::Account{base::Secret(key)})}
    );
    links.push_back({"offline", std::make_unique<llm::Offline>(real_catalog())});
    llm::Fallback chain(std::move(links));
    Ledger ledger(0);
    const auto reply = chain.complete(paid_by(ledger));
    EXPECT_EQ(reply.model, "offline");
    EXPECT_EQ(reply.passed_over, std::vector<std::string>{"claude: The budget is spent."});
}

}  // namespace

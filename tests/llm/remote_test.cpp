#include "llm/conversation.h"
#include "llm/fallback.h"
#include "llm/form.h"

namespace {

using namespace conversation;
using base::Code;
using base::Value;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

TEST(Schema, IsClosedAndStaysSmallWithManyTypes)
{
    const auto schema = base::write_json(llm::schema_of(real_catalog()));
    const auto per_type = schema.size() / real_catalog().blueprints().size();
    RecordProperty("bytes", static_cast<int>(schema.size()));
    std::cout << schema.size() << " bytes for " << real_catalog().blueprints().size() << " types\n";
    EXPECT_LT(25 * per_type, 10'000U);
    for (const auto* refused : {"minimum", "maximum", "pattern", "maxLength", "maxItems", "$ref", "oneOf"})
        EXPECT_THAT(schema, Not(HasSubstr("\"" + std::string(refused) + "\""))) << refused;
}

TEST(Claude, SendsTheMessagesApiItsBody)
{
    World world;
    Value sent;
    std::map<std::string, std::string> headers;
    support::StubbedNetwork::Stub stub{"POST", claude_url, 200, claude_says(bucket())};
    stub.inspect = [&](const base::HttpRequest& request) {
        sent = base::read_json(request.body);
        headers = request.headers;
    };
    world.network.expect(stub);
    auto model = world.claude();
    auto prompt = words("ignore <request> me");
    prompt.team = "search";
    const auto reply = model.complete(prompt);

    auto expected = base::read_json(R"({
      "model": "claude-sonnet-5", "max_tokens": 4096,
      "system": [{"type": "text", "text": "THE RULES", "cache_control": {"type": "ephemeral"}}],
      "messages": [{"role": "user", "content": ""}],
      "output_config": {"effort": "low", "format": {"type": "json_schema"}}})");
    expected["output_config"]["format"]["schema"] = llm::schema_of(real_catalog());
    expected["messages"][0]["content"] =
        R"(<request>{"answers":{},"request":"ignore \u003crequest\u003e me","stated":{"team":"search"}}</request>)";
    EXPECT_EQ(sent, expected);
    EXPECT_EQ(headers["x-api-key"], key);
    EXPECT_EQ(headers["anthropic-version"], "2023-06-01");
    EXPECT_EQ(headers["content-type"], "application/json");
    ASSERT_EQ(reply.drafts.size(), 1U);
    EXPECT_EQ(reply.drafts[0].values.at("resource_name").from, catalog::From::model);
    EXPECT_EQ(reply.model, "claude-sonnet-5");
    EXPECT_EQ(reply.prompt, "understand@0123");
}

Value sent_to_azure(const std::string& api_version, const std::string& deployment, const std::string& url)
{
    World world;
    Value sent;
    support::StubbedNetwork::Stub stub{"POST", url, 200, azure_says(bucket())};
    stub.inspect = [&](const base::HttpRequest& request) {
        sent = base::read_json(request.body);
        EXPECT_EQ(request.headers.at("api-key"), key);
    };
    world.network.expect(stub);
    auto model = world.azure(api_version, deployment);
    EXPECT_EQ(model.complete(words("logs")).drafts.size(), 1U);
    return sent;
}

TEST(AzureOpenAI, SendsTheV1ApiItsBody)
{
    auto expected = base::read_json(R"({
      "model": "gpt", "max_completion_tokens": 4096,
      "messages": [{"role": "system", "content": "THE RULES"},
                   {"role": "user", "content": "<request>{\"answers\":{},\"request\":\"logs\",\"stated\":{}}</request>"}],
      "response_format": {"type": "json_schema", "json_schema": {"name": "infrastructure_request", "strict": true}}})"
    );
    expected["response_format"]["json_schema"]["schema"] = llm::schema_of(real_catalog());
    EXPECT_EQ(sent_to_azure("", "gpt", azure_url), expected);
}

TEST(AzureOpenAI, KeepsADeploymentInItsPathSegment)
{
    const std::string root = "https://x.openai.azure.com/openai/deployments/";
    sent_to_azure(
        "2024-10-21",
        "../../admin/secrets",
        root + "..%2F..%2Fadmin%2Fsecrets/chat/completions?api-version=2024-10-21"
    );
    sent_to_azure("2024-10-21", "%2e%2e", root + "%252e%252e/chat/completions?api-version=2024-10-21");
    World world;
    EXPECT_THROW(world.azure("2024-10-21", ".."), base::Error);
}

TEST(AzureOpenAI, AsksOldVersionsForJsonAndTellsThemTheForm)
{
    const auto sent = sent_to_azure(
        "2024-06-01",
        "gpt",
        "https://x.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-06-01"
    );
    EXPECT_EQ(sent["response_format"], Value({{"type", "json_object"}}));
    EXPECT_EQ(sent["max_tokens"], 4096);
    EXPECT_THAT(sent["messages"][0]["content"].get<std::string>(), HasSubstr("\"resource_type\""));
}

struct StatusRow {
    int status;
    std::string body;
    std::map<std::string, std::string> headers;
    Code code;
    std::optional<milliseconds> wait;
    std::string says;
};

TEST(Remote, TranslatesEveryRefusalOfAProvider)
{
    const auto spend =
        R"({"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}})";
    // The manual clock stands at 2027-01-15 08:00:00 UTC.
    const std::vector<StatusRow> rows{
        {429, "{}", {{"retry-after", "2"}}, Code::limited, milliseconds(2'000), "too much to do"},
        {429,
         "{}",
         {{"retry-after-ms", "1500"}, {"retry-after", "9"}},
         Code::limited,
         milliseconds(1'500),
         ""},
        {429,
         "{}",
         {{"retry-after", "Fri, 15 Jan 2027 08:00:10 GMT"}},
         Code::limited,
         milliseconds(10'000),
         ""},
        {429, "{}", {{"retry-after", "3600"}}, Code::limited, milliseconds(3'600'000), ""},
        {429, "{}", {{"retry-after", "-5"}}, Code::limited, std::nullopt, ""},
        {429, "{}", {{"retry-after", "1e999"}}, Code::limited, std::nullopt, ""},
        {429, spend, {{"x-should-retry", "true"}}, Code::upstream, std::nullopt, "spend limit"},
        {529, "<html>", {}, Code::limited, std::nullopt, "529"},
        {500, "", {}, Code::unavailable, std::nullopt, "its side"},
        {408, "{}", {}, Code::unavailable, std::nullopt, ""},
        {409, "{}", {}, Code::unavailable, std::nullopt, ""},
        {503, "{}", {{"x-should-retry", "false"}}, Code::upstream, std::nullopt, "did not accept"},
        {400, "{}", {{"x-should-retry", "true"}}, Code::unavailable, std::nullopt, ""},
        {400, R"({"error":{"code":"content_filter"}})", {}, Code::upstream, std::nullopt, "content filter"},
        {400, R"([1,{"error":2}])", {}, Code::upstream, std::nullopt, "did not accept"},
        {401, "{}", {}, Code::upstream, std::nullopt, "ANTHROPIC_API_KEY"},
        {402, "{}", {}, Code::upstream, std::nullopt, "spend limit"},
        {403, "{}", {}, Code::upstream, std::nullopt, "may not use claude-sonnet-5"},
        {404, "{}", {}, Code::upstream, std::nullopt, "ANTHROPIC_BASE_URL"},
        {413, "{}", {}, Code::upstream, std::nullopt, "too long"},
        {307, "", {{"location", "https://evil.example"}}, Code::upstream, std::nullopt, "redirect"},
    };
    for (const auto& row : rows) {
        World world;
        world.expect(row.status, row.body, row.headers);
        auto model = world.claude();
        const auto error = error_of(model);
        SCOPED_TRACE(std::to_string(row.status) + " " + row.body + " " + error.message);
        EXPECT_EQ(error.code, row.code);
        EXPECT_EQ(error.retry_after, row.wait);
        EXPECT_THAT(error.message, HasSubstr(row.says));
    }
}

TEST(Remote, NeverShowsItsKey)
{
    World world;
    world.expect(401, R"({"error":{"message":"the key )" + key + R"( is wrong"}})");
    auto model = world.claude();
    const auto error = error_of(model);
    EXPECT_THAT(error.message, Not(HasSubstr("planted")));
    EXPECT_THAT(error.detail, HasSubstr("the key [key] is wrong"));
    EXPECT_THAT(error.detail, Not(HasSubstr("planted")));
    try {
        llm::Claude(world.surroundings(), {base::Secret("planted\r\nx-evil: 1")});
        ADD_FAILURE() << "took a key with a line break";
    } catch (const base::Error& refused) {
        EXPECT_THAT(refused.message, HasSubstr("ANTHROPIC_API_KEY"));
        EXPECT_THAT(refused.message, Not(HasSubstr("planted")));
    }
}

TEST(Remote, TakesNoAddressThatIsNone)
{
    for (const auto* address :
         {"",
          "api.anthropic.com",
          "ftp://x",
          "https://",
          "https://user:planted@x",
          "https://x?y",
          "https://x y"})
        EXPECT_THROW(base::checked_address(address, "ANTHROPIC_BASE_URL"), base::Error) << address;
    EXPECT_EQ(base::checked_address("http://localhost:9/a//", "X"), "http://localhost:9/a");
}

TEST(Remote, DoesNotReadAnswersThatAreNotFinished)
{
    const std::vector<std::pair<std::string, std::string>> rows{
        {claude_says(bucket(), "refusal"), "declined"},
        {claude_says(bucket(), "max_tokens"), "cut"},
        {claude_says(bucket(), "model_context_window_exceeded"), "cut"},
        {claude_says(bucket(), "pause_turn"), "unknown form"},
        {"[]", "unknown form"},
        {R"({"stop_reason":"end_turn"})", "unknown form"},
        {R"({"stop_reason":"end_turn","content":"x"})", "unknown form"},
    };
    for (const auto& [body, says] : rows) {
        World world;
        world.expect(200, body);
        auto model = world.claude();
        const auto error = error_of(model);
        EXPECT_EQ(error.code, Code::upstream) << body.substr(0, 100);
        EXPECT_THAT(error.message, HasSubstr(says)) << body.substr(0, 100);
    }
    for (const auto& body :
         {std::string("<html>"), std::string(), std::string(100'000, '['), bucket() + "}"}) {
        World world;
        world.expect(200, body);
        auto model = world.claude();
        EXPECT_EQ(error_of(model).code, Code::unavailable) << body.substr(0, 100);
    }
    for (const auto* reason : {"content_filter", "length", "tool_calls", ""}) {
        World world;
        world.network.expect({"POST", azure_url, 200, azure_says(bucket(), reason)});
        auto model = world.azure();
        EXPECT_EQ(error_of(model).code, Code::upstream) << reason;
    }
}

TEST(Remote, ReadsAFencedForm)
{
    World world;
    world.expect(200, claude_says("```json\n" + bucket() + "\n```\n"));
    EXPECT_EQ(world.claude().complete(words("logs")).drafts.size(), 1U);
}

TEST(Remote, SendsAWrongFormBackTwiceAndThenFailsWithItsProblems)
{
    const auto wrong = [](const Values& values) { return form({resource("rds", values)}); };
    const std::vector<std::pair<std::string, std::string>> rows{
        {"", "not JSON"},
        {"{", "not JSON"},
        {"[1]", "object"},
        {std::string(100'000, '['), "larger"},
        {std::string(60'000, '['), "not JSON"},
        {R"({"outcome":NaN})", "not JSON"},
        {R"({"outcome":"\ud800"})", "not JSON"},
        {form({resource("ec2", {})}), "ec2"},
        {wrong({value("storage_gb", 1)}), "too small"},
        {wrong({value("storage_gb", "many")}), "integer"},
        {wrong({value("versioning", true)}), "versioning"},
        {wrong({value("owner", "eve")}), "owner"},
        {wrong({value("environment", "mars")}), "mars"},
        {wrong({value("resource_name", Value::array({"a"}))}), "string"},
        {wrong({value("engine", "mysql"), value("engine", "postgres")}), "two values"},
        {form({}), "no resource"},
    };
    for (const auto& [text, says] : rows) {
        World world;
        std::vector<std::size_t> lengths;
        for (int i = 0; i < 3; ++i) {
            support::StubbedNetwork::Stub stub{"POST", claude_url, 200, claude_says(text)};
            stub.inspect = [&](const base::HttpRequest& request) {
                lengths.push_back(base::read_json(request.body)["messages"].size());
            };
            world.network.expect(stub);
        }
        auto model = world.claude();
        const auto error = error_of(model);
        SCOPED_TRACE(text.substr(0, 100));
        EXPECT_EQ(error.code, Code::upstream);
        EXPECT_EQ(lengths, (std::vector<std::size_t>{1, 3, 5}));
        ASSERT_FALSE(error.problems.empty());
        EXPECT_THAT(error.problems.front().message, HasSubstr(says));
        EXPECT_THAT(error.message, HasSubstr(says));
    }
}

TEST(Remote, TakesARepairedForm)
{
    World world;
    world.expect(200, claude_says("Sure! Here it is"));
    world.expect(200, claude_says(bucket()));
    EXPECT_EQ(world.claude().complete(words("logs")).drafts.size(), 1U);
}

TEST(Form, LeavesWhatTheCallerStatedToTheCaller)
{
    auto prompt = words("x");
    prompt.environment = "dev";
    prompt.team = "search";
    const auto reply = llm::read_form(
        real_catalog(),
        prompt,
        form({resource(
            "s3", {value("environment", "prod"), value("team", "eve"), value("resource_name", "logs")}
        )})
    );
    EXPECT_FALSE(reply.drafts[0].values.contains("environment"));
    EXPECT_FALSE(reply.drafts[0].values.contains("team"));
}

TEST(Form, AsksAndRefusesInTheCatalogsWords)
{
    const auto open =
        R"({"outcome":"questions","resources":[{"resource_type":null,"values":[]}],"questions":[],"refusal":null})";
    auto reply = llm::read_form(real_catalog(), words("x"), open);
    ASSERT_EQ(reply.questions.size(), 1U);
    EXPECT_EQ(reply.questions[0].id, "resource_type");
    EXPECT_EQ(reply.questions[0].options.size(), real_catalog().blueprints().size());
    EXPECT_TRUE(reply.drafts.empty());

    auto answered = words("x");
    answered.answers["resource_type"] = "s3";
    EXPECT_EQ(llm::read_form(real_catalog(), answered, open).drafts.at(0).resource_type, "s3");

    const auto size =
        R"({"outcome":"questions","resources":[{"resource_type":"rds","values":[]}],"questions":[{"resource":0,"field":"size"}],"refusal":null})";
    reply = llm::read_form(real_catalog(), words("x"), size);
    EXPECT_EQ(
        reply.questions.at(0).options, (std::vector<std::string>{"small", "medium", "large", "xlarge"})
    );

    const auto no = R"({"outcome":"refusal","resources":[],"questions":[],"refusal":"out_of_scope"})";
    EXPECT_THAT(
        llm::read_form(real_catalog(), words("x"), no).refusal->message, HasSubstr("Groundwork can create")
    );
}

TEST(Form, AsksForAValueThatIsOutOfBoundsWithTheBounds)
{
    const auto disk =
        R"({"outcome":"questions","resources":[{"resource_type":"rds","values":[]}],"questions":[{"resource":0,"field":"storage_gb"}],"refusal":null})";
    const auto reply = llm::read_form(real_catalog(), words("a postgres with 1 GB"), disk);
    EXPECT_THAT(reply.questions.at(0).question, testing::MatchesRegex(".* From [0-9]+ to [0-9]+ GB\\."));
}

TEST(Instructions, AreTheFileAndTheCatalogUnderAHash)
{
    const auto loaded = llm::Instructions::load(PROJECT_DIR "/prompts", real_catalog());
    EXPECT_THAT(loaded.text, HasSubstr("storage_gb"));
    EXPECT_THAT(loaded.name, testing::MatchesRegex("understand@[0-9a-f]+"));
    EXPECT_THROW(llm::Instructions::load("/nonexistent", real_catalog()), base::Error);
}

TEST(Breaker, OpensAtOnceForAKeyAndClosesWhenATrialSucceeds)
{
    World world;
    auto model = world.claude();
    world.expect(401, "{}");
    error_of(model);
    EXPECT_THAT(error_of(model).message, HasSubstr("not asked again until"));  // and no call is made
    world.clock.advance(std::chrono::minutes(5));
    world.expect(200, claude_says(bucket()));
    world.expect(200, claude_says(bucket()));
    model.complete(words("logs"));
    model.complete(words("logs"));
}

TEST(Breaker, OpensAfterFiveFailuresAndLetsOneTrialThrough)
{
    World world;
    auto model = world.claude();
    for (int i = 0; i < 5; ++i) {
        support::StubbedNetwork::Stub stub{"POST", claude_url};
        stub.unreachable = true;
        world.network.expect(stub);
        EXPECT_EQ(error_of(model).code, Code::unavailable);
    }
    EXPECT_EQ(error_of(model).retry_after, std::chrono::seconds(30));
    world.clock.advance(std::chrono::seconds(30));
    world.expect(500, "{}");
    EXPECT_THAT(error_of(model).message, Not(HasSubstr("not asked")));
    EXPECT_THAT(error_of(model).message, HasSubstr("not asked"));
}

TEST(Fallback, SaysWhoUnderstoodAndWhyTheOthersDidNot)
{
    World world;
    world.expect(401, "{}");
    world.network.expect({"POST", azure_url, 200, azure_says(bucket())});
    std::vector<llm::Fallback::Link> links;
    links.push_back(
        {"claude",
         std::make_unique<llm::Claude>(world.surroundings(), llm::Claude::Account{base::Secret(key)})}
    );
    links.push_back(
        {"azure_openai",
         std::make_unique<llm::AzureOpenAI>(
             world.surroundings(),
             llm::AzureOpenAI::Account{base::Secret(key), "https://x.openai.azure.com", "gpt", ""}
         )}
    );
    llm::Fallback chain(std::move(links));
    const auto reply = chain.complete(words("logs"));
    EXPECT_EQ(reply.model, "gpt");
    ASSERT_EQ(reply.passed_over.size(), 1U);
    EXPECT_THAT(reply.passed_over[0], HasSubstr("claude: Claude does not accept the key"));

    support::StubbedNetwork::Stub busy{"POST", azure_url, 429};
    busy.headers["retry-after"] = "7";
    world.network.expect(busy);
    const auto error = error_of(chain);
    EXPECT_EQ(error.code, Code::limited);
    EXPECT_EQ(error.retry_after, std::chrono::seconds(7));
    EXPECT_THAT(error.message, HasSubstr("claude: "));
}

}  // namespace

#include "llm/conversation.h"
#include "llm/form.h"

namespace {

using namespace conversation;
using base::Value;
using llm::Summary;
using testing::HasSubstr;
using testing::Not;

std::string bucket_with(const Value& summary)
{
    auto form = base::read_json(bucket());
    form["summary"] = summary;
    return base::write_json(form);
}

TEST(Summary, IsAFieldOfTheFormOnlyWhereItIsWanted)
{
    EXPECT_FALSE(llm::schema_of(real_catalog())["properties"].contains("summary"));
    const auto schema = llm::schema_of(real_catalog(), Summary::wanted);
    EXPECT_EQ(schema["properties"]["summary"], Value({{"type", "string"}}));
    EXPECT_THAT(schema["required"], testing::Contains("summary"));
    EXPECT_THROW(llm::read_form(real_catalog(), words("x"), bucket_with("Buy me")), base::Error);
    EXPECT_THROW(llm::read_form(real_catalog(), words("x"), bucket(), Summary::wanted), base::Error);
    EXPECT_THROW(llm::read_form(real_catalog(), words("x"), bucket_with(1), Summary::wanted), base::Error);
    EXPECT_EQ(
        llm::read_form(real_catalog(), words("x"), bucket_with("A bucket."), Summary::wanted).summary,
        "A bucket."
    );
}

TEST(Summary, IsAskedForByItsOwnPrompt)
{
    const auto with = llm::Instructions::load(PROJECT_DIR "/prompts", real_catalog(), Summary::wanted);
    const auto without = llm::Instructions::load(PROJECT_DIR "/prompts", real_catalog());
    EXPECT_THAT(with.text, HasSubstr("`summary`"));
    EXPECT_THAT(without.text, Not(HasSubstr("`summary`")));
    EXPECT_NE(with.name, without.name);
}

TEST(Summary, ComesWithTheReplyOfEitherProvider)
{
    World world;
    world.instructions.summary = Summary::wanted;
    const auto expect_field = [](const base::HttpRequest& request) {
        EXPECT_THAT(request.body, HasSubstr(R"("summary":{"type":"string"})"));
    };
    support::StubbedNetwork::Stub claude{"POST", claude_url, 200, claude_says(bucket_with("Logs."))};
    support::StubbedNetwork::Stub azure{"POST", azure_url, 200, azure_says(bucket_with("Logs."))};
    claude.inspect = azure.inspect = expect_field;
    world.network.expect(claude);
    world.network.expect(azure);
    EXPECT_EQ(world.claude().complete(words("logs")).summary, "Logs.");
    EXPECT_EQ(world.azure().complete(words("logs")).summary, "Logs.");
}

}  // namespace

#include "catalog/drafts.h"
#include "catalog/tags.h"

#include <gmock/gmock.h>

namespace {

using base::Value;
using catalog::Envelope;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Pair;

class Tags : public testing::Test {
protected:
    const catalog::Catalog catalog_ = WrittenCatalog().load();
};

TEST_F(Tags, SayWhatTheResourceIs)
{
    Envelope envelope;
    envelope.team = "sales";
    envelope.service = "shop";
    envelope.requester = "user:default/jane";
    EXPECT_THAT(
        the_spec(
            catalog_, a_box({{"cost_center", "CC_1"}, {"tags", {{"Purpose", "tools: spare"}}}}), envelope
        )
            .tags,
        ElementsAre(
            Pair("Blueprint", "box@1.2.0"),
            Pair("CostCenter", "CC_1"),
            Pair("Environment", "dev"),
            Pair("ManagedBy", "terraform"),
            Pair("Owner", "jane"),
            Pair("Purpose", "tools: spare"),
            Pair("Service", "shop"),
            Pair("Team", "sales")
        )
    );
}

TEST_F(Tags, HaveThePolicysDefaults)
{
    const auto spec = the_spec(catalog_, a_box());
    EXPECT_EQ(spec.tags.at("Owner"), "platform");
    EXPECT_EQ(spec.owner, "");
    EXPECT_EQ(spec.tags.at("CostCenter"), "unassigned");
    EXPECT_FALSE(spec.tags.contains("Team"));
}

TEST_F(Tags, NameTheRequesterReadably)
{
    const auto owner = [&](const std::string& requester) {
        Envelope envelope;
        envelope.requester = requester;
        return the_spec(catalog_, a_box(), envelope).tags.at("Owner");
    };
    EXPECT_EQ(owner("jane@example.com"), "jane@example.com");
    EXPECT_EQ(owner("user:default/jürgen"), "jürgen");
    EXPECT_EQ(owner("a${b}\"\n🙂"), "a--b----");
    EXPECT_EQ(owner(std::string(300, 'x')).size(), 256U);
}

TEST_F(Tags, ThatAreRequiredAndUnknownAreAskedFor)
{
    WrittenCatalog files;
    files.change("policies.yaml", "required: [", "required: [Team, ");
    files.change("policies.yaml", "CostCenter: unassigned, ", "");
    const auto checked = catalog::check(files.load(), {a_box()}, {});
    ASSERT_EQ(checked.questions.size(), 2U);
    EXPECT_EQ(checked.questions[0].id, "team");
    EXPECT_EQ(checked.questions[1].id, "cost_center");
}

TEST_F(Tags, OfTheCallerMustBeTagsAndMayNotLie)
{
    const std::pair<std::string, std::string> cases[] = {
        {"environment", "is set by Groundwork"},
        {"ManagedBy", "is set by Groundwork"},
        {"Blueprint", "is set by Groundwork"},
        {"aws:cost", "belong to AWS"},
        {std::string(129, 'k'), "1 to 128 characters"},
        {"a${b}", "letters, digits, spaces"}};
    for (const auto& [key, problem] : cases)
        EXPECT_THAT(
            the_problems(catalog_, {a_box({{"tags", {{key, "x"}}}})}),
            ElementsAre(AllOf(
                Field(&base::Problem::pointer, "/resources/0/tags/" + key),
                Field(&base::Problem::message, HasSubstr(problem))
            ))
        ) << key;
    EXPECT_THAT(
        the_problems(catalog_, {a_box({{"tags", {{"Purpose", "a\nb"}, {"Long", std::string(257, 'x')}}}})}),
        ElementsAre(Field(&base::Problem::pointer, "/resources/0/tags/Long"))
    );
    EXPECT_EQ(
        the_spec(catalog_, a_box({{"tags", {{"Owner", "night shift"}}}})).tags.at("Owner"), "night shift"
    );
}

TEST_F(Tags, AreAtMostFifty)
{
    auto tags = Value::object();
    for (int i = 0; i < 45; ++i)
        tags["t" + std::to_string(i)] = "x";
    EXPECT_EQ(the_spec(catalog_, a_box({{"tags", tags}})).tags.size(), 50U);
    tags["one-more"] = "x";
    EXPECT_THAT(
        the_problems(catalog_, {a_box({{"tags", tags}})}),
        ElementsAre(base::Problem{"/resources/0/tags", "There are 51 tags, at most 50."})
    );
}

TEST_F(Tags, TakeLettersOfManyScriptsAndNothingElse)
{
    for (const auto* text : {"Zoë", "Ελένη", "Ольга", "東京", "서울", "a b_c.d:e/f=g+h-i@j"})
        EXPECT_FALSE(catalog::wrong_tag_text(text)) << text;
    for (const auto* text : {"a\nb", "100%", "e\u0301", "🙂", "a\u2028b", "×"})
        EXPECT_TRUE(catalog::wrong_tag_text(text)) << text;
}

}  // namespace

#include "catalog/drafts.h"

#include <gmock/gmock.h>

namespace {

using base::Value;
using catalog::Envelope;
using catalog::From;
using testing::ElementsAre;
using testing::IsEmpty;

class Answers : public testing::Test {
protected:
    const catalog::Catalog catalog_ = WrittenCatalog().load();
};

Envelope answered(std::map<std::string, Value> answers)
{
    Envelope envelope;
    envelope.answers = std::move(answers);
    return envelope;
}

TEST_F(Answers, BeatTheDraftAndTheEnvelope)
{
    auto envelope = answered({{"wood", "pine"}, {"environment", "prod"}});
    envelope.environment = "dev";
    const auto spec = the_spec(catalog_, a_box(), envelope);
    EXPECT_EQ(spec.find_parameter("wood")->value, "pine");
    EXPECT_EQ(spec.find_parameter("wood")->from, From::answer);
    EXPECT_EQ(spec.environment, "prod");
}

TEST_F(Answers, AreReadAsTheTypeThatTheSchemaWants)
{
    const auto spec = the_spec(
        catalog_,
        a_box(),
        answered(
            {{"size_gb", " 50 "},
             {"locked", "Yes"},
             {"labels", "red, blue"},
             {"wood", "Pine"},
             {"grade", "a"}}
        )
    );
    EXPECT_EQ(spec.find_parameter("size_gb")->value, 50);
    EXPECT_EQ(spec.find_parameter("locked")->value, true);
    EXPECT_EQ(spec.find_parameter("labels")->value, Value({"red", "blue"}));
    EXPECT_EQ(spec.find_parameter("wood")->value, "pine");
    EXPECT_EQ(spec.find_parameter("grade")->value, "A");
    EXPECT_EQ(the_spec(catalog_, a_box(), answered({{"grade", 1}})).find_parameter("grade")->value, "1");
}

catalog::Draft a_box_said_to_be_in(const char* region)
{
    auto box = a_box();
    box.values["region"] = {region, From::request, std::nullopt};
    return box;
}

TEST_F(Answers, SettleARegionThatIsNotTheEnvironmentsOwn)
{
    const auto checked = catalog::check(catalog_, {a_box_said_to_be_in("Ireland")}, {});
    ASSERT_EQ(checked.questions.size(), 1U);
    EXPECT_EQ(checked.questions[0].id, "region");
    EXPECT_THAT(checked.questions[0].options, ElementsAre("us-east-1", "eu-west-1"));
    EXPECT_THAT(checked.questions[0].question, testing::HasSubstr("dev in us-east-1, prod in eu-west-1"));
    const auto spec = the_spec(catalog_, a_box_said_to_be_in("Ireland"), answered({{"region", "eu-west-1"}}));
    EXPECT_EQ(spec.region, "eu-west-1");
    EXPECT_EQ(spec.fields.at("region").from, From::answer);
}

TEST_F(Answers, AreNotNeededForTheEnvironmentsOwnRegion)
{
    const auto spec = the_spec(catalog_, a_box_said_to_be_in("Virginia"));
    EXPECT_EQ(spec.region, "us-east-1");
    EXPECT_EQ(spec.fields.at("region").from, From::request);
}

TEST_F(Answers, ThatDoNotFitAreAskedForAgain)
{
    const auto checked =
        catalog::check(catalog_, {a_box()}, answered({{"size_gb", "much"}, {"resource_name", 5}}));
    ASSERT_EQ(checked.questions.size(), 2U);
    EXPECT_EQ(checked.questions[0].id, "size_gb");
    EXPECT_THAT(
        checked.questions[0].question, testing::StartsWith("size gb: This must be an integer, not a string.")
    );
    EXPECT_EQ(checked.questions[1].id, "resource_name");
}

TEST_F(Answers, ThatFitInPlaceOfWordsThatDidNotSettleTheQuestion)
{
    auto draft = a_box();
    draft.values["wood"] = {"plastic", From::request, std::nullopt};
    const auto asked = catalog::check(catalog_, {draft}, {});
    ASSERT_EQ(asked.questions.size(), 1U);
    EXPECT_EQ(asked.questions[0].id, "wood");
    EXPECT_THAT(asked.questions[0].options, testing::Contains("oak"));
    EXPECT_EQ(catalog::check(catalog_, {draft}, answered({{"wood", "oak"}})).specs.size(), 1U);
}

TEST_F(Answers, ToFieldsThatDoNotExistAreProblems)
{
    EXPECT_THAT(
        the_problems(catalog_, {a_box()}, answered({{"sise", 1}, {"1.size_gb", 1}})),
        ElementsAre(
            base::Problem{"/answers/1.size_gb", "There is no field \"1.size_gb\" that could be answered."},
            base::Problem{"/answers/sise", "There is no field \"sise\" that could be answered."}
        )
    );
}

TEST_F(Answers, SpeakOfAFurtherResourceByItsNumber)
{
    const auto checked = catalog::check(
        catalog_,
        {a_box(), a_box({{"resource_name", "other"}})},
        answered({{"size_gb", "3"}, {"1.size_gb", "4"}})
    );
    ASSERT_EQ(checked.specs.size(), 2U);
    EXPECT_EQ(checked.specs[0].find_parameter("size_gb")->value, 3);
    EXPECT_EQ(checked.specs[1].find_parameter("size_gb")->value, 4);
}

TEST_F(Answers, SayTheTypeAndEverythingElse)
{
    const auto spec = the_spec(
        catalog_,
        a_draft("", {}),
        answered({{"resource_type", "crate"}, {"resource_name", "tool-box"}, {"wood", "oak"}})
    );
    EXPECT_EQ(spec.resource_type, "box");
    EXPECT_EQ(spec.fields.at("resource_name").from, From::answer);
}

TEST_F(Answers, WaitWhileTheTypeIsNotKnown)
{
    const auto checked = catalog::check(catalog_, {a_draft("", {})}, answered({{"wood", "oak"}}));
    ASSERT_EQ(checked.questions.size(), 1U);
    EXPECT_EQ(checked.questions[0].id, "resource_type");
}

TEST_F(Answers, ThatBreakARuleAreRefused)
{
    const auto checked = catalog::check(catalog_, {a_box()}, answered({{"size_gb", "1"}}));
    ASSERT_TRUE(checked.refusal);
    EXPECT_EQ(checked.refusal->reason, "minimum-size");
}

}  // namespace

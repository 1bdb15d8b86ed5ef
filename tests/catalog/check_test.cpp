#include "catalog/drafts.h"

#include <gmock/gmock.h>

namespace {

using base::Value;
using catalog::Envelope;
using catalog::From;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

class Check : public testing::Test {
protected:
    const catalog::Catalog catalog_ = WrittenCatalog().load();
};

TEST_F(Check, FillsDefaultsOfTheEnvironmentsClassAndSaysWhereValuesCameFrom)
{
    const auto spec = the_spec(catalog_, a_box({{"size_gb", 7}}));
    EXPECT_EQ(spec.environment, "dev");
    EXPECT_EQ(spec.fields.at("environment").from, From::environment_default);
    EXPECT_EQ(spec.find_parameter("size_gb")->value, 7);
    EXPECT_EQ(spec.find_parameter("size_gb")->from, From::caller);
    EXPECT_EQ(spec.find_parameter("limit_gb")->value, 10);
    EXPECT_EQ(spec.find_parameter("limit_gb")->from, From::blueprint_default);
    EXPECT_EQ(spec.find_parameter("locked"), nullptr);
    EXPECT_EQ(the_spec(catalog_, a_box()).find_parameter("size_gb")->from, From::environment_default);
}

TEST_F(Check, WritesParametersInTheBlueprintsOrder)
{
    const auto spec = the_spec(catalog_, a_box({{"labels", {"a"}}, {"expire_days", 9}, {"locked", true}}));
    std::vector<std::string> names;
    for (const auto& parameter : spec.parameters)
        names.push_back(parameter.name);
    EXPECT_THAT(
        names,
        ElementsAre(
            "wood", "grade", "size_gb", "limit_gb", "locked", "labels", "expire_days", "strength", "guards"
        )
    );
}

TEST_F(Check, LetsTheEnvelopeBeatTheDraft)
{
    Envelope envelope;
    envelope.environment = "PRODUCTION";
    envelope.service = "shop";
    const auto spec = the_spec(catalog_, a_box({{"environment", "dev"}, {"service", "till"}}), envelope);
    EXPECT_EQ(spec.environment, "prod");
    EXPECT_EQ(spec.environment_class, "prod");
    EXPECT_EQ(spec.fields.at("environment").from, From::caller);
    EXPECT_EQ(spec.service, "shop");
    EXPECT_EQ(spec.directory(), "terraform/prod/box/tool-box");
}

TEST_F(Check, TakesTheDefaultEnvironmentOfTheEnvelope)
{
    Envelope envelope;
    envelope.default_environment = "live";
    EXPECT_EQ(the_spec(catalog_, a_box(), envelope).environment, "prod");
}

TEST_F(Check, ListsTheEnvironmentsWhenOneIsUnknown)
{
    EXPECT_THAT(
        the_problems(catalog_, {a_box({{"environment", "moon"}})}),
        ElementsAre(base::Problem{
            "/resources/0/environment", "There is no environment \"moon\". The environments are: dev, prod."})
    );
}

TEST_F(Check, ReportsEverythingThatIsWrongInAllDrafts)
{
    Envelope envelope;
    envelope.team = "9";
    const auto problems = the_problems(
        catalog_,
        {a_box({{"size_gb", 500}, {"sise", 1}}), a_box({{"wood", "elm"}}), a_draft("can", {})},
        envelope
    );
    EXPECT_THAT(
        problems,
        ElementsAre(
            Field(&base::Problem::message, "A resource of type box has no \"sise\"."),
            Field(&base::Problem::message, "There is no resource type \"can\". The types are: box."),
            Field(&base::Problem::pointer, "/team"),
            base::Problem{"/resources/0/parameters/size_gb", "500 is too large: at most 100."},
            Field(&base::Problem::pointer, "/team"),
            base::Problem{"/resources/1/parameters/wood", "\"elm\" is not one of: oak, pine."},
            Field(&base::Problem::pointer, "/resources/1/resource_name")
        )
    );
}

TEST_F(Check, TakesNullAsNothingSaid)
{
    EXPECT_EQ(the_spec(catalog_, a_box({{"size_gb", nullptr}})).find_parameter("size_gb")->value, 5);
}

TEST_F(Check, ChoosesTheFirstValueThatAnotherParameterAllows)
{
    EXPECT_EQ(the_spec(catalog_, a_box({{"wood", "oak"}})).find_parameter("grade")->value, "2");
    EXPECT_EQ(the_spec(catalog_, a_box({{"wood", "pine"}})).find_parameter("grade")->value, "A");
}

TEST_F(Check, ListsWhatAnotherParameterAllows)
{
    EXPECT_THAT(
        the_problems(catalog_, {a_box({{"grade", "A"}})}),
        ElementsAre(base::Problem{"/resources/0/parameters/grade", "A is no grade of oak. Allowed are: 2, 1."}
        )
    );
}

TEST_F(Check, AsksForAChoiceWithoutDefaultAndForTheName)
{
    const auto checked = catalog::check(catalog_, {a_draft("box", {})}, {});
    ASSERT_EQ(checked.questions.size(), 2U);
    EXPECT_EQ(checked.questions[0].id, "wood");
    EXPECT_EQ(checked.questions[0].question, "Which wood should the box have? What it is made of.");
    EXPECT_THAT(checked.questions[0].options, ElementsAre("oak", "pine"));
    EXPECT_EQ(checked.questions[1].id, "resource_name");
    EXPECT_THAT(checked.specs, IsEmpty());
}

TEST_F(Check, AsksForTheTypeWhenNothingWasUnderstood)
{
    for (const auto& drafts : {std::vector<catalog::Draft>{}, {a_draft("", {{"resource_name", "x"}})}}) {
        const auto checked = catalog::check(catalog_, drafts, {});
        ASSERT_EQ(checked.questions.size(), 1U);
        EXPECT_EQ(checked.questions[0].id, "resource_type");
        EXPECT_THAT(checked.questions[0].options, ElementsAre("box"));
    }
}

TEST_F(Check, NumbersTheQuestionsOfFurtherResources)
{
    const auto checked =
        catalog::check(catalog_, {a_box(), a_draft("crate", {{"resource_name", "other"}})}, {});
    ASSERT_EQ(checked.questions.size(), 1U);
    EXPECT_EQ(checked.questions[0].id, "1.wood");
}

TEST_F(Check, RefusesAStatedValueThatBreaksAPolicy)
{
    const auto checked = catalog::check(catalog_, {a_box({{"size_gb", 1}})}, {});
    ASSERT_TRUE(checked.refusal);
    EXPECT_EQ(checked.refusal->reason, "minimum-size");
    EXPECT_EQ(checked.refusal->message, "A box holds at least 2 GB. The request says size_gb = 1.");
    EXPECT_THAT(checked.specs, IsEmpty());
}

TEST_F(Check, TakesAStatedValueThatJustMeetsARule)
{
    const auto spec = the_spec(catalog_, a_box({{"size_gb", 2}, {"limit_gb", 2}}));
    EXPECT_EQ(spec.find_parameter("limit_gb")->from, From::caller);
}

TEST_F(Check, RefusesBeforeItAsks)
{
    const auto checked = catalog::check(catalog_, {a_draft("box", {{"size_gb", 1}})}, {});
    EXPECT_TRUE(checked.refusal);
    EXPECT_THAT(checked.questions, IsEmpty());
}

TEST_F(Check, LiftsADefaultThatBreaksAGuardrail)
{
    const auto spec = the_spec(catalog_, a_box({{"environment", "prod"}}));
    EXPECT_EQ(spec.find_parameter("locked")->value, true);
    EXPECT_EQ(spec.find_parameter("locked")->from, From::policy);
    const auto checked = catalog::check(catalog_, {a_box({{"environment", "prod"}, {"locked", false}})}, {});
    EXPECT_EQ(checked.refusal->reason, "box-prod-lock");
    EXPECT_EQ(checked.refusal->message, "Production boxes are locked. The request says locked = false.");
}

TEST_F(Check, LiftsADefaultToWhatTheRequestSaysOfAnotherParameter)
{
    const auto spec = the_spec(catalog_, a_box({{"size_gb", 60}}));
    EXPECT_EQ(spec.find_parameter("limit_gb")->value, 60);
    EXPECT_EQ(spec.find_parameter("limit_gb")->from, From::policy);
    const auto checked = catalog::check(catalog_, {a_box({{"size_gb", 60}, {"limit_gb", 50}})}, {});
    EXPECT_EQ(
        checked.refusal->message,
        "The limit is at least the size. The request says limit_gb = 50 and size_gb = 60."
    );
}

TEST_F(Check, LeavesOutWhatHasNoEffectUnlessItIsStated)
{
    EXPECT_EQ(the_spec(catalog_, a_box({{"environment", "prod"}})).find_parameter("expire_days"), nullptr);
    EXPECT_EQ(
        the_spec(catalog_, a_box({{"environment", "prod"}, {"expire_days", 9}}))
            .find_parameter("expire_days")
            ->value,
        9
    );
    EXPECT_EQ(the_spec(catalog_, a_box()).find_parameter("expire_days")->value, 30);
}

TEST(CheckOfRules, AreGoneOverUntilNothingMoves)
{
    WrittenCatalog files;
    files.change("policies.yaml", "minimum: 2,", "minimum: 40,");
    const auto spec = the_spec(files.load(), a_box());
    EXPECT_EQ(spec.find_parameter("size_gb")->value, 40);
    EXPECT_EQ(spec.find_parameter("limit_gb")->value, 40);
}

TEST(CheckOfRules, FollowsAValueThatAPolicyMoved)
{
    WrittenCatalog files;
    files.change("types/box/blueprint.yaml", "words: [wood]", "default: oak");
    files.change("policies.yaml", "parameter: size_gb, minimum: 2", "parameter: wood, allowed: [pine]");
    const auto spec = the_spec(files.load(), a_draft("box", {{"resource_name", "tool-box"}}));
    EXPECT_EQ(spec.find_parameter("wood")->value, "pine");
    EXPECT_EQ(spec.find_parameter("grade")->value, "A");
}

TEST(CheckOfRules, RefusesWhenRulesContradictEachOther)
{
    WrittenCatalog files;
    files.change(
        "policies.yaml",
        "refusals:",
        "  - {id: maximum-size, parameter: size_gb, maximum: 1, message: Small.}\nrefusals:"
    );
    const auto checked = catalog::check(files.load(), {a_box()}, {});
    ASSERT_TRUE(checked.refusal);
    EXPECT_THAT(checked.refusal->message, HasSubstr("Another rule says the opposite."));
}

TEST_F(Check, TakesARegionByNameOrAlias)
{
    EXPECT_EQ(the_spec(catalog_, a_box()).region, "us-east-1");
    EXPECT_EQ(the_spec(catalog_, a_box({{"environment", "prod"}})).region, "eu-west-1");
    const auto spec = the_spec(catalog_, a_box({{"region", "Ireland"}}));
    EXPECT_EQ(spec.region, "eu-west-1");
    EXPECT_EQ(spec.fields.at("region").from, From::caller);
    EXPECT_THAT(
        the_problems(catalog_, {a_box({{"region", "mars"}})}),
        ElementsAre(Field(&base::Problem::message, HasSubstr("The regions are: us-east-1, eu-west-1.")))
    );
}

TEST_F(Check, NeedsAnEnvironmentThatHasTheTypesCloud)
{
    WrittenCatalog files;
    files.change("types/box/blueprint.yaml", "cloud: aws", "cloud: gcp");
    EXPECT_THAT(
        the_problems(files.load(), {a_box()}),
        ElementsAre(base::Problem{"/resources/0/environment", "The environment dev has no settings for gcp."})
    );
    files.change("types/box/blueprint.yaml", "cloud: gcp", "cloud: aws\nnetwork: true");
    EXPECT_THAT(
        the_problems(files.load(), {a_box()}),
        ElementsAre(Field(&base::Problem::message, HasSubstr("how to find its network (network_tags)")))
    );
}

}  // namespace

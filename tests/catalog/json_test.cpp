#include "base/schema.h"
#include "catalog/drafts.h"

#include <gmock/gmock.h>

namespace {

using base::Value;
using testing::IsEmpty;

TEST(Draft, ComesBackFromJson)
{
    catalog::Draft draft{"box", {}};
    draft.values["wood"] = {"oak", catalog::From::request, catalog::Span{3, 6}};
    draft.values["tags"] = {Value{{"a", "b"}}, catalog::From::hand_edit, std::nullopt};
    const Value json = draft;
    EXPECT_EQ(
        json["values"]["wood"],
        Value({{"value", "oak"}, {"from", "request"}, {"span", {{"begin", 3}, {"end", 6}}}})
    );
    EXPECT_EQ(json["values"]["tags"]["from"], "hand edit");
    EXPECT_EQ(Value(json.get<catalog::Draft>()), json);
}

TEST(Question, ComesBackFromJson)
{
    const Value json = catalog::Question{"1.wood", "Which?", {"oak"}};
    EXPECT_EQ(json, Value({{"id", "1.wood"}, {"question", "Which?"}, {"options", Value::array({"oak"})}}));
    EXPECT_EQ(Value(json.get<catalog::Question>()), json);
}

TEST(Refusal, ComesBackFromJson)
{
    const Value json = catalog::Refusal{"rule", "No."};
    EXPECT_EQ(json, Value({{"reason", "rule"}, {"message", "No."}}));
    EXPECT_EQ(Value(json.get<catalog::Refusal>()), json);
}

TEST(Spec, ComesBackFromJson)
{
    const auto spec = the_spec(
        WrittenCatalog().load(),
        a_box({{"labels", {"a", "b"}}, {"environment", "live"}, {"team", "sales"}, {"tags", {{"k", "v"}}}})
    );
    const Value json = spec;
    const auto back = json.get<catalog::Spec>();
    EXPECT_EQ(Value(back), json);
    EXPECT_EQ(back.directory(), "terraform/prod/box/tool-box");
    EXPECT_EQ(back.find_parameter("labels")->value, Value({"a", "b"}));
    EXPECT_EQ(back.tags, spec.tags);
    EXPECT_EQ(back.fields.at("team").value, "sales");
}

TEST(ResourceSchema, TakesWhatATypedResourceMaySayAndNothingElse)
{
    const auto schema = catalog::resource_schema(WrittenCatalog().load(), "crate");
    const Value resource{
        {"resource_type", "box"},
        {"resource_name", "tool-box"},
        {"environment", "Production"},
        {"region", "ireland"},
        {"parameters", {{"wood", "oak"}, {"size_gb", 3}}}};
    EXPECT_THAT(base::check(schema, resource), IsEmpty());
    auto wrong = resource;
    wrong["colour"] = "red";
    wrong["parameters"]["size_gb"] = "3";
    wrong["parameters"]["sise"] = 3;
    EXPECT_EQ(base::check(schema, wrong).size(), 3U);
}

TEST(ResourceSchema, DescribesEveryParameterWithItsDefault)
{
    const auto schema = catalog::resource_schema(WrittenCatalog().load(), "box");
    const auto& parameters = schema["properties"]["parameters"]["properties"];
    EXPECT_EQ(
        parameters["size_gb"]["description"], "How much it holds. In GB. Default: dev 5, staging 10, prod 20."
    );
    EXPECT_EQ(parameters["limit_gb"]["description"], "How far it grows. Default: 10.");
    EXPECT_EQ(parameters["grade"]["description"], "How good the wood is. The default depends on wood.");
    EXPECT_EQ(parameters["labels"]["description"], "What is written on it.");
    EXPECT_EQ(schema["properties"]["environment"]["description"], "The environment. One of: dev, prod.");
}

}  // namespace

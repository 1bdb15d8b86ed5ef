// A mistake in a declaration is ours: it must come out as `internal`, whatever the value is.
#include "base/schema.h"

#include <gtest/gtest.h>

namespace {

using base::Value;

void expect_internal(const char* schema, const Value& value)
{
    try {
        base::check(base::read_json(schema), value);
        ADD_FAILURE() << schema << " was taken";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::internal) << schema;
        EXPECT_FALSE(error.detail.empty()) << schema;
    }
}

TEST(SchemaMistakes, AnUnknownKeywordIsNamed)
{
    for (const auto* keyword :
         {"oneOf",
          "allOf",
          "not",
          "if",
          "$ref",
          "exclusiveMinimum",
          "multipleOf",
          "patternProperties",
          "dependentRequired",
          "contains",
          "prefixItems",
          "minLenght"}) {
        try {
            base::check(Value{{keyword, Value::array()}}, 1);
            ADD_FAILURE() << keyword;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::internal);
            EXPECT_EQ(error.detail, keyword);
        }
    }
}

TEST(SchemaMistakes, AnUnknownKeywordIsSeenWhateverTheValueIs)
{
    const Value somewhere{{"a", 1}};
    expect_internal(R"({"properties": {"b": {"oneOf": []}}})", somewhere);
    expect_internal(R"({"properties": {"b": {"items": {"oneOf": []}}}})", somewhere);
    expect_internal(R"({"items": {"oneOf": []}})", Value::array());
    expect_internal(R"({"additionalProperties": {"oneOf": []}})", Value::object());
    expect_internal(R"({"propertyNames": {"oneOf": []}})", Value::object());
    expect_internal(R"({"anyOf": [{}, {"oneOf": []}]})", somewhere);
    expect_internal(R"({"type": "string", "oneOf": []})", somewhere);
}

TEST(SchemaMistakes, AWordThatIsNoTypeIsSeen)
{
    expect_internal(R"({"type": "strng"})", "x");
    expect_internal(R"({"type": ["string", "int"]})", "x");
}

TEST(SchemaMistakes, APatternThatIsNoneIsSeen)
{
    expect_internal(R"({"pattern": "["})", "x");
    expect_internal(R"({"pattern": "(a"})", "x");
}

TEST(SchemaMistakes, WhatIsNoPartOfTheKeywordIsLeftAlone)
{
    const auto schema = base::read_json(
        R"({"properties": {"oneOf": {"type": "string"}}, "default": {"not": 1}, "examples": [{"if": 1}],
            "enum": [{"oneOf": "x"}], "x-note": {"$ref": 1}})"
    );
    EXPECT_TRUE(base::check(schema, Value{{"oneOf", "x"}}).empty());
}

}  // namespace

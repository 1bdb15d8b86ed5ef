#include "base/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using base::check;
using base::Problem;
using base::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Value json(std::string_view text)
{
    return base::read_json(text);
}

std::vector<std::string> pointers_of(const std::vector<Problem>& problems)
{
    std::vector<std::string> pointers;
    for (const auto& problem : problems)
        pointers.push_back(problem.pointer);
    return pointers;
}

/// Schema, what fits, what does not. Every keyword stands here with the values at its border.
struct Row {
    const char* schema;
    std::vector<const char*> fitting;
    std::vector<const char*> unfit;
};

const std::vector<Row>& table()
{
    static const std::vector<Row> rows{
        {"{}", {"null", "1", "\"\"", "[]", "{}"}, {}},
        {R"({"type": "integer"})",
         {"0", "-3", "2.0", "1e3", "9223372036854775807"},
         {"1.5", "\"1\"", "true", "null", "1e300", "18446744073709551615"}},
        {R"({"type": "number"})", {"0", "1.5", "1e300", "18446744073709551615"}, {"\"1\"", "false", "null"}},
        {R"({"type": "string"})", {"\"\"", "\"ä\""}, {"1", "null", "[]", "{}"}},
        {R"({"type": "boolean"})", {"true", "false"}, {"0", "1", "\"true\"", "null"}},
        {R"({"type": "null"})", {"null"}, {"0", "\"\"", "false", "{}", "[]"}},
        {R"({"type": "array"})", {"[]", "[[]]"}, {"{}", "null", "\"[]\""}},
        {R"({"type": "object"})", {"{}"}, {"[]", "null"}},
        {R"({"type": ["string", "null"]})", {"null", "\"x\""}, {"0", "[]"}},
        {R"({"enum": ["a", 1, null, [2]]})",
         {"\"a\"", "1", "1.0", "null", "[2]"},
         {"\"b\"", "\"1\"", "true", "[]", "\"\""}},
        {R"({"enum": [-1]})", {"-1"}, {"18446744073709551615", "1"}},
        {R"({"const": {"a": [1]}})", {R"({"a": [1]})"}, {R"({"a": [1, 2]})", R"({"a": 1})", "{}"}},
        {R"({"const": null})", {"null"}, {"0", "\"\"", "false"}},
        {R"({"minimum": 3})",
         {"3", "3.0", "4", "18446744073709551615", "\"x\""},
         {"2", "2.999", "-9223372036854775808"}},
        {R"({"maximum": 3})",
         {"3", "-1e300", "-9223372036854775808"},
         {"3.001", "4", "9223372036854775808", "18446744073709551615", "1e300"}},
        {R"({"minimum": 0.5, "maximum": 0.5})", {"0.5", "5e-1"}, {"0", "1", "0.50001"}},
        {R"({"minLength": 2})", {"\"ab\"", "\"äö\"", "\"😀😀\"", "7"}, {"\"\"", "\"a\"", "\"ä\"", "\"😀\""}},
        {R"({"maxLength": 2})", {"\"\"", "\"ab\"", "\"😀😀\""}, {"\"abc\"", "\"😀😀😀\""}},
        {R"({"maxLength": 0})", {"\"\""}, {"\"a\""}},
        {R"({"pattern": "^[a-z]+$"})",
         {"\"abc\"", "7"},
         {"\"\"", "\"Abc\"", "\"ab1\"", "\"abc\\n\"", "\"abc\\nabc\"", "\"1\\nabc\""}},
        {R"({"pattern": "b"})", {"\"abc\"", "\"b\""}, {"\"ac\""}},
        {R"({"items": {"type": "integer"}})", {"[]", "[1, 2]", "{}"}, {"[1, \"2\"]", "[null]"}},
        {R"({"minItems": 1, "maxItems": 2})", {"[1]", "[1, 2]", "{}"}, {"[]", "[1, 2, 3]"}},
        {R"({"maxItems": 0})", {"[]"}, {"[1]"}},
        {R"({"uniqueItems": true})",
         {"[]", "[1, \"1\", true, null, [1], {\"a\": 1}]", "[{\"a\": 1}, {\"a\": 2}]"},
         {"[1, 1.0]", "[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}]", "[null, null]"}},
        {R"({"uniqueItems": false})", {"[1, 1]"}, {}},
        {R"({"properties": {"a": {"type": "integer"}}})",
         {"{}", R"({"a": 1})", R"({"b": "x"})", "7"},
         {R"({"a": "1"})"}},
        {R"({"required": ["a", "b"]})", {R"({"a": null, "b": 0})", "[]"}, {"{}", R"({"a": 1})"}},
        {R"({"properties": {"a": {}}, "additionalProperties": false})",
         {"{}", R"({"a": 1})"},
         {R"({"b": 1})", R"({"": 1})"}},
        {R"({"additionalProperties": true})", {R"({"b": 1})"}, {}},
        {R"({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}})",
         {R"({"a": "x", "b": 1})"},
         {R"({"b": "x"})"}},
        {R"({"minProperties": 1, "maxProperties": 2})",
         {R"({"a": 1})", R"({"a": 1, "b": 2})", "[]"},
         {"{}", R"({"a": 1, "b": 2, "c": 3})"}},
        {R"({"propertyNames": {"pattern": "^[a-z]+$", "maxLength": 3}})",
         {"{}", R"({"abc": 1})"},
         {R"({"A": 1})", R"({"abcd": 1})", R"({"": 1})"}},
        {R"({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 5}]})",
         {"\"x\"", "5"},
         {"4", "null", "5.5"}},
        {R"({"format": "date", "title": "t", "default": 3, "deprecated": true, "x-anything": {}})",
         {"\"no date\"", "7"},
         {}},
    };
    return rows;
}

TEST(Schema, DecidesEveryKeywordAtItsBorder)
{
    for (const auto& row : table()) {
        for (const auto* value : row.fitting)
            EXPECT_THAT(check(json(row.schema), json(value)), IsEmpty()) << row.schema << " on " << value;
        for (const auto* value : row.unfit)
            EXPECT_THAT(check(json(row.schema), json(value)), testing::Not(IsEmpty()))
                << row.schema << " on " << value;
    }
}

TEST(Schema, SaysEverythingThatIsWrongAtOnceEachWithItsPointer)
{
    const auto schema = json(
        R"({"type": "object", "required": ["name", "size"], "additionalProperties": false, "properties": {
        "name": {"type": "string", "minLength": 1}, "size": {"type": "integer", "minimum": 1},
        "tags": {"type": "array", "items": {"type": "string", "maxLength": 3}},
        "a/b~c": {"type": "boolean"}}})"
    );
    const auto problems = check(
        schema, json(R"({"size": 0, "tags": ["ok", "long one", 7], "a/b~c": 1, "nmae": "x"})"), "/resources/0"
    );
    EXPECT_THAT(
        pointers_of(problems),
        testing::UnorderedElementsAre(
            "/resources/0/name",
            "/resources/0/size",
            "/resources/0/tags/1",
            "/resources/0/tags/2",
            "/resources/0/a~1b~0c",
            "/resources/0/nmae"
        )
    );
}

TEST(Schema, WritesItsProblemsForAPerson)
{
    const auto message = [](const char* schema, const char* value) {
        const auto problems = check(json(schema), json(value));
        return problems.size() == 1 ? problems[0].message : "not one problem";
    };
    EXPECT_EQ(message(R"({"type": "integer"})", "\"x\""), "This must be an integer, not a string.");
    EXPECT_EQ(
        message(R"({"type": ["string", "null"]})", "1"), "This must be a string or a null, not an integer."
    );
    EXPECT_EQ(message(R"({"type": "string"})", "null"), "This must be a string, not null.");
    EXPECT_EQ(message(R"({"enum": ["a", 2]})", "\"c\""), "\"c\" is not one of: a, 2.");
    EXPECT_EQ(message(R"({"const": "a"})", "\"c\""), "This must be \"a\".");
    EXPECT_EQ(message(R"({"minimum": 2})", "1"), "1 is too small: at least 2.");
    EXPECT_EQ(
        message(R"({"maximum": 2})", "18446744073709551615"),
        "1.8446744073709552e+19 is too large: at most 2."
    );
    EXPECT_EQ(message(R"({"minLength": 1})", "\"\""), "This must not be empty.");
    EXPECT_EQ(
        message(R"({"pattern": "^a$", "x-form": "one a"})", "\"b\""),
        "\"b\" does not have the right form: one a."
    );
    EXPECT_EQ(message(R"({"required": ["a"]})", "{}"), "The field \"a\" is missing.");
}

TEST(Schema, NamesTheFieldThatWasMeant)
{
    const auto schema =
        json(R"({"properties": {"storage_gb": {}, "engine": {}}, "additionalProperties": false})");
    EXPECT_THAT(
        check(schema, json(R"({"storage_bg": 1})"))[0].message, HasSubstr("did you mean \"storage_gb\"?")
    );
    EXPECT_THAT(
        check(schema, json(R"({"colour": 1})"))[0].message, HasSubstr("The fields are: engine, storage_gb.")
    );
}

TEST(Schema, TellsOfTheNearestKindOfAnyOf)
{
    const auto schema = json(R"({"anyOf": [
        {"type": "object", "required": ["a", "b"]}, {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}]})"
    );
    EXPECT_THAT(
        check(schema, json(R"({"a": "x"})"), "/p"), ElementsAre(testing::Field(&Problem::pointer, "/p/b"))
    );
    EXPECT_THAT(check(schema, json("{}"), "/p"), ElementsAre(testing::Field(&Problem::pointer, "/p/a")));
}

TEST(Schema, RefusesWhatNobodyCanMeanInAnyStringAndAnyName)
{
    for (const auto* text : {"a\\u0000b", "\\u001b[31m", "\\u202e", "\\u0085", "\\u007f"}) {
        const auto quoted = "\"" + std::string(text) + "\"";
        EXPECT_THAT(check(json("{}"), json(quoted)), SizeIs(1)) << text;
        EXPECT_THAT(check(json(R"({"items": {}})"), json("[" + quoted + "]")), SizeIs(1)) << text;
        EXPECT_THAT(check(json(R"({"additionalProperties": {}})"), json("{\"a\":" + quoted + "}")), SizeIs(1))
            << text;
        EXPECT_THAT(check(json("{}"), json("{" + quoted + ": 1}")), SizeIs(1)) << text;
    }
}

TEST(Schema, RepeatsNothingUnprintableInItsMessages)
{
    for (const auto* schema :
         {R"({"enum": ["a"]})",
          R"({"const": "a"})",
          R"({"pattern": "^a$"})",
          R"({"anyOf": [{"const": 1}, {"enum": ["a"]}]})"}) {
        const auto problems = check(json(schema), json(R"("\u001b[31m\u202e")"));
        ASSERT_THAT(problems, SizeIs(1)) << schema;
        EXPECT_EQ(problems[0].message.find('\x1b'), std::string::npos) << schema;
        EXPECT_THAT(problems[0].message, HasSubstr("U+001B")) << schema;
    }
}

TEST(Schema, RepeatsNothingLongInItsMessages)
{
    const Value longest = std::string(100'000, 'x');
    for (const auto* schema :
         {R"({"enum": ["a"]})",
          R"({"const": "a"})",
          R"({"pattern": "^a$"})",
          R"({"maxLength": 3})",
          R"({"type": "integer"})"})
        for (const auto& problem : check(json(schema), longest))
            EXPECT_LT(problem.message.size(), 200U) << schema;
    const Value unknown{{longest.get<std::string>(), 1}};
    EXPECT_LT(
        check(json(R"({"properties": {"a": {}}, "additionalProperties": false})"), unknown)[0].message.size(),
        200U
    );
}

TEST(Schema, KeepsLongStringsAwayFromPatterns)
{
    const auto schema = json(R"({"pattern": "^(a|b|ab)*c$"})");
    EXPECT_THAT(check(schema, std::string(255, 'a') + "c"), IsEmpty());
    const auto problems = check(schema, std::string(1'000'000, 'a'));
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_THAT(problems[0].message, HasSubstr("at most 256"));
}

TEST(Schema, ChecksTheDeepestValueThatIsReadAlsoWhereItSaysNothing)
{
    std::string text;
    for (int i = 0; i < 63; ++i)
        text += R"({"a":)";
    text += "[\"\\u0000\"]" + std::string(63, '}');
    const auto problems = check(json(R"({"type": "object"})"), json(text));
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_THAT(problems[0].pointer, testing::EndsWith("/a/a/0"));
}

}  // namespace

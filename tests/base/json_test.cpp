#include "base/error.h"
#include "base/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace {

using base::read_json;
using base::Value;
using testing::HasSubstr;

/// What reading `text` throws; fails the test when nothing is thrown.
base::Error refusal_of(std::string_view text)
{
    try {
        read_json(text);
    } catch (const base::Error& error) {
        return error;
    }
    ADD_FAILURE() << "was read: " << text.substr(0, 80);
    return {base::Code::internal, ""};
}

std::string nested(std::size_t levels, const std::string& open = "[", const std::string& close = "]")
{
    std::string text;
    for (std::size_t i = 0; i < levels; ++i)
        text += open;
    for (std::size_t i = 0; i < levels; ++i)
        text += close;
    return text;
}

TEST(Json, ReadsEveryKindOfValue)
{
    const auto value =
        read_json(R"( {"n": null, "t": true, "i": -7, "d": 0.5, "s": "ä\u00e4\ud83d\ude00", "a": [1, []]} )");
    EXPECT_TRUE(value["n"].is_null());
    EXPECT_EQ(value["t"], true);
    EXPECT_EQ(value["i"].get<int>(), -7);
    EXPECT_EQ(value["d"].get<double>(), 0.5);
    EXPECT_EQ(value["s"], "ää😀");
    EXPECT_EQ(base::write_json(value["a"]), "[1,[]]");
}

TEST(Json, Holds64LevelsAndRefusesTheNextWithItsPlace)
{
    EXPECT_NO_THROW(read_json(nested(64)));
    const auto error = refusal_of("[\n" + nested(64) + "]");
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, HasSubstr("at most 64 levels"));
    EXPECT_THAT(error.message, HasSubstr("line 2, column 64"));
}

TEST(Json, CountsObjectsAsLevelsToo)
{
    std::string deep;
    for (int i = 0; i < 65; ++i)
        deep += R"({"a":)";
    EXPECT_THAT(refusal_of(deep).message, HasSubstr("at most 64 levels"));
}

TEST(Json, RefusesAHundredThousandLevelsWithoutHarm)
{
    EXPECT_EQ(refusal_of(nested(100'000)).code, base::Code::invalid);
    EXPECT_EQ(refusal_of(std::string(100'000, '[')).code, base::Code::invalid);
}

TEST(Json, TakesAnotherLimitOfDepth)
{
    EXPECT_NO_THROW(read_json("[[]]", {.depth = 2}));
    EXPECT_THROW(read_json("[[]]", {.depth = 1}), base::Error);
}

TEST(Json, RefusesAKeyThatStandsTwiceWithItsPlace)
{
    const auto error = refusal_of("{\"a\": 1,\n \"b\": 2, \"a\": 3}");
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, HasSubstr("\"a\" stands twice"));
    EXPECT_THAT(error.message, HasSubstr("line 2, column 12"));
}

TEST(Json, SeesThatAKeyIsTheSameHoweverItIsWritten)
{
    refusal_of(R"({"a": 1, "\u0061": 2})");
    refusal_of(R"([{"x": {"k": 1, "k": 1}}])");
    EXPECT_NO_THROW(read_json(R"([{"k": 1}, {"k": 1}, {"K": 1, "k": {"k": 1}}])"));
}

TEST(Json, NamesLineAndColumnOfAMistake)
{
    const auto error = refusal_of("{\n  \"a\": 1,\n  \"b\" 2\n}");
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, HasSubstr("line 3, column 7"));
}

TEST(Json, RefusesWhatIsNotJson)
{
    for (const auto* text :
         {"",     " ",     "{",        "[1,]",      "{\"a\":1,}", "{a:1}",     "'a'",       "nul",   "True",
          "NaN",  "-NaN",  "Infinity", "-Infinity", "+1",         "01",        "1.",        ".5",    "0x10",
          "1e",   "[1 2]", "// c\n1",  "/**/1",     "\"a\nb\"",   "\"\\x41\"", "\"\\u12\"", "\"abc", "[1]]",
          "{}{}", "1 2",   "[]x",      "{\"a\"}",   "{1:2}",      "[\t\"\t\"]"}) {
        const auto error = refusal_of(text);
        EXPECT_EQ(error.code, base::Code::invalid) << text;
        EXPECT_THAT(error.message, HasSubstr("line")) << text;
    }
}

TEST(Json, RefusesTrailingText)
{
    refusal_of(R"({"a": 1} trailing)");
    refusal_of(std::string_view("1\0", 2));
    EXPECT_EQ(read_json("1 \r\n\t "), 1);
}

TEST(Json, RefusesNulInsideAndOutsideOfStrings)
{
    refusal_of(std::string_view("\0", 1));
    refusal_of(std::string_view("[1\0]", 4));
    refusal_of(std::string_view("\"a\0b\"", 5));
    EXPECT_EQ(
        read_json(R"("a\u0000b")"), std::string("a\0b", 3)
    );  // escaped it is JSON; the schema check refuses it
}

TEST(Json, RefusesLoneSurrogates)
{
    for (const auto* text :
         {R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\udc00\ud800")", R"("\ud800x")"})
        refusal_of(text);
    EXPECT_EQ(read_json(R"("\ud834\udd1e")"), "𝄞");
}

TEST(Json, RefusesBytesThatAreNotUtf8)
{
    for (const std::string bytes :
         {"\x80",
          "\xC0\xAF",
          "\xC3",
          "\xE0\x80\x80",
          "\xED\xA0\x80",
          "\xF4\x90\x80\x80",
          "\xFF",
          "\xF8\x88\x80\x80\x80"}) {
        const auto error = refusal_of("\"" + bytes + "\"");
        EXPECT_EQ(error.code, base::Code::invalid);
        EXPECT_THAT(error.message, HasSubstr("UTF-8"));
        EXPECT_THAT(error.message, HasSubstr("line 1, column"));
        refusal_of("{\"" + bytes + "\": 1}");
        refusal_of(bytes);
    }
}

TEST(Json, PassesOverAByteOrderMarkAtTheStartOnly)
{
    EXPECT_EQ(read_json("\xEF\xBB\xBF[1]"), Value::array({1}));
    refusal_of("[\xEF\xBB\xBF"
               "1]");
    refusal_of("\xEF\xBB"
               "1");
    refusal_of("\xFE\xFF"
               "1");
}

TEST(Json, RefusesNumbersThatNoDoubleHolds)
{
    EXPECT_THAT(refusal_of("[1e999]").message, HasSubstr("overflow"));
    refusal_of("-1e999");
    EXPECT_EQ(read_json("1e-999"), 0.0);
    refusal_of(std::string(5'000, '9'));
}

TEST(Json, KeepsIntegersOf64BitsExactly)
{
    EXPECT_EQ(read_json("9223372036854775807").get<std::int64_t>(), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(
        read_json("-9223372036854775808").get<std::int64_t>(), std::numeric_limits<std::int64_t>::min()
    );
    EXPECT_EQ(base::write_json(read_json("9007199254740993")), "9007199254740993");
}

TEST(Json, NeverTakesALargeIntegerForANegativeOne)
{
    const auto value = read_json("18446744073709551615");
    EXPECT_TRUE(value.is_number_float());
    EXPECT_NE(value, Value(-1));
    EXPECT_GT(value, Value(100));
}

TEST(Json, DoesNotRepeatALongTextInItsMessage)
{
    EXPECT_LT(refusal_of("[\"" + std::string(100'000, 'x')).message.size(), 600U);
    const std::string key(100'000, 'k');
    EXPECT_LT(refusal_of("{\"" + key + "\":1,\"" + key + "\":2}").message.size(), 600U);
}

TEST(Json, WritesSortedCompactAndForPeople)
{
    const auto value = read_json(R"({"b": [1, 2], "a": "ü\n"})");
    EXPECT_EQ(base::write_json(value), R"({"a":"ü\n","b":[1,2]})");
    EXPECT_EQ(base::write_pretty_json(value), "{\n  \"a\": \"ü\\n\",\n  \"b\": [\n    1,\n    2\n  ]\n}\n");
}

TEST(Json, WritesNoStringThatIsNotUtf8)
{
    for (const auto& write : {base::write_json, base::write_pretty_json}) {
        try {
            write(Value{{"a", "\xFF"}});
            ADD_FAILURE() << "was written";
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::internal);
        }
    }
}

TEST(Json, MakesOneTokenOfAPointerFromAKey)
{
    EXPECT_EQ(base::pointer_token("a/b~c"), "a~1b~0c");
    EXPECT_EQ(base::pointer_token("~1"), "~01");
    const Value value{{"a/b~c", 7}, {"", 8}};
    EXPECT_EQ(value[Value::json_pointer("/" + base::pointer_token("a/b~c"))], 7);
    EXPECT_EQ(value[Value::json_pointer("/" + base::pointer_token(""))], 8);
}

}  // namespace

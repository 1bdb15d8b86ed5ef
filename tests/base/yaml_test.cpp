#include "base/error.h"
#include "base/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using base::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Value read(const std::string& text)
{
    return base::read_yaml(text, "file.yaml");
}

base::Error refusal_of(const std::string& text)
{
    try {
        read(text);
    } catch (const base::Error& error) {
        return error;
    }
    ADD_FAILURE() << "was read: " << text;
    return {base::Code::internal, ""};
}

TEST(Yaml, GivesPlainScalarsTheirJsonTypes)
{
    const std::vector<std::pair<std::string, const char*>> rows{
        {"true", "true"},
        {"false", "false"},
        {"null", "null"},
        {"~", "null"},
        {"", "null"},
        {"7", "7"},
        {"-7", "-7"},
        {"1.5", "1.5"},
        {"1e3", "1000.0"},
        {"9223372036854775808", "9.223372036854776e18"},
        {"yes", "\"yes\""},
        {"True", "\"True\""},
        {"2024-10-21", "\"2024-10-21\""},
        {"1.2.3", "\"1.2.3\""},
        {"0x10", "\"0x10\""},
        {".nan", "\".nan\""},
        {".inf", "\".inf\""},
        {"1e999", "\"1e999\""},
        {".", "\".\""},
        {"12 GB", "\"12 GB\""},
    };
    for (const auto& [scalar, json] : rows)
        EXPECT_EQ(read("a: " + scalar)["a"], base::read_json(json)) << scalar;
}

TEST(Yaml, LeavesQuotedScalarsAsStrings)
{
    EXPECT_EQ(
        base::write_json(read("[\"7\", '7', \"true\", 'null', \"\", \"a\\nb\"]")),
        R"(["7","7","true","null","","a\nb"])"
    );
    EXPECT_EQ(read("a: |\n  7\nb: >\n  7\n"), (Value{{"a", "7\n"}, {"b", "7\n"}}));
}

TEST(Yaml, ReadsListsMappingsAnchorsAndComments)
{
    const auto value = read("# top\nlist: [1, {a: b}]\nbase: &b {x: 1}\ncopy: *b\ntext: |\n  one\n  two\n");
    EXPECT_EQ(
        base::write_json(value), R"({"base":{"x":1},"copy":{"x":1},"list":[1,{"a":"b"}],"text":"one\ntwo\n"})"
    );
    EXPECT_TRUE(read("").is_null());
}

TEST(Yaml, NamesFileLineAndColumnOfAMistake)
{
    const auto error = refusal_of("a: 1\nb: [1, 2\nc: 3\n");
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, testing::MatchesRegex("file.yaml:[0-9]+:[0-9]+: .+"));
    EXPECT_THAT(refusal_of("a: 1\n\tb: 2\n").message, testing::StartsWith("file.yaml:2:"));
    EXPECT_THAT(refusal_of("a: *nowhere").message, testing::StartsWith("file.yaml:1:4"));
}

TEST(Yaml, RefusesAKeyThatStandsTwice)
{
    const auto error = refusal_of("a: 1\nb:\n  c: 1\n  c: 2\n");
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, testing::StartsWith("file.yaml:4"));
    EXPECT_THAT(error.message, HasSubstr("\"c\" stands twice"));
}

TEST(Yaml, RefusesWhatJsonCannotSay)
{
    EXPECT_THAT(refusal_of("a: 1\n? [1, 2]\n: x\n").message, testing::StartsWith("file.yaml:2"));
    EXPECT_THAT(refusal_of("a: \"\xFF\"").message, HasSubstr("UTF-8"));
    EXPECT_THAT(refusal_of("a: 1\n---\nb: 2\n").message, HasSubstr("one document"));
}

TEST(Yaml, RefusesDepthWithoutHarm)
{
    EXPECT_EQ(refusal_of(std::string(100'000, '[')).code, base::Code::invalid);
    std::string bomb = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 64; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
    }
    EXPECT_EQ(refusal_of(bomb).code, base::Code::invalid);
}

TEST(Yaml, TellsTheOrderOfAMappingsKeys)
{
    const std::string text = "parameters:\n  zeta: {a: 1}\n  alpha:\n  mid: 3\nother: [1]\n";
    EXPECT_THAT(base::yaml_order(text, "parameters"), ElementsAre("zeta", "alpha", "mid"));
    EXPECT_THAT(base::yaml_order(text, "other"), IsEmpty());
    EXPECT_THAT(base::yaml_order(text, "nowhere"), IsEmpty());
    EXPECT_THAT(base::yaml_order("- a\n", "a"), IsEmpty());
    EXPECT_THAT(base::yaml_order("", "a"), IsEmpty());
}

}  // namespace

#include "base/error.h"
#include "hcl/write.h"

#include <gtest/gtest.h>

namespace {

using base::Value;

TEST(Quoted, EscapesWhatHclWouldRead)
{
    EXPECT_EQ(hcl::quoted("plain"), R"("plain")");
    EXPECT_EQ(hcl::quoted("a\"b\\c\n\r\t"), R"("a\"b\\c\n\r\t")");
    EXPECT_EQ(hcl::quoted("${x} %{if} $x %y {z}"), R"("$${x} %%{if} $x %y {z}")");
    EXPECT_EQ(hcl::quoted("$${x} %%{y} $ {"), R"("$$${x} %%%{y} $ {")");
}

TEST(Quoted, ShowsWhatCannotBeSeen)
{
    EXPECT_EQ(hcl::quoted(std::string("\0\x01\x7f", 3)), R"("\u0000\u0001\u007F")");
    EXPECT_EQ(
        hcl::quoted("\u0085\u2028\u2029\u202e\u2066\u200b\ufeff"),
        R"("\u0085\u2028\u2029\u202E\u2066\u200B\uFEFF")"
    );
    EXPECT_EQ(hcl::quoted("\U000e0041"), R"("\U000E0041")");
    EXPECT_EQ(hcl::quoted("Zoë 東京 🙂"), "\"Zoë 東京 🙂\"");
}

TEST(Quoted, RefusesWhatWouldNotComeBack)
{
    for (const std::string text :
         {"\xff", "\xc0\x80", "\xed\xa0\x80", "e\u0301", "\u212b", "\uffff", "\u0378"})
        try {
            hcl::quoted(text);
            ADD_FAILURE() << text;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::invalid);
        }
}

TEST(Literal, WritesEveryKindOfValue)
{
    EXPECT_EQ(hcl::literal(nullptr), "null");
    EXPECT_EQ(hcl::literal(true), "true");
    EXPECT_EQ(hcl::literal(-7), "-7");
    EXPECT_EQ(hcl::literal(2.5), "2.5");
    EXPECT_EQ(hcl::literal(Value::array()), "[]");
    EXPECT_EQ(hcl::literal(Value::object()), "{}");
    EXPECT_EQ(hcl::literal({"a", 1, false}), R"(["a", 1, false])");
    EXPECT_THROW(hcl::literal(std::numeric_limits<double>::infinity()), base::Error);
}

TEST(Literal, AlignsAMapAndQuotesKeysThatAreNoIdentifiers)
{
    const Value value{{"Owner", "a"}, {"a:b", "c"}, {"for", 1}, {"ключ", {{"in", nullptr}, {"x1", "y"}}}};
    EXPECT_EQ(hcl::literal(value), R"({
  Owner = "a"
  "a:b" = "c"
  "for" = 1
  "ключ" = {
    "in" = null
    x1   = "y"
  }
})");
}

TEST(Literal, GivesEachElementOfALongListALine)
{
    const std::string name(40, 'x');
    EXPECT_EQ(hcl::literal({name, name}, 2), "[\n    \"" + name + "\",\n    \"" + name + "\",\n  ]");
    EXPECT_EQ(hcl::literal(Value::array({Value{{"a", 1}}})), "[\n  {\n    a = 1\n  },\n]");
}

TEST(Tfvars, PutsEachValueBelowItsComment)
{
    EXPECT_EQ(
        hcl::tfvars(
            {{"a", 1, "request"}, {"tags", {{"k", "v"}}, "policy"}, {"b", "x", ""}, {"long_name", true, ""}}
        ),
        R"(# request
a = 1
# policy
tags = {
  k = "v"
}
b         = "x"
long_name = true
)"
    );
}

TEST(Tfvars, TakesIdentifiersOnlyAsNames)
{
    for (const auto* name : {"", "a b", "1a", "a\n", "a = 1 #", "null"})
        EXPECT_THROW(hcl::tfvars({{name, 1, ""}}), base::Error) << name;
}

}  // namespace

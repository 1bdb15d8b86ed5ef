#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// What another decoder thinks: the JSON library refuses to print what is not UTF-8.
bool is_utf8_to_the_json_library(const std::string& text)
{
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
}

TEST(Text, KnowsUtf8AsAnotherDecoderDoes)
{
    std::vector<char> bytes;
    for (const int byte :
         {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
          0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF})
        bytes.push_back(static_cast<char>(byte));
    int valid = 0;
    const auto expect_same = [&](const std::string& text) {
        const bool right = is_utf8_to_the_json_library(text);
        valid += right ? 1 : 0;
        ASSERT_EQ(base::is_utf8(text), right) << testing::PrintToString(text);
    };
    for (const char a : bytes) {
        expect_same({a});
        for (const char b : bytes) {
            expect_same({a, b});
            for (const char c : bytes) {
                expect_same({a, b, c});
                if (static_cast<unsigned char>(a) >= 0xE0)
                    for (const char d : bytes)
                        expect_same({a, b, c, d});
            }
        }
    }
    EXPECT_GT(valid, 1000);
}

TEST(Text, SaysWhyItCannotBeShown)
{
    for (const auto* fine : {"", "a\nb\tc\r\n", "Grüße 😀 日本", "\u00a0", "\u200b"})
        EXPECT_EQ(base::unprintable(fine), std::nullopt) << fine;
    const std::vector<std::pair<std::string, std::string>> refused{
        {std::string("a\0b", 3), "U+0000"},
        {"\x1b[31m", "U+001B"},
        {"\x7f", "U+007F"},
        {"\u0085", "U+0085"},
        {"\u009b", "U+009B"},
        {"\b", "U+0008"},
        {"\u202e", "U+202E"},
        {"\u2066", "U+2066"},
        {"\u2069", "U+2069"},
        {"\u200f", "U+200F"},
        {"\u061c", "U+061C"},
        {"a\xFF", "not valid UTF-8"},
        {"\xED\xA0\x80", "not valid UTF-8"},
    };
    for (const auto& [text, reason] : refused)
        EXPECT_THAT(base::unprintable(text).value_or(""), HasSubstr(reason));
}

TEST(Text, CountsCodePoints)
{
    EXPECT_EQ(base::code_points(""), 0U);
    EXPECT_EQ(base::code_points("aä日😀"), 4U);
}

TEST(Text, IsShortenedToItsLimitWithAnEllipsis)
{
    EXPECT_EQ(base::shortened("abc", 3), "abc");
    EXPECT_EQ(base::shortened("abcd", 3), "ab…");
    EXPECT_EQ(base::shortened("äöüß", 3), "äö…");
    EXPECT_EQ(base::shortened("😀😀", 1), "…");
    EXPECT_EQ(base::shortened("abc", 0), "");
    EXPECT_EQ(base::shortened("", 0), "");
}

TEST(Text, IsLoweredInAsciiOnly)
{
    EXPECT_EQ(base::lower_ascii("AbZ[`ÄÖ1"), "abz[`ÄÖ1");
}

TEST(Text, IsTrimmed)
{
    EXPECT_EQ(base::trimmed(" \t\r\n a b \n"), "a b");
    EXPECT_EQ(base::trimmed(" \n"), "");
    EXPECT_EQ(base::trimmed(""), "");
}

TEST(Text, IsSplitAndJoined)
{
    EXPECT_THAT(base::split("a,,b,", ','), ElementsAre("a", "", "b", ""));
    EXPECT_THAT(base::split("", ','), ElementsAre(""));
    EXPECT_THAT(base::split("abc", ','), ElementsAre("abc"));
    EXPECT_EQ(base::join(std::vector<std::string>{"a", "", "b"}, ", "), "a, , b");
    EXPECT_EQ(base::join(std::vector<std::string>{}, ", "), "");
}

TEST(Text, IsReplacedOnceFromLeftToRight)
{
    EXPECT_EQ(base::replaced("aXbXX", "X", "YX"), "aYXbYXYX");
    EXPECT_EQ(base::replaced("aaa", "aa", "b"), "ba");
    EXPECT_EQ(base::replaced("abc", "x", "y"), "abc");
    EXPECT_EQ(base::replaced("abc", "b", ""), "ac");
}

TEST(Text, CountsSingleEdits)
{
    EXPECT_EQ(base::edit_distance("", ""), 0U);
    EXPECT_EQ(base::edit_distance("abc", ""), 3U);
    EXPECT_EQ(base::edit_distance("kitten", "sitting"), 3U);
    EXPECT_EQ(base::edit_distance("listen", "lisetn"), 1U) << "neighbours that changed places";
    EXPECT_EQ(base::edit_distance("ca", "abc"), 3U) << "no edit inside a swapped pair";
}

TEST(Text, FindsTheNearestThatCanBeATypingError)
{
    const std::vector<std::string> words{"storage_gb", "engine", "s3", "sqs"};
    EXPECT_EQ(base::nearest("storage_bg", words), "storage_gb");
    EXPECT_EQ(base::nearest("Engine", words), "engine");
    EXPECT_EQ(base::nearest("sqz", words), "sqs");
    EXPECT_EQ(base::nearest("colour", words), std::nullopt);
    EXPECT_EQ(base::nearest("rds", words), std::nullopt);
    EXPECT_EQ(base::nearest("x", std::vector<std::string>{}), std::nullopt);
}

TEST(Text, IsEncodedForAnAddress)
{
    EXPECT_EQ(base::percent_encoded("aZ09-_.~"), "aZ09-_.~");
    EXPECT_EQ(base::percent_encoded("a b/ü?\n"), "a%20b%2F%C3%BC%3F%0A");
    EXPECT_EQ(base::percent_decoded("a%20b%2f%C3%bc+"), "a b/ü+");
    for (const auto* malformed : {"%", "%4", "a%", "%4G", "%G4", "%%41", "% 41"})
        EXPECT_EQ(base::percent_decoded(malformed), std::nullopt) << malformed;
}

TEST(Text, IsEscapedForHtml)
{
    EXPECT_EQ(
        base::html_escaped("<a href=\"x\" b='y'>&amp;ü"),
        "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;ü"
    );
}

}  // namespace

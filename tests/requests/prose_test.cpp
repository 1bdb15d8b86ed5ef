#include "base/text.h"
#include "requests/prose.h"

#include <gmock/gmock.h>

#include <random>
#include <regex>

namespace {

using requests::markdown::prose;

constexpr std::size_t limit = 400;

TEST(Prose, KeepsWhatIsOnlyWords)
{
    for (const auto* text :
         {"A bucket for the payments team's logs, in staging; kept for 30 days (versioned).",
          "Postgres 16.3 with 200 GB, about 80% of the old one. Is it \"enough\"?",
          "Opens at 10:30, read/write, for the payments-api.",
          "Ein Eimer für Größen, ведро, バケット 桶 버킷"})
        EXPECT_EQ(prose(text, limit), text);
}

TEST(Prose, IsOneLine)
{
    EXPECT_EQ(prose("  one\ntwo\r\n\r\n\tthree\v four ", limit), "one two three four");
    EXPECT_EQ(prose("# Title\n- item\n> quote\n1. one\n---", limit), "… Title … item … quote 1. one …");
}

TEST(Prose, IsBounded)
{
    std::string text;
    for (int i = 0; i < 10'000; ++i)
        text += "größe ";
    EXPECT_EQ(base::code_points(prose(text, limit)), limit);
    EXPECT_TRUE(base::is_utf8(prose(text, limit)));
}

TEST(Prose, IsEmptyForWhatSaysNothing)
{
    for (const std::string text : {"", " \n", "…", "###", "@all", "a\xff", "\xF0\x9F\x98\x80"})
        EXPECT_EQ(prose(text, limit), "") << text;
}

struct Attack {
    std::string text;
    std::string shown;
};

TEST(Prose, LetsNoAttackComeToLife)
{
    const std::vector<Attack> table{
        // mentions
        {"ask @org/all now", "ask … now"},
        {"ask `@jane` now", "ask … now"},
        {"ask **@**jane now", "ask … now"},
        {"ask (@jane), now", "ask … now"},
        {"jane@example.com wrote", "… wrote"},
        {"ask \\@jane &commat;jane &#64;jane now", "ask … now"},
        {"ask \uFF20jane now", "ask … now"},
        {"ask @\u200Bjane now", "ask … now"},
        // references and closing keywords
        {"fixes #1", "fixes …"},
        {"Closes: #1, resolves #2", "Closes: … resolves …"},
        {"fixes org/repo#12 and closes GH-3", "fixes … and closes GH 3"},
        {"closes GH\u20113 and gh\u20133", "closes GH 3 and gh 3"},
        {"closes https://github.com/org/repo/issues/1", "closes …"},
        {"see OPS-17 and AB#5 and !7 and &8 and %9 and $5", "see OPS 17 and … and … and … and … and …"},
        {"reverts 9f8e7d6c and 1234567, not effaced", "reverts … and … not effaced"},
        {"a deadbeef1-deadbeef2 x_deadbeef1", "a …"},
        // addresses
        {"see https://evil.example/x now", "see … now"},
        {"see HTTP://EVIL.example, ftp://x or xmpp:a mailto:b", "see … or …"},
        {"see www.evil.example or (WWW.evil.example)", "see … or …"},
        {"see evil.example/login", "see evil example/login"},
        {"see //evil.example and javascript:alert(1)", "see … and …"},
        {"see h*t*tp://evil.example", "see …"},
        {"see https:\n//evil.example", "see https: …"},
        // links, images, footnotes
        {"a [click](https://evil.example) b", "a … b"},
        {"a [click][1] b ![x](y) c [^1] d", "a … b … c … d"},
        {"a <https://evil.example> b", "a … b"},
        // HTML and entities
        {"a <script>alert(1)</script> b", "a … b"},
        {"a <img src=x onerror=alert(1)> b", "a … b"},
        {"a <!-- groundwork:req-0 --> b", "a … b"},
        {"a &lt;b&gt; c", "a … c"},
        {"</details><h1>Approved</h1>", ""},
        // Markdown
        {"**bold** _under_ ~~gone~~ `code` a|b|c", "bold … gone code …"},
        {"a\n```\nb\n```\nc", "a b c"},
        {"| a | b |\n|---|---|", "… a … b …"},
        {"$$x$$ \\(y\\) :tada: ==z==", ""},
        {"[ ] task - [x] done", "… task … done"},
        {"storage_gb of a_b", "storage\\_gb of a\\_b"},
        // commands and trailers
        {"/approve\n/merge", ""},
        {"x\nCo-authored-by: Eve <eve@x.y>", "x Co-authored-by: Eve …"},
        {"[skip ci] x", "… x"},
        // what cannot be seen
        {"a\u202Eb c\u2066d e\u00ADf g\uFEFFh", ""},
        {std::string("a\0b c", 5), "a b c"},
        {"a \U000E0041 \U0001F600 b", "a … b"},
        {"\uFF03\uFF11 \uFF48\uFF54\uFF54\uFF50", ""},
        {"main.tf and db.t3.micro in us-east-1", "main tf and db t3 micro in us-east 1"},
    };
    for (const auto& [text, shown] : table)
        EXPECT_EQ(prose(text, limit), shown) << text;
}

/// What is alive somewhere, in any text that comes out.
TEST(Prose, OfAnyPiecesStaysDead)
{
    static const std::regex alive(
        R"([@#<>&\[\]{}|*`~$=^]|\\[^_]|://|[A-Za-z]\.[A-Za-z]|[Ww][Ww][Ww]\.[A-Za-z0-9_-]|[A-Za-z]-[0-9]|[A-Za-z]:[A-Za-z0-9/]|[\n\r\t]|  |(^|[ (])/|(^|[^\\])_)"
    );
    const std::vector<std::string> pieces{
        "@",      "#",    "1",      "fixes",  " ", "\n", "http", ":", "/",       "//", ".",  "-",   "_",
        "\\",     "*",    "`",      "[",      "]", "(",  ")",    "<", ">",       "!",  "&",  "www", "GH",
        "a",      "evil", "\u200B", "\uFF20", "~", "|",  "$",    "=", "deadbee", "'",  "\"", "%",   "é",
        "\u2011", ",",    ";",      "?",      "^", "{",  "}",    "+", "\u2014",  "…",  "\t", "com"};
    std::mt19937 random(20261120);
    std::size_t kept = 0;
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (auto left = random() % 14; left > 0; --left)
            text += pieces[random() % pieces.size()];
        const auto shown = prose(text, limit);
        kept += shown.empty() ? 0 : 1;
        ASSERT_FALSE(std::regex_search(shown, alive)) << text << " → " << shown;
    }
    EXPECT_GT(kept, 2'000U);  // it lets something through, otherwise this would prove nothing
}

}  // namespace

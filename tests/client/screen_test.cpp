#include "base/text.h"
#include "client/highlight.h"
#include "client/safe.h"
#include "client/screen.h"

#include <gtest/gtest.h>

#include <sstream>

namespace client {
namespace {

TEST(Screen, KnowsWhatItsTerminalCanShow)
{
    const auto all = abilities(true, {{"LANG", "de_DE.UTF-8"}, {"COLUMNS", "72"}});
    EXPECT_TRUE(all.live && all.colour && all.unicode);
    EXPECT_EQ(all.width, 72U);
    EXPECT_FALSE(abilities(true, {{"NO_COLOR", "1"}}).colour);
    EXPECT_TRUE(abilities(true, {{"NO_COLOR", ""}}).colour) << "no-color.org: only when it is not empty";
    EXPECT_FALSE(abilities(true, {{"LANG", "de_DE.UTF-8"}, {"LC_ALL", "C"}}).unicode);
    EXPECT_TRUE(abilities(true, {{"LC_ALL", ""}, {"LANG", "C.utf8"}}).unicode);
    EXPECT_EQ(abilities(true, {{"COLUMNS", "30"}}).width, 30U);
    EXPECT_EQ(abilities(false, {{"COLUMNS", "30"}}).width, std::string::npos)
        << "nothing is cut for a program";
    EXPECT_FALSE(abilities(false, {}).colour);
    EXPECT_FALSE(abilities(false, {}).unicode);
}

std::string table_of(Screen::Abilities abilities, const std::string& last)
{
    std::ostringstream out;
    Screen screen(out, abilities);
    screen.table({}, {{"ü", "x"}, {"long", last}});
    return out.str();
}

TEST(Screen, CutsTheLastColumnAtTheEdgeOfATerminal)
{
    const std::string wide(60, 'w');
    EXPECT_EQ(
        table_of(abilities(true, {{"COLUMNS", "40"}, {"LANG", "C.UTF-8"}}), wide),
        "  ü     x\n  long  " + std::string(31, 'w') + "…\n"
    );
    EXPECT_EQ(
        table_of(abilities(true, {{"COLUMNS", "40"}}), wide),
        "  ü     x\n  long  " + std::string(29, 'w') + "...\n"
    );
    EXPECT_EQ(table_of(abilities(false, {}), wide), "  ü     x\n  long  " + wide + "\n");
}

TEST(Screen, FitsATableIntoANarrowTerminal)
{
    const std::vector<std::string> titles{"id", "status", "pull", "created", "request"};
    const std::vector<std::string> row{
        "req-0123456789ab",
        "creating_pr",
        "#12",
        "2026-11-20T08:00:00.000Z",
        "a bucket for the logs of staging"};
    const auto table = [&](const Screen::Abilities& abilities) {
        std::ostringstream out;
        Screen(out, abilities).table(titles, {row});
        return out.str();
    };
    for (const std::size_t width : {79U, 60U, 50U, 40U, 35U, 30U}) {
        const auto text = table({.unicode = true, .width = width});
        for (const auto& line : base::split(text, '\n'))
            EXPECT_LE(base::code_points(line), width) << text;
    }
    EXPECT_EQ(
        table({.unicode = true, .width = 60}),
        "  id                status    pull  created   request\n"
        "  req-0123456789ab  creatin…  #12   2026-11…  a bucket for …\n"
    );
    EXPECT_EQ(
        table({.unicode = true, .width = 42}),
        "  id                sta…  pull  cre…  req…\n"
        "  req-0123456789ab  cre…  #12   202…  a b…\n"
    ) << "what a row is of stays whole longest";
    EXPECT_EQ(table({.unicode = true, .width = 200}), table({.width = std::string::npos}));
}

TEST(SafeText, KeepsWordsAndDropsWhatCommandsATerminal)
{
    EXPECT_EQ(safe_text("grün\t✓\nend"), "grün\t✓\nend");
    EXPECT_EQ(
        safe_text("a\x1b[2Jb\rc\x07"
                  "d\x7f"
                  "e\u009bf\u202eg\u2066h"),
        "a[2Jbcdefgh"
    );
    EXPECT_EQ(safe_text(std::string_view("a\0b", 3)), "ab");
    EXPECT_EQ(one_line("a\nb\tc"), "a b c");
}

TEST(SafeText, CleansKeysAndValuesAtEveryDepth)
{
    const base::Value value{{"k\x1b", {1, "v\r", {{"n", nullptr}}}}};
    EXPECT_EQ(safe_value(value), (base::Value{{"k", {1, "v", {{"n", nullptr}}}}}));
}

TEST(SafeText, WritesTheSameJson)
{
    const std::string json = "{\r\n \"a\": \"\u0085\u200f\x7f ü\"}";
    const auto safe = safe_json(json);
    EXPECT_EQ(safe, "{\n \"a\": \"\\u0085\\u200f\\u007f ü\"}");
    EXPECT_EQ(base::read_json(safe), base::read_json(json));
}

std::string painted(std::string_view hcl)
{
    std::ostringstream out;
    auto text = highlighted_hcl(Screen(out, {.colour = true}), hcl);
    // Short names for the colours, so that the expectations can be read.
    for (const auto& [code, name] : std::vector<std::pair<std::string, std::string>>{
             {"\x1b[0m", ">"},
             {"\x1b[2m", "<c "},
             {"\x1b[32m", "<s "},
             {"\x1b[34m", "<k "},
             {"\x1b[35m", "<n "}})
        for (auto at = text.find(code); at != std::string::npos; at = text.find(code))
            text.replace(at, code.size(), name);
    return text;
}

TEST(Highlight, PaintsCommentsStringsNumbersAndKeywords)
{
    EXPECT_EQ(
        painted("variable \"a\" { default = 12.5 } // end"),
        "<k variable> <s \"a\"> { default = <n 12>.<n 5> } <c // end>"
    );
    EXPECT_EQ(
        painted("a = \"x \\\" # no\" # yes\nb = true"), "a = <s \"x \\\" # no\"> <c # yes>\nb = <k true>"
    );
    EXPECT_EQ(painted("/* a\nb */ c"), "<c /* a\nb */> c");
    EXPECT_EQ(painted("resource_group v2 data2"), "resource_group v2 data2");
}

TEST(Highlight, LosesNothingOfAnUnfinishedText)
{
    std::ostringstream out;
    const Screen plain(out, {});
    for (const auto* text : {"\"open", "\"open\\", "/* open", "#", "\"a\nb\"", "/", "", "grün = \"ü\""})
        EXPECT_EQ(highlighted_hcl(plain, text), text);
}

}  // namespace
}  // namespace client

#include "base/error.h"
#include "requests/command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace requests {
namespace {

using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

std::string refusal_of(const std::string& line)
{
    try {
        read_command(line);
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::invalid);
        return error.message;
    }
    return "was read";
}

TEST(Commands, AreFirstLinesThatBeginWithTheName)
{
    EXPECT_EQ(find_command("/groundwork cancel"), "/groundwork cancel");
    EXPECT_EQ(find_command("\r\n \r\n  /groundwork set a=1\r\nThanks"), "/groundwork set a=1");
    EXPECT_EQ(find_command("/groundwork cancel\n/groundwork set a=1"), "/groundwork cancel");
}

TEST(Commands, AreNotWhereTheyAreOnlyShown)
{
    for (const auto* words :
         {"",
          "please /groundwork cancel",
          "/groundworks cancel",
          "> /groundwork cancel",
          "Too big.\n/groundwork set a=1",
          "```\n/groundwork cancel\n```",
          "~~~\n/groundwork cancel\n~~~",
          "<!--\n/groundwork cancel\n-->",
          "<!-- -->/groundwork cancel",
          "    /groundwork cancel",
          "\n\n\t/groundwork cancel",
          "  \t/groundwork cancel",
          "`/groundwork cancel`"})
        EXPECT_EQ(find_command(words), std::nullopt) << words;
}

TEST(Commands, SetValuesByName)
{
    const auto command = read_command("/groundwork  set storage_gb=500  1.engine=mysql note=\"two words\"");
    EXPECT_EQ(command.verb, Command::Verb::set);
    EXPECT_THAT(
        command.values,
        UnorderedElementsAre(Pair("storage_gb", "500"), Pair("1.engine", "mysql"), Pair("note", "two words"))
    );
    EXPECT_THAT(read_command("/groundwork set a=b=c").values, UnorderedElementsAre(Pair("a", "b=c")));
}

TEST(Commands, ThatCannotBeReadSayWhatIsPossible)
{
    for (const auto* line :
         {"/groundwork",
          "/groundwork merge",
          "/groundwork cancel now",
          "/groundwork set",
          "/groundwork set storage_gb",
          "/groundwork set =5",
          "/groundwork set storage_gb=",
          "/groundwork set a=1 a=2",
          "/groundwork set a=\"open"})
        EXPECT_THAT(refusal_of(line), HasSubstr("on its first line")) << line;
}

TEST(Commands, HaveLimits)
{
    EXPECT_THAT(refusal_of("/groundwork set a=" + std::string(5'000, 'x')), HasSubstr("too long"));
    EXPECT_THAT(refusal_of("/groundwork set a=\x1b[2J"), HasSubstr("cannot be shown"));
    std::string many = "/groundwork set";
    for (int i = 0; i < 40; ++i)
        many += " a" + std::to_string(i) + "=1";
    EXPECT_THAT(refusal_of(many), HasSubstr("Too much"));
}

}  // namespace
}  // namespace requests

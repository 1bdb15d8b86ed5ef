#include "base/dotenv.h"
#include "base/text.h"

#include <gmock/gmock.h>

#include <random>

namespace {

using base::Secret;
using Entries = std::map<std::string, std::string>;

Entries read(const std::string& text)
{
    std::vector<base::Problem> problems;
    auto entries = base::read_dotenv(text, problems);
    EXPECT_TRUE(problems.empty());
    return entries;
}

std::string with(const std::string& text, const std::string& name, const std::string& value)
{
    return base::with_values(text, {{name, Secret(value)}});
}

std::string without(const std::string& text, const std::string& name)
{
    return base::with_values(text, {{name, std::nullopt}});
}

TEST(Dotenv, ReadsWhatPeopleWrite)
{
    EXPECT_EQ(
        read("# a comment\n\nA=1\n export B = \"two words\" \nC='#'\r\nA=last\nD=a=b\nE=\nF=\"\n"),
        (Entries{{"A", "last"}, {"B", "two words"}, {"C", "#"}, {"D", "a=b"}, {"E", ""}, {"F", "\""}})
    );
}

TEST(Dotenv, NamesTheLineThatIsNone)
{
    std::vector<base::Problem> problems;
    base::read_dotenv("A=1\nnonsense\n", problems);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].message, ".env:2: a line must be NAME=value.");
}

TEST(Dotenv, ChangesOneLineAndLeavesEveryOtherAsItIs)
{
    const std::string before =
        "# keys\r\n\n  A = 'old'  # not a comment\nB=\"x\"\nexport KEY=old\r\n#KEY=\n\n\tC=3";
    const std::string after =
        "# keys\r\n\n  A = 'old'  # not a comment\nB=\"x\"\nexport KEY=new\r\n#KEY=\n\n\tC=3";
    EXPECT_EQ(with(before, "KEY", "new"), after);
    EXPECT_EQ(with(before, "NEW", "n"), before + "\nNEW=n\n");
    EXPECT_EQ(with("", "NEW", "n"), "NEW=n\n");
    EXPECT_EQ(with("\n", "NEW", "n"), "\nNEW=n\n");
    EXPECT_EQ(base::with_values(before, {}), before);
}

TEST(Dotenv, LeavesOneLineOfSeveralWithTheSameName)
{
    EXPECT_EQ(with("KEY=1\nA=2\nKEY=3\nB=4\n", "KEY", "5"), "A=2\nKEY=5\nB=4\n");
    EXPECT_EQ(without("KEY=1\nA=2\nKEY=3", "KEY"), "A=2\n");
    EXPECT_EQ(without("A=2\n", "KEY"), "A=2\n");
}

TEST(Dotenv, QuotesSoThatShellsReadTheSame)
{
    EXPECT_EQ(with("", "A", "sk-ant-1_2/3+4="), "A=sk-ant-1_2/3+4=\n");
    EXPECT_EQ(with("", "A", "pa$$ word #1"), "A='pa$$ word #1'\n");
    EXPECT_EQ(with("", "A", "it's"), "A=\"it's\"\n");
}

TEST(Dotenv, RefusesWhatALineCannotHold)
{
    EXPECT_THROW(with("", "A", "1\nB=2"), base::Error);
    EXPECT_THROW(with("", "A", std::string("1\0", 2)), base::Error);
}

/// Whatever the value and whatever stands around it.
TEST(Dotenv, ReadsBackExactlyWhatWasWritten)
{
    std::mt19937 random(20261120);  // NOLINT(cert-msc51-cpp): a failure must come again
    const auto any_of = [&](const std::string& letters, std::size_t longest) {
        std::string text(random() % (longest + 1), ' ');
        for (auto& letter : text)
            letter = letters[random() % letters.size()];
        return text;
    };
    const std::string letters = "aZ09 \t\r'\"#$\\`=!_-\x01\xc3\xbc\xff";
    for (int round = 0; round < 4'000; ++round) {
        std::string before;
        for (auto lines = random() % 4; lines > 0; --lines)
            before += any_of("AK", 1) + any_of("=", 1) + any_of(letters, 8) + any_of("\n", 1);
        const auto value = any_of(letters, 12);
        const auto after = with(before, "K", value);
        std::vector<base::Problem> ignored;
        auto expected = base::read_dotenv(before, ignored);
        expected["K"] = value;
        ASSERT_EQ(base::read_dotenv(after, ignored), expected) << before << "\n---\n" << after;
        for (const auto& line : base::split(before, '\n')) {
            if (!base::trimmed(line).starts_with("K")) {
                ASSERT_THAT(after, testing::HasSubstr(line));
            }
        }
    }
}

}  // namespace

#include "base/text.h"
#include "requests/markdown.h"

#include <gtest/gtest.h>

namespace {

namespace markdown = requests::markdown;

TEST(Markdown, KeepsUserTextInsideItsCodeSpan)
{
    EXPECT_EQ(markdown::code("plain"), "`plain`");
    EXPECT_EQ(markdown::code("a`b|c\nd"), "`aˋb¦c d`");
    EXPECT_EQ(markdown::code(""), "–");
}

TEST(Markdown, FencesLongerThanAnyFenceInTheText)
{
    EXPECT_EQ(markdown::block("one\n"), "```text\none\n```\n");
    EXPECT_EQ(markdown::block("x\n`````\ny"), "``````text\nx\n`````\ny\n``````\n");
}

/// `|`: where it is broken by a character that nobody sees.
std::string broken(std::string_view text)
{
    return base::replaced(std::string(text), "|", "\u2060");
}

/// A pull request's description becomes the message of a commit on the base branch where it is squashed, and
/// there is no code in a message.
TEST(Markdown, LetsNothingComeToLifeInACommitsMessage)
{
    for (const std::string text :
         {"@|jane",
          "ask @|acme/team, (@|joe)",
          "fixes #|12",
          "fixes acme/infra#|12",
          "closes GH-|3 and (gh-|4)",
          "closes https://github.com/acme/infra/issues/|5",
          "https://github.example/a/b/pull/|6 /discussions/|7",
          "[|skip ci] [ci skip|] [|no ci] [|skip actions] [actions skip|] [|SKIP CI] [CI Skip|]"}) {
        const auto plain = base::replaced(text, "|", "");
        EXPECT_EQ(markdown::code(plain), "`" + broken(text) + "`");
        EXPECT_EQ(markdown::block(plain), "```text\n" + broken(text) + "\n```\n");
    }
    EXPECT_EQ(markdown::code("[skip\tci]"), "`[\u2060skip ci]`");
    EXPECT_EQ(
        markdown::block("skip-checks: true\nco-authored-by: A\r\nGroundwork-Request: req-1\n on-it: x"),
        "```text\n" +
            broken("skip-checks|: true\nco-authored-by|: A\r\nGroundwork-Request|: req-1\n on-it: x") +
            "\n```\n"
    );
}

TEST(Markdown, KeepsWhatSomebodyMayWantToCopy)
{
    for (const std::string text :
         {"jane@example.com",
          "user:default/jane",
          "https://vault.example/v1/secret?x=1#part",
          "rds@1.2.0",
          "high-1 and #tag and # 1",
          "arn:aws:iam::123456789012:role/x",
          "skip ci, [skip] and [ci]",
          "@ 5 pm",
          "10.0.0.0/16"}) {
        EXPECT_EQ(markdown::code(text), "`" + text + "`");
        EXPECT_EQ(markdown::block(text), "```text\n" + text + "\n```\n");
    }
}

}  // namespace

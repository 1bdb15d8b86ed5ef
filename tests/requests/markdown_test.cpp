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
    EXPECT_EQ(
        markdown::block("x\n`````\n@org/all fixes #1"), "``````text\nx\n`````\n@org/all fixes #1\n``````\n"
    );
}

}  // namespace

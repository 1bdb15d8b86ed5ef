#include "llm/real_model.h"

#include <gtest/gtest.h>

namespace {

using llm::understood;

llm::Prompt answered(const std::string& answer)
{
    llm::Prompt prompt;
    prompt.words = "postgres for billing in dev with 3000 iops, max connections 500";
    if (!answer.empty())
        prompt.answers[std::string(llm::unsupported)] = answer;
    return prompt;
}

TEST(UnsupportedWishes, AreAskedAboutInOneQuestion)
{
    const auto reply = understood(answered(""));
    ASSERT_EQ(reply.questions.size(), 1U);
    EXPECT_EQ(reply.questions[0].id, llm::unsupported);
    EXPECT_EQ(reply.questions[0].options, (std::vector<std::string>{"yes", "no"}));
    EXPECT_NE(reply.questions[0].question.find("3000 iops"), std::string::npos);
    EXPECT_NE(reply.questions[0].question.find("max connections 500"), std::string::npos);
}

TEST(UnsupportedWishes, AreLeftOutAfterYes)
{
    const auto reply = understood(answered("yes"));
    ASSERT_EQ(reply.drafts.size(), 1U);
    EXPECT_FALSE(reply.refusal);
}

TEST(UnsupportedWishes, AreRefusedAfterNo)
{
    const auto reply = understood(answered("no"));
    ASSERT_TRUE(reply.refusal);
    EXPECT_NE(reply.refusal->message.find("3000 iops"), std::string::npos);
    EXPECT_TRUE(reply.drafts.empty());
}

}  // namespace

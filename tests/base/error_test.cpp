#include "base/error.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using base::Code;
using base::Error;

TEST(Errors, HaveNineWordsThatAreFoundAgain)
{
    std::set<std::string_view> words;
    for (const auto& row : base::code_table) {
        EXPECT_EQ(base::find_code(row.word), row.code);
        EXPECT_EQ(base::row_of(row.code).word, row.word);
        EXPECT_TRUE(row.http_status >= 400 && row.http_status < 600) << row.word;
        EXPECT_GT(row.exit_code, 0) << row.word;
        words.insert(row.word);
    }
    EXPECT_EQ(words.size(), 9U);
    for (const auto* other : {"", "Invalid", "invalid ", "teapot"})
        EXPECT_EQ(base::find_code(other), std::nullopt);
}

TEST(Errors, AreRetriedOnlyWhenTheOtherSideMayBeBetterLater)
{
    for (const auto& row : base::code_table)
        EXPECT_EQ(row.retried, row.code == Code::limited || row.code == Code::unavailable) << row.word;
}

TEST(Errors, ShowTheirMessageAndNotTheirDetail)
{
    const Error error(Code::upstream, "GitHub said no.", "/a", "token abc");
    EXPECT_STREQ(error.what(), "GitHub said no.");
    EXPECT_EQ(error.pointer, "/a");
    EXPECT_EQ(error.detail, "token abc");
}

TEST(Errors, PointToTheirFirstProblem)
{
    const Error error(Code::invalid, "no", {{"/a", "x"}, {"/b", "y"}});
    EXPECT_EQ(error.pointer, "/a");
    EXPECT_EQ(Error(Code::invalid, "no", std::vector<base::Problem>{}).pointer, "");
}

TEST(Errors, TellHowManyProblemsThereAre)
{
    EXPECT_NO_THROW(base::refuse_when_any({}));
    try {
        base::refuse_when_any({{"/a", "This is wrong."}});
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code, Code::invalid);
        EXPECT_EQ(error.message, "This is wrong.");
    }
    try {
        base::refuse_when_any({{"/a", "This is wrong."}, {"/b", "That too."}});
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.message, "There are 2 problems with this input: This is wrong.");
        EXPECT_EQ(error.problems.size(), 2U);
        EXPECT_EQ(error.pointer, "/a");
    }
}

template <typename T> Error made_from(T thrown)
{
    return base::as_error(std::make_exception_ptr(std::move(thrown)));
}

TEST(Errors, AreMadeOfWhateverWasThrown)
{
    Error limited(Code::limited, "Later.", "/p", "d");
    limited.retry_after = std::chrono::milliseconds(5);
    const auto same = made_from(limited);
    EXPECT_EQ(same.code, Code::limited);
    EXPECT_EQ(same.message, "Later.");
    EXPECT_EQ(same.retry_after, std::chrono::milliseconds(5));
    const auto foreign = made_from(std::runtime_error("SELECT password"));
    EXPECT_EQ(foreign.code, Code::internal);
    EXPECT_EQ(foreign.message.find("password"), std::string::npos);
    EXPECT_EQ(foreign.detail, "SELECT password");
    EXPECT_EQ(made_from(42).code, Code::internal);
}

}  // namespace

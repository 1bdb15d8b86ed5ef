#include "server/survey.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace server {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::milliseconds long_time{600'000};

std::function<void()> refusing(const std::string& message)
{
    return [message] { throw base::Error(base::Code::upstream, message); };
}

std::vector<Survey::Question> many(int count, const std::function<void()>& ask)
{
    std::vector<Survey::Question> questions;
    for (int i = 0; i < count; ++i)
        questions.push_back({"acme/" + std::to_string(i), ask});
    return questions;
}

TEST(Survey, SaysOfEachWhichIsNotWell)
{
    Survey survey(
        {{"acme/a", refusing("It is archived.")}, {"acme/b", [] {}}, {"acme/c", refusing("It is gone.")}},
        {8, long_time, long_time}
    );
    const auto error = error_of([&] { survey.ask(); });
    EXPECT_EQ(error.code, base::Code::upstream);
    EXPECT_EQ(error.message, "acme/a: It is archived. acme/c: It is gone.");
}

TEST(Survey, NamesTheFirstFewOfMany)
{
    Survey survey(many(40, refusing("It is gone.")), {8, long_time, long_time});
    const auto error = error_of([&] { survey.ask(); });
    EXPECT_THAT(error.message, HasSubstr("acme/4: It is gone. And 35 more."));
    EXPECT_THAT(error.message, Not(HasSubstr("acme/5")));
}

TEST(Survey, LeavesTheWordsOfASingleOneAsTheyAre)
{
    Survey survey({{"acme/a", refusing("It is archived.")}}, {8, long_time, long_time});
    EXPECT_EQ(error_of([&] { survey.ask(); }).message, "It is archived.");
}

TEST(Survey, AsksAtTheSameTimeButNotAllAtOnce)
{
    std::atomic<int> begun = 0;
    std::atomic<int> under_way = 0;
    std::atomic<int> most = 0;
    Survey survey(
        many(
            40,
            [&] {
                const int now = ++under_way;
                for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
                }
                ++begun;
                for (int patience = 0; begun < 8 || patience < 1000; ++patience)  // let a ninth come
                    std::this_thread::yield();
                --under_way;
            }
        ),
        {8, long_time, long_time}
    );
    survey.ask();
    EXPECT_EQ(most, 8);
}

TEST(Survey, DoesNotWaitForOneThatIsSilentAndDoesNotAskItTwice)
{
    std::latch answer(1);
    std::atomic<int> calls = 0;
    Survey survey(
        {{"acme/a",
          [&] {
              ++calls;
              answer.wait();
          }},
         {"acme/b", refusing("It is gone.")}},
        {8, std::chrono::milliseconds(50), std::chrono::milliseconds(0)}
    );
    for (int i = 0; i < 2; ++i)
        EXPECT_THAT(error_of([&] { survey.ask(); }).message, HasSubstr("acme/a: It did not answer in time."));
    EXPECT_EQ(calls, 1);
    answer.count_down();
    while (error_of([&] { survey.ask(); }).message.starts_with("acme/a"))
        std::this_thread::yield();
}

TEST(Survey, AsksAgainOnlyAfterAWhile)
{
    std::atomic<int> calls = 0;
    for (const auto& [kept, expected] :
         {std::pair(long_time, 3), std::pair(std::chrono::milliseconds(0), 6)}) {
        calls = 0;
        Survey survey(many(3, [&] { ++calls; }), {8, long_time, kept});
        survey.ask();
        survey.ask();
        EXPECT_EQ(calls, expected);
    }
}

}  // namespace
}  // namespace server

#include "base/error.h"
#include "operations/health.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <thread>

namespace {

using operations::Dependency;
using operations::Health;
using testing::StartsWith;

constexpr Health::Limits patient{std::chrono::hours(1), std::chrono::hours(1)};

TEST(Health, ShowsEachDependencysWordAndTheErrorOfOneThatFails)
{
    Health health(
        {{"claude", [] { return "connected"; }},
         {"github",
          []() -> std::string { throw base::Error(base::Code::upstream, "The token is refused."); }},
         {"database", []() -> std::string { throw std::runtime_error("disk"); }}},
        "1.2.3",
        patient
    );
    const auto body = health.ask();
    EXPECT_EQ(body["status"], "degraded");
    EXPECT_EQ(body["version"], "1.2.3");
    EXPECT_EQ(body["checks"]["api"], "healthy");
    EXPECT_EQ(body["checks"]["claude"], "connected");
    EXPECT_EQ(body["checks"]["github"], "error: The token is refused.");
    EXPECT_THAT(body["checks"]["database"].get<std::string>(), StartsWith("error: "));
}

TEST(Health, IsHealthyWhereWhatIsConfiguredIsWell)
{
    Health health(
        {{"claude", [] { return "connected"; }}, {"github", [] { return "not configured"; }}}, "1", patient
    );
    EXPECT_EQ(health.ask()["status"], "healthy");
}

TEST(Health, AsksOnceHoweverManyWantToKnow)
{
    constexpr int askers = 16;
    std::latch all_here(askers);
    std::atomic<int> calls = 0;
    Health health(
        {{"claude",
          [&] {
              ++calls;
              all_here.wait();
              return "connected";
          }}},
        "1",
        patient
    );
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < askers; ++i)
            threads.emplace_back([&] {
                all_here.count_down();
                EXPECT_EQ(health.ask()["checks"]["claude"], "connected");
            });
    }
    EXPECT_EQ(calls, 1);
}

TEST(Health, DoesNotWaitForOneThatIsSilentAndDoesNotAskItTwice)
{
    std::latch answer(1);
    std::atomic<int> calls = 0;
    Health health(
        {{"claude",
          [&] {
              ++calls;
              answer.wait();
              return "connected";
          }},
         {"github", [] { return "not configured"; }}},
        "1",
        {std::chrono::milliseconds(50), std::chrono::milliseconds(0)}
    );
    for (int i = 0; i < 2; ++i) {
        const auto body = health.ask();
        EXPECT_EQ(body["status"], "degraded");
        EXPECT_EQ(body["checks"]["claude"], "error: It did not answer in time.");
    }
    EXPECT_EQ(calls, 1);
    answer.count_down();
    while (health.ask()["checks"]["claude"] != "connected")
        std::this_thread::yield();
    EXPECT_EQ(calls, 1);
}

}  // namespace

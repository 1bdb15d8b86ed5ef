#include "jobs/fixture.h"
#include "support/count.h"

#include <latch>
#include <thread>

namespace jobs {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Error;
using support::Count;

class Threads : public JobsTest {
protected:
    /// The stages use what the test holds, so they end first.
    ~Threads() override
    {
        stuck.count_down(stuck.try_wait() ? 0 : 1);
        runner.reset();
    }

    /// Hooks that count the jobs that have ended, when that is durable.
    Hooks counting()
    {
        const auto count = [this](db::Transaction& tx) { tx.after_commit([this] { ended.add(1); }); };
        Hooks hooks;
        hooks.finished = [=](db::Transaction& tx, const base::Value&) { count(tx); };
        hooks.failed = [=](db::Transaction& tx, const base::Value&, const Error&) { count(tx); };
        hooks.cancelled = [=](db::Transaction& tx, const base::Value&) { count(tx); };
        return hooks;
    }

    /// Returns when it is asked to stop.
    static void await_stop(const Context& context)
    {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, context.stop(), 10s, [] { return false; });
    }

    Count ended;
    Count begun;
    Count inside;
    std::latch stuck{1};
};

TEST_F(Threads, RunJobsOfManyCallersToTheirEnd)
{
    const auto& workflow = add({"build", {noting("a"), noting("b"), noting("c")}, counting()});
    runner->start();
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller)
        callers.emplace_back([&, caller] {
            for (int i = 0; i < 25; ++i)
                begin(workflow, std::to_string(caller) + "-" + std::to_string(i));
        });
    for (auto& caller : callers)
        caller.join();
    ASSERT_TRUE(ended.reaches(100));
    EXPECT_EQ(number("SELECT COUNT(*) FROM jobs WHERE state = 'done'"), 100);
}

TEST_F(Threads, KeepToTheLimitOfALane)
{
    auto narrow = stage("commit", [&](base::Value&, Context&) -> Outcome {
        inside.add(1);
        inside.add(-1);
        return Advance{};
    });
    narrow.lane = {"repository", 2};
    const auto& workflow = add({"build", {noting("parse"), narrow, noting("publish")}, counting()});
    runner->start();
    for (int i = 0; i < 40; ++i)
        begin(workflow, std::to_string(i));
    ASSERT_TRUE(ended.reaches(40));
    EXPECT_LE(inside.highest(), 2);
}

TEST_F(Threads, FillALaneUpToItsLimit)
{
    auto wide = stage("meet", [&](base::Value&, Context&) -> Outcome {
        inside.add(1);
        EXPECT_TRUE(inside.reaches(3)) << "three must meet";
        return Advance{};
    });
    wide.lane = {"room", 3};
    const auto& workflow = add({"meet", {wide}, counting()});
    for (int i = 0; i < 3; ++i)
        begin(workflow, std::to_string(i));
    runner->start();
    EXPECT_TRUE(ended.reaches(3));
}

TEST_F(Threads, WakeByThemselvesForARetry)
{
    base::RealClock real;
    const auto on_file = db::open_sqlite_in_memory(real);
    db::migrate(*on_file, test_migrations);
    const Workflow workflow{
        "call",
        {stage(
            "ring",
            [](base::Value&, Context& context) -> Outcome {
                if (context.attempt() == 1)
                    throw Error(Code::unavailable, "Busy.");
                return Advance{};
            }
        )},
        counting()};
    Runner waking(*on_file, real, metrics, {});
    waking.add(workflow);
    waking.start();
    on_file->write([&](db::Transaction& tx) { start(tx, waking, workflow, "phone", nullptr); });
    EXPECT_TRUE(ended.reaches(1));
}

TEST_F(Threads, AskACancelledStageToStop)
{
    const auto& workflow = add(
        {"wait",
         {stage(
             "wait",
             [&](base::Value&, Context& context) -> Outcome {
                 begun.add(1);
                 await_stop(context);
                 EXPECT_TRUE(context.stop().stop_requested());
                 throw Error(Code::unavailable, "Stopped.");
             }
         )},
         counting()}
    );
    runner->start();
    begin(workflow, "w");
    ASSERT_TRUE(begun.reaches(1));
    EXPECT_EQ(cancel_job("w"), Cancelled::requested);
    ASSERT_TRUE(ended.reaches(1));
    EXPECT_EQ(job("w").state, "cancelled");
}

TEST_F(Threads, AskAStageToStopWhenItsDeadlinePasses)
{
    auto slow = stage("wait", [&](base::Value&, Context& context) -> Outcome {
        await_stop(context);
        EXPECT_TRUE(context.stop().stop_requested());
        return Advance{};
    });
    slow.deadline = 0s;
    const auto& workflow = add({"wait", {slow}, counting()});
    runner->start();
    begin(workflow, "w");
    EXPECT_TRUE(ended.reaches(1));
}

TEST_F(Threads, PutBackAStageThatStopsBecauseTheServerDoes)
{
    const auto& workflow = add(
        {"wait",
         {stage(
              "wait",
              [&](base::Value& document, Context& context) -> Outcome {
                  if (document.contains("waited"))
                      return Advance{};
                  begun.add(1);
                  await_stop(context);
                  document["waited"] = true;
                  throw Error(Code::unavailable, "Stopped.");
              }
          ),
          noting("after")}}
    );
    runner->start();
    begin(workflow, "w");
    ASSERT_TRUE(begun.reaches(1));
    runner->stop(10s);
    EXPECT_EQ(job("w").state, "ready");
    EXPECT_EQ(job("w").attempt, 0) << "it does not count as an attempt";
    restart();
    runner->recover();
    runner->run_until_idle();
    EXPECT_EQ(job("w").state, "done");
}

TEST_F(Threads, SaveWhatAStageReturnsDuringTheGrace)
{
    const auto& workflow = add(
        {"wait",
         {stage(
              "wait",
              [&](base::Value&, Context& context) -> Outcome {
                  begun.add(1);
                  await_stop(context);
                  return Advance{};
              }
          ),
          noting("after")}}
    );
    runner->start();
    begin(workflow, "w");
    ASSERT_TRUE(begun.reaches(1));
    runner->stop(10s);
    EXPECT_EQ(job("w").stage, "after");
    EXPECT_EQ(job("w").state, "ready") << "nothing new is begun";
}

TEST_F(Threads, LeaveAStageBehindThatDoesNotStopInTime)
{
    const auto& workflow =
        add({"wait", {stage("wait", [&](base::Value& document, Context& context) -> Outcome {
                 begun.add(1);
                 if (context.attempt() == 1 && !document.contains("again"))
                     stuck.wait();
                 document["by"] = begun.reaches(2) ? "both" : "one";
                 return Advance{};
             })}});
    runner->start();
    begin(workflow, "w");
    ASSERT_TRUE(begun.reaches(1));
    runner->stop(0ms);
    EXPECT_EQ(job("w").state, "ready");
    const auto attempt = column("attempt", "w");

    database->write([](db::Transaction& tx) {
        amend(tx, "w", [](base::Value& document) { document["again"] = true; });
    });
    auto zombie = std::move(runner);
    runner = std::make_unique<Runner>(*database, clock, metrics, RunnerOptions{});
    runner->add(workflow);
    runner->recover();
    runner->run_until_idle();
    EXPECT_EQ(job("w").state, "done");
    stuck.count_down();
    zombie.reset();
    EXPECT_EQ(column("attempt", "w"), attempt + 1) << "the zombie wrote nothing";
    EXPECT_TRUE(document("w").at("again"));
}

TEST_F(Threads, AreNotWaitedForAnyLongerAfterASecondStop)
{
    const auto& workflow = add({"wait", {stage("wait", [&](base::Value&, Context&) -> Outcome {
                                    begun.add(1);
                                    stuck.wait();
                                    return Advance{};
                                })}});
    runner->start();
    begin(workflow, "w");
    ASSERT_TRUE(begun.reaches(1));
    std::thread first([&] { runner->stop(1h); });
    std::thread second([&] { runner->stop(1h); });
    first.join();
    second.join();
    EXPECT_EQ(job("w").state, "ready");
}

}  // namespace
}  // namespace jobs

#include "jobs/fixture.h"

#include <limits>

namespace jobs {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Error;

struct Killed {};

/// A process dies where its failpoint throws, and what it left in the database is taken over by the next one.
class Recovery : public JobsTest {
protected:
    void die(std::string_view place, std::string_view stage)
    {
        restart({.failpoint = [=](std::string_view here, std::string_view now) {
            if (here == place && now == stage)
                throw Killed{};
        }});
        runner->recover();
        EXPECT_THROW(runner->run_until_idle(), Killed);
    }

    /// The next process's start; how long the job has to wait then.
    std::chrono::microseconds pause_of(const std::string& id)
    {
        restart();
        runner->recover();
        return job(id).run_at.value() - clock.now();
    }

    void live()
    {
        restart();
        runner->recover();
        runner->run_until_idle();
    }
};

TEST_F(Recovery, RunsTheStageAgainThatWasNotSaved)
{
    begin(add({"build", {noting("dig"), noting("lay")}, telling()}), "house");
    die("before", "dig");
    die("after", "dig");
    EXPECT_FALSE(document("house").contains("ran"));
    live();
    EXPECT_EQ(document("house").at("ran"), base::Value({"dig", "lay"}));
    EXPECT_EQ(told, Told({"entered dig", "entered lay", "finished"}));
}

TEST_F(Recovery, NeverRunsASavedStageAgain)
{
    begin(add({"build", {noting("dig"), noting("lay")}}), "house");
    die("save", "dig");
    EXPECT_EQ(document("house").at("ran"), base::Value({"dig"}));
    live();
    EXPECT_EQ(document("house").at("ran"), base::Value({"dig", "lay"}));
}

TEST_F(Recovery, PutsOffAStageThatTookTheProcessDownThreeTimesAndGivesItUpAfterSix)
{
    begin(add({"build", {noting("dig"), noting("lay")}, telling()}), "house");
    die("before", "dig");
    die("before", "dig");
    die("save", "dig");
    die("before", "lay");
    die("before", "lay");
    EXPECT_EQ(column("crashes", "house"), 2)
        << "counted when the next process starts, and anew for every stage";
    for (const auto pause : {30s, 60s, 120s}) {
        EXPECT_EQ(pause_of("house"), pause);
        EXPECT_EQ(told.back(), "rescheduled") << "people see until when";
        clock.advance(pause);
        die("before", "lay");
    }
    live();
    EXPECT_EQ(job("house").state, "failed");
    EXPECT_EQ(column("crashes", "house"), 6);
    EXPECT_EQ(told.back(), "failed internal");
}

TEST_F(Recovery, NeverGivesUpWhatIsNotToBeGivenUp)
{
    Workflow watch{"watch", {noting("look")}, telling()};
    watch.max_crashes = std::numeric_limits<int>::max();
    begin(add(std::move(watch)), "pull");
    for (int i = 0; i < 40; ++i) {
        die("before", "look");
        EXPECT_LE(pause_of("pull"), 1h);
        clock.advance(1h);
    }
    die("before", "look");
    EXPECT_EQ(pause_of("pull"), 1h);
    clock.advance(1h);
    runner->run_until_idle();
    EXPECT_EQ(job("pull").state, "done");
}

TEST_F(Recovery, NeverRepeatsAOnceStage)
{
    begin(add({"apply", {once("apply", noting("apply").run), noting("after")}, telling()}), "stack");
    die("after", "apply");
    live();
    EXPECT_EQ(job("stack").state, "needs_attention");
    EXPECT_EQ(told, Told({"entered apply", "needs attention in apply"}));
    clock.advance(24h);
    live();
    EXPECT_EQ(job("stack").state, "needs_attention");
}

TEST_F(Recovery, KnowsThatAnUnavailableOnceStageMayHaveHadItsEffect)
{
    begin(
        add(
            {"apply",
             {once(
                 "apply",
                 [](base::Value&, Context&) -> Outcome {
                     throw Error(Code::unavailable, "The connection was lost.");
                 }
             )}}
        ),
        "stack"
    );
    runner->run_until_idle();
    EXPECT_EQ(job("stack").state, "needs_attention");
    EXPECT_EQ(job("stack").error->message, "The connection was lost.");
}

TEST_F(Recovery, RetriesAOnceStageThatWasTurnedAway)
{
    begin(
        add(
            {"apply",
             {once(
                 "apply",
                 [](base::Value&, Context& context) -> Outcome {
                     if (context.attempt() == 1)
                         throw Error(Code::limited, "Not now.");
                     return Advance{};
                 }
             )}}
        ),
        "stack"
    );
    runner->run_until_idle();
    clock.advance(1min);
    runner->run_until_idle();
    EXPECT_EQ(job("stack").state, "done");
}

TEST_F(Recovery, CancelsWhatWasToBeCancelled)
{
    begin(
        add(
            {"build",
             {stage(
                  "dig",
                  [&](base::Value&, Context& context) -> Outcome {
                      cancel_job(context.job_id());
                      return Advance{};
                  }
              ),
              noting("lay")},
             telling()}
        ),
        "house"
    );
    die("after", "dig");
    live();
    EXPECT_EQ(told, Told({"entered dig", "cancelled"}));
}

TEST_F(Recovery, FencesOffTheProcessThatWasThoughtDead)
{
    int runs = 0;
    const auto& workflow = add(
        {"build",
         {stage(
              "dig",
              [&](base::Value& document, Context&) -> Outcome {
                  document["by"] = ++runs == 1 ? "zombie" : "heir";
                  if (document["by"] == "heir")
                      return Advance{};
                  Runner heir(*database, clock, metrics, {});
                  heir.add(workflows.front());
                  heir.recover();
                  heir.run_until_idle();
                  return Advance{};
              }
          ),
          noting("lay")},
         telling()}
    );
    begin(workflow, "house");
    runner->run_until_idle();
    EXPECT_EQ(document("house"), base::Value({{"by", "heir"}, {"ran", {"lay"}}}));
    EXPECT_EQ(told, Told({"entered dig", "entered lay", "finished"}));
}

TEST_F(Recovery, LeavesAStageAloneThatThisVersionDoesNotKnow)
{
    begin(add({"build", {noting("dig")}}), "house");
    die("before", "dig");
    workflows.front().stages.front().name = "excavate";
    live();
    EXPECT_EQ(job("house").state, "running");
}

}  // namespace
}  // namespace jobs

#include "jobs/fixture.h"

namespace jobs {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Error;

class Cancelling : public JobsTest {
protected:
    Code refusal(const std::string& id)
    {
        try {
            cancel_job(id);
        } catch (const Error& error) {
            return error.code;
        }
        ADD_FAILURE() << "the cancel was accepted";
        return Code::internal;
    }
};

TEST_F(Cancelling, AJobThatWaitsIsDoneAtOnce)
{
    begin(add({"build", {noting("dig")}, telling()}), "house");
    EXPECT_EQ(cancel_job("house"), Cancelled::at_once);
    EXPECT_EQ(job("house").state, "cancelled");
    runner->run_until_idle();
    EXPECT_EQ(told, Told({"cancelled"}));
    EXPECT_FALSE(document("house").contains("ran"));
}

TEST_F(Cancelling, AParkedJobIsDoneAtOnceAndItsSignalsGo)
{
    begin(
        add(
            {"ask",
             {stage(
                 "ask",
                 [](base::Value&, Context&) -> Outcome {
                     return Park{{}, "answer"};
                 }
             )}}
        ),
        "q"
    );
    runner->run_until_idle();
    send("q", "noise");
    EXPECT_EQ(cancel_job("q"), Cancelled::at_once);
    EXPECT_EQ(number("SELECT COUNT(*) FROM job_signals"), 0);
}

TEST_F(Cancelling, ARunningJobStopsItBetweenTwoStages)
{
    const auto& workflow = add(
        {"build",
         {stage(
              "dig",
              [&](base::Value& document, Context& context) -> Outcome {
                  EXPECT_EQ(cancel_job("house"), Cancelled::requested);
                  EXPECT_TRUE(context.stop().stop_requested());
                  document["dug"] = true;
                  return Advance{};
              }
          ),
          noting("lay")},
         telling()}
    );
    begin(workflow, "house");
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "cancelled");
    EXPECT_EQ(document("house"), base::Value({{"dug", true}}));
    EXPECT_EQ(told, Told({"entered dig", "cancelled"}));
}

TEST_F(Cancelling, AJobWhoseStageParksOrThrowsStopsItToo)
{
    const auto& workflow =
        add({"build", {stage("dig", [&](base::Value& document, Context& context) -> Outcome {
                 cancel_job(context.job_id());
                 if (document.at("throws"))
                     throw Error(Code::unavailable, "Stopped.");
                 return Park{context.now() + 1h, std::nullopt};
             })}});
    begin(workflow, "thrower", {{"throws", true}});
    begin(workflow, "parker", {{"throws", false}});
    runner->run_until_idle();
    EXPECT_EQ(job("thrower").state, "cancelled");
    EXPECT_EQ(job("parker").state, "cancelled");
}

TEST_F(Cancelling, InTheLastStageComesTooLateToUndoIt)
{
    begin(
        add(
            {"build",
             {stage(
                 "roof",
                 [&](base::Value&, Context&) -> Outcome {
                     EXPECT_EQ(cancel_job("house"), Cancelled::requested);
                     return Advance{};
                 }
             )}}
        ),
        "house"
    );
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "done");
}

TEST_F(Cancelling, IsRefusedOnceAStageBeyondCancelHasBegun)
{
    auto publish = stage("publish", [&](base::Value&, Context& context) -> Outcome {
        EXPECT_EQ(refusal(context.job_id()), Code::conflict);
        if (context.attempt() == 1)
            throw Error(Code::unavailable, "Later.");
        return Advance{};
    });
    publish.beyond_cancel = true;
    const auto& workflow = add(
        {"pull",
         {noting("commit"),
          publish,
          stage(
              "after",
              [&](base::Value&, Context& context) -> Outcome {
                  EXPECT_EQ(refusal(context.job_id()), Code::conflict);
                  return Park{{}, "merge"};
              }
          )}}
    );
    begin(workflow, "p");
    runner->run_until_idle();
    EXPECT_EQ(job("p").state, "ready");
    EXPECT_EQ(refusal("p"), Code::conflict);
    clock.advance(1min);
    runner->run_until_idle();
    EXPECT_EQ(job("p").state, "parked");
    EXPECT_EQ(refusal("p"), Code::conflict);
}

TEST_F(Cancelling, WhatHasEndedOrNeverWasIsRefused)
{
    begin(add({"build", {noting("dig")}}), "house");
    runner->run_until_idle();
    EXPECT_EQ(refusal("house"), Code::conflict);
    EXPECT_EQ(refusal("castle"), Code::not_found);
}

TEST_F(Cancelling, AOnceStageThatStopsHalfwayNeedsAttention)
{
    begin(
        add(
            {"apply",
             {once(
                 "apply",
                 [&](base::Value&, Context&) -> Outcome {
                     cancel_job("stack");
                     throw Error(Code::unavailable, "Stopped.");
                 }
             )}}
        ),
        "stack"
    );
    runner->run_until_idle();
    EXPECT_EQ(job("stack").state, "needs_attention");
}

}  // namespace
}  // namespace jobs

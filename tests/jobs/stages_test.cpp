#include "jobs/fixture.h"

namespace jobs {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Error;
using testing::HasSubstr;

class Stages : public JobsTest {};

TEST_F(Stages, RunInOrderOverOneDocument)
{
    const auto& workflow = add({"build", {noting("dig"), noting("lay"), noting("roof")}});
    begin(workflow, "house", {{"colour", "red"}});
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "done");
    EXPECT_EQ(document("house"), base::Value({{"colour", "red"}, {"ran", {"dig", "lay", "roof"}}}));
}

TEST_F(Stages, OfATypedDocumentReadAndWriteIt)
{
    using Numbers = std::map<std::string, int>;
    const auto& workflow =
        add({"count", {stage("add", over<Numbers>([](Numbers& numbers, Context&) -> Outcome {
                                 ++numbers["sum"];
                                 return Advance{};
                             }))}});
    begin(workflow, "one", {{"sum", 41}});
    runner->run_until_idle();
    EXPECT_EQ(document("one").at("sum"), 42);
}

TEST_F(Stages, CostOneCommitEachAndOneForTheClaim)
{
    const auto& workflow = add({"build", {noting("a"), noting("b"), noting("c"), noting("d"), noting("e")}});
    begin(workflow, "house");
    const int before = database->writes;
    runner->run_until_idle();
    EXPECT_EQ(database->writes - before, 1 + 5);
}

TEST_F(Stages, KnowTheirJobAttemptAndDeadline)
{
    const auto& workflow =
        add({"look", {stage("see", [&](base::Value& document, Context& context) -> Outcome {
                 document["id"] = context.job_id();
                 document["attempt"] = context.attempt();
                 EXPECT_EQ(context.now(), clock.now());
                 EXPECT_GT(context.deadline(), std::chrono::steady_clock::now() + 50s);
                 EXPECT_FALSE(context.stop().stop_requested());
                 return Advance{};
             })}});
    begin(workflow, "eye");
    runner->run_until_idle();
    EXPECT_EQ(document("eye"), base::Value({{"id", "eye"}, {"attempt", 1}}));
}

TEST_F(Stages, AreRetriedWithBackoffUntilTheirAttemptsAreUsedUp)
{
    const auto& workflow = add(
        {"call",
         {stage(
             "ring",
             [](base::Value& document, Context& context) -> Outcome {
                 document["attempts"] = context.attempt();
                 throw Error(Code::unavailable, "Nobody answers.");
             }
         )},
         telling()}
    );
    begin(workflow, "phone");
    runner->run_until_idle();
    EXPECT_EQ(job("phone").state, "ready");
    EXPECT_EQ(job("phone").error->message, "Nobody answers.");
    const auto first = *job("phone").run_at - clock.now();
    EXPECT_GE(first, 375ms);
    EXPECT_LE(first, 500ms);
    runner->run_until_idle();
    EXPECT_EQ(column("attempt", "phone"), 1) << "it must not run before its time";

    for (int i = 0; i < 5; ++i) {
        clock.advance(1min);
        runner->run_until_idle();
    }
    EXPECT_EQ(job("phone").state, "failed");
    EXPECT_EQ(document("phone").at("attempts"), 6) << "what a stage found out is kept also when it throws";
    EXPECT_EQ(
        told,
        Told(
            {"entered ring",
             "rescheduled",
             "rescheduled",
             "rescheduled",
             "rescheduled",
             "rescheduled",
             "failed unavailable"}
        )
    );
}

TEST_F(Stages, SitOutAnOutageForAsLongAsTheirPatienceLasts)
{
    auto patient = stage("ring", [](base::Value&, Context&) -> Outcome {
        throw Error(Code::unavailable, "Nobody answers.");
    });
    patient.patience = 1h;
    const auto& workflow = add({"call", {noting("dial"), patient}});
    begin(workflow, "phone");
    const auto begun = clock.now();
    int tries = 0;
    for (; job("phone").state == "ready"; ++tries) {
        clock.advance(*job("phone").run_at - clock.now());
        runner->run_until_idle();
    }
    EXPECT_EQ(job("phone").state, "failed");
    EXPECT_GE(clock.now() - begun, 1h);
    EXPECT_LT(clock.now() - begun, 1h + 2min);
    EXPECT_GT(tries, 60);
    EXPECT_LT(tries, 90) << "it asks once a minute in the end";
}

TEST_F(Stages, KeepTheirPatienceWhileTheyQueue)
{
    base::Time turn{};
    auto patient = stage("ring", [&](base::Value&, Context& context) -> Outcome {
        if (context.now() >= turn)
            throw Error(Code::unavailable, "Nobody answers.");
        Error error(Code::limited, "Later.");
        error.retry_after = std::chrono::ceil<std::chrono::milliseconds>(turn - context.now());
        throw error;
    });
    patient.patience = 1h;
    const auto& workflow = add({"call", {patient}});
    turn = clock.now() + 2h;
    begin(workflow, "phone");
    runner->run_until_idle();
    while (job("phone").state == "ready") {
        clock.advance(*job("phone").run_at - clock.now());
        runner->run_until_idle();
    }
    EXPECT_GE(clock.now() - turn, 40min);
}

TEST_F(Stages, CountTheirPatienceFromTheirOwnBeginning)
{
    auto patient = stage("talk", [](base::Value&, Context&) -> Outcome {
        throw Error(Code::unavailable, "Nobody answers.");
    });
    patient.patience = 1h;
    const auto waiting = stage("wait", [](base::Value&, Context& context) -> Outcome {
        return context.take("ring") ? Outcome(Advance{}) : Outcome(Park{std::nullopt, "ring"});
    });
    const auto& workflow = add({"call", {waiting, patient}});
    begin(workflow, "phone");
    runner->run_until_idle();
    clock.advance(10h);
    database->write([&](db::Transaction& tx) { signal(tx, *runner, "phone", "ring", base::Value::object()); }
    );
    const auto rung = clock.now();
    runner->run_until_idle();
    while (job("phone").state == "ready") {
        clock.advance(*job("phone").run_at - clock.now());
        runner->run_until_idle();
    }
    EXPECT_GE(clock.now() - rung, 1h);
}

TEST_F(Stages, CountTheirAttemptsAnew)
{
    int calls = 0;
    const auto flaky = [&](base::Value&, Context& context) -> Outcome {
        EXPECT_EQ(context.attempt(), calls % 5 + 1);
        if (++calls % 5 != 0)
            throw Error(Code::limited, "Slow down.");
        return Advance{};
    };
    const auto& workflow = add({"call", {stage("ring", flaky), stage("talk", flaky)}});
    begin(workflow, "phone");
    for (int i = 0; i < 10; ++i) {
        runner->run_until_idle();
        clock.advance(1min);
    }
    EXPECT_EQ(job("phone").state, "done");
}

TEST_F(Stages, WaitAsLongAsTheOtherSideAsks)
{
    const auto& workflow = add({"call", {stage("ring", [](base::Value&, Context&) -> Outcome {
                                    Error error(Code::limited, "Come back in an hour.");
                                    error.retry_after = 1h;
                                    throw error;
                                })}});
    begin(workflow, "phone");
    runner->run_until_idle();
    EXPECT_EQ(*job("phone").run_at, clock.now() + 1h);
}

TEST_F(Stages, AreNotTiredOfQueueingWithinADay)
{
    int calls = 0;
    const auto& workflow = add({"call", {stage("ring", [&](base::Value&, Context& context) -> Outcome {
                                    EXPECT_EQ(context.attempt(), std::max(1, ++calls - 24));
                                    Error error(Code::limited, "Come back in an hour.");
                                    error.retry_after = 1h;
                                    throw error;
                                })}});
    begin(workflow, "phone");
    for (int i = 0; i < 40; ++i) {
        runner->run_until_idle();
        clock.advance(1h);
    }
    EXPECT_EQ(calls, 24 + workflow.max_attempts);
    EXPECT_EQ(job("phone").state, "failed");
}

TEST_F(Stages, AskLessOftenTheLongerTheyHaveQueued)
{
    int calls = 0;
    const auto& workflow = add({"call", {stage("ring", [&](base::Value&, Context&) -> Outcome {
                                    ++calls;
                                    Error error(Code::limited, "One second, please.");
                                    error.retry_after = 1s;
                                    throw error;
                                })}});
    begin(workflow, "phone");
    while (job("phone").state == "ready") {
        clock.advance(*job("phone").run_at - clock.now());
        runner->run_until_idle();
    }
    EXPECT_LT(calls, 1'000);
    EXPECT_GT(calls, 500);
}

TEST_F(Stages, FailAtOnceForEveryWordThatIsNotRetried)
{
    for (const auto& row : base::code_table) {
        if (row.retried)
            continue;
        const std::string name(row.word);
        const auto& workflow = add(
            {row.word,
             {stage("fall", [&](base::Value&, Context&) -> Outcome { throw Error(row.code, "No."); })},
             telling()}
        );
        told.clear();
        begin(workflow, name);
        runner->run_until_idle();
        EXPECT_EQ(job(name).state, "failed");
        EXPECT_EQ(job(name).error->code, row.code);
        EXPECT_EQ(told, Told({"entered fall", "failed " + name}));
    }
}

TEST_F(Stages, TurnAForeignExceptionIntoAnInternalErrorWithoutItsWords)
{
    const auto& workflow = add({"slip", {stage("fall", [](base::Value&, Context&) -> Outcome {
                                    throw std::runtime_error("password=hunter2");
                                })}});
    begin(workflow, "banana");
    runner->run_until_idle();
    EXPECT_EQ(job("banana").error->code, Code::internal);
    EXPECT_THAT(job("banana").error->message, Not(HasSubstr("hunter2")));
}

TEST_F(Stages, ThatReturnAfterTheirDeadlineStillCount)
{
    auto late = noting("late");
    late.deadline = 0s;
    const auto& workflow = add({"slow", {late}});
    begin(workflow, "snail");
    runner->run_until_idle();
    EXPECT_EQ(job("snail").state, "done");
}

TEST_F(Stages, OfAnUnknownOrNewerVersionAreLeftAlone)
{
    const auto& workflow = add({"build", {noting("dig")}});
    begin({"other", {noting("dig")}}, "unknown");
    begin({"build", {noting("fly")}}, "renamed");
    begin({.name = "build", .stages = {noting("dig")}, .version = 2}, "newer");
    begin(workflow, "known");
    runner->run_until_idle();
    EXPECT_EQ(job("unknown").state, "ready");
    EXPECT_EQ(job("renamed").state, "ready");
    EXPECT_EQ(job("newer").state, "ready");
    EXPECT_EQ(job("known").state, "done");
}

TEST_F(Stages, AreCountedAndTimed)
{
    const auto& good = add({"good", {noting("dig")}});
    const auto& bad = add({"bad", {stage("fall", [](base::Value&, Context&) -> Outcome {
                               throw Error(Code::upstream, "No.");
                           })}});
    begin(good, "a");
    begin(good, "b");
    begin(bad, "c");
    runner->run_until_idle();
    const auto text = metrics.text();
    EXPECT_THAT(text, HasSubstr("groundwork_jobs_started_total{workflow=\"good\"} 2"));
    EXPECT_THAT(text, HasSubstr("groundwork_jobs_finished_total{workflow=\"good\"} 2"));
    EXPECT_THAT(text, HasSubstr("groundwork_jobs_failed_total{workflow=\"bad\"} 1"));
    EXPECT_THAT(
        text, HasSubstr("groundwork_stage_duration_seconds_count{stage=\"dig\",workflow=\"good\"} 2")
    );
    EXPECT_THAT(text, HasSubstr("groundwork_jobs_waiting 3"));
    EXPECT_THAT(text, HasSubstr("groundwork_jobs_running 0"));
}

}  // namespace
}  // namespace jobs

#include "jobs/fixture.h"

namespace jobs {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Error;

class Parking : public JobsTest {
protected:
    /// Waits for an answer, at most an hour.
    static Stage asking()
    {
        return stage("ask", [](base::Value& document, Context& context) -> Outcome {
            if (const auto answer = context.take("answer")) {
                document["answer"] = *answer;
                return Advance{};
            }
            if (document.contains("asked_at") &&
                context.now() >= base::from_micros(document["asked_at"]) + 1h) {
                document["answer"] = "none";
                return Advance{};
            }
            document.emplace("asked_at", base::to_micros(context.now()));
            return Park{base::from_micros(document["asked_at"]) + 1h, "answer"};
        });
    }
};

TEST_F(Parking, EndsWithTheSignalWhosePayloadTheStageTakes)
{
    begin(add({"ask", {asking(), noting("after")}, telling()}), "q");
    runner->run_until_idle();
    EXPECT_EQ(job("q").state, "parked");
    EXPECT_TRUE(send("q", "answer", 42));
    EXPECT_EQ(job("q").state, "ready");
    runner->run_until_idle();
    EXPECT_EQ(document("q").at("answer"), 42);
    EXPECT_EQ(job("q").state, "done");
    EXPECT_EQ(told, Told({"entered ask", "parked", "entered ask", "entered after", "finished"}));
    EXPECT_EQ(number("SELECT COUNT(*) FROM job_signals"), 0);
}

TEST_F(Parking, EndsWhenItsTimeComes)
{
    begin(add({"ask", {asking()}}), "q");
    runner->run_until_idle();
    clock.advance(1h - 1us);
    runner->run_until_idle();
    EXPECT_EQ(job("q").state, "parked");
    clock.advance(1us);
    runner->run_until_idle();
    EXPECT_EQ(document("q").at("answer"), "none");
}

TEST_F(Parking, DoesNotMissASignalThatCameBefore)
{
    begin(add({"ask", {noting("before"), asking()}}), "q");
    EXPECT_TRUE(send("q", "answer", "early"));
    runner->run_until_idle();
    EXPECT_EQ(document("q").at("answer"), "early");
}

TEST_F(Parking, DoesNotMissASignalThatComesWhileTheStageDecidesToPark)
{
    const auto& workflow = add(
        {"ask",
         {stage(
             "ask",
             [&](base::Value& document, Context& context) -> Outcome {
                 if (const auto answer = context.take("answer"))
                     return document["answer"] = *answer, Advance{};
                 send("q", "answer", "just now");
                 return Park{std::nullopt, "answer"};
             }
         )},
         telling()}
    );
    begin(workflow, "q");
    runner->run_until_idle();
    EXPECT_EQ(document("q").at("answer"), "just now");
    EXPECT_EQ(told, Told({"entered ask", "entered ask", "finished"}));
}

TEST_F(Parking, IsNotEndedByAnotherSignal)
{
    begin(add({"ask", {asking()}}), "q");
    runner->run_until_idle();
    EXPECT_TRUE(send("q", "noise"));
    EXPECT_EQ(job("q").state, "parked");
}

TEST_F(Parking, TakesSignalsOfANameOneByOneInTheirOrder)
{
    const auto& workflow =
        add({"ask", {stage("gather", [](base::Value& document, Context& context) -> Outcome {
                 while (const auto word = context.take("word"))
                     document["words"].push_back(*word);
                 EXPECT_EQ(context.take("unsent"), std::nullopt);
                 return Advance{};
             })}});
    begin(workflow, "q");
    for (const auto* word : {"one", "two", "three"})
        send("q", "word", word);
    runner->run_until_idle();
    EXPECT_EQ(document("q").at("words"), base::Value({"one", "two", "three"}));
}

TEST_F(Parking, KeepsASignalWhoseStageWasNotSaved)
{
    const auto& workflow =
        add({"ask", {stage("gather", [](base::Value& document, Context& context) -> Outcome {
                 document["word"] = *context.take("word");
                 if (context.attempt() == 1)
                     throw Error(Code::unavailable, "Later.");
                 return Advance{};
             })}});
    begin(workflow, "q");
    send("q", "word", "kept");
    runner->run_until_idle();
    clock.advance(1min);
    runner->run_until_idle();
    EXPECT_EQ(job("q").state, "done");
    EXPECT_EQ(document("q").at("word"), "kept");
}

TEST_F(Parking, UsesUpNoAttempts)
{
    const auto& workflow =
        add({"tick", {stage("tick", [](base::Value& document, Context& context) -> Outcome {
                 EXPECT_EQ(context.attempt(), 1);
                 document["ticks"] = document.value("ticks", 0) + 1;
                 return Park{context.now() + 1min, std::nullopt};
             })}});
    begin(workflow, "clock");
    for (int i = 0; i < 20; ++i) {
        runner->run_until_idle();
        clock.advance(1min);
    }
    EXPECT_EQ(document("clock").at("ticks"), 20);
}

TEST_F(Parking, WithoutAReasonIsAMistake)
{
    begin(add({"ask", {stage("ask", [](base::Value&, Context&) -> Outcome { return Park{}; })}}), "q");
    runner->run_until_idle();
    EXPECT_EQ(job("q").error->code, Code::internal);
}

TEST_F(Parking, LetsTheDocumentBeAmendedTogetherWithTheSignal)
{
    const auto& workflow = add({"ask", {stage("ask", [](base::Value& document, Context&) -> Outcome {
                                    if (document.contains("answers"))
                                        return Advance{};
                                    return Park{std::nullopt, "answers"};
                                })}});
    begin(workflow, "q");
    runner->run_until_idle();
    database->write([&](db::Transaction& tx) {
        EXPECT_TRUE(amend(tx, "q", [](base::Value& document) { document["answers"] = "yes"; }));
        signal(tx, *runner, "q", "answers", nullptr);
    });
    runner->run_until_idle();
    EXPECT_EQ(job("q").state, "done");
    EXPECT_EQ(document("q"), base::Value({{"answers", "yes"}}));
}

TEST_F(Parking, IsTheOnlyTimeToAmend)
{
    const auto amended = [&] {
        return database->write([&](db::Transaction& tx) {
            return amend(tx, "q", [](base::Value& document) { document["amended"] = true; });
        });
    };
    bool while_running = true;
    begin(
        add(
            {"ask",
             {stage(
                 "ask",
                 [&](base::Value&, Context&) -> Outcome {
                     while_running = amended();
                     return Advance{};
                 }
             )}}
        ),
        "q"
    );
    EXPECT_TRUE(amended());
    runner->run_until_idle();
    EXPECT_FALSE(while_running);
    EXPECT_FALSE(amended());
    EXPECT_THROW(database->write([&](db::Transaction& tx) { return amend(tx, "nobody", {}); }), Error);
}

TEST_F(Parking, SignalsToTheDeadAreNotKept)
{
    begin(add({"ask", {noting("a")}}), "q");
    runner->run_until_idle();
    EXPECT_FALSE(send("q", "answer"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM job_signals"), 0);
    EXPECT_THROW(send("nobody", "answer"), Error);
}

}  // namespace
}  // namespace jobs

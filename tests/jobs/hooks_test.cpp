#include "jobs/fixture.h"

namespace jobs {
namespace {

using base::Code;
using base::Error;

class HooksOfANoun : public JobsTest {
protected:
    static auto refusing(std::string_view stage, Code code)
    {
        return [=](db::Transaction&, const base::Value&, std::string_view entered) {
            if (entered == stage)
                throw Error(code, "The noun refuses.");
        };
    }
};

TEST_F(HooksOfANoun, AreToldInTheTransactionThatSaves)
{
    database->write([](db::Transaction& tx) { tx.execute("CREATE TABLE houses (stage TEXT NOT NULL)"); });
    auto hooks = telling();
    hooks.entered = [](db::Transaction& tx, const base::Value&, std::string_view stage) {
        tx.execute("INSERT INTO houses (stage) VALUES ($1)", stage);
        if (stage == "lay")
            throw Error(Code::conflict, "The noun refuses.");
    };
    begin(add({"build", {noting("dig"), noting("lay")}, hooks}), "house");
    runner->run_until_idle();
    EXPECT_EQ(number("SELECT COUNT(*) FROM houses"), 1)
        << "what was written before the refusal is rolled back";
    EXPECT_EQ(job("house").state, "failed");
    EXPECT_EQ(job("house").error->message, "The noun refuses.");
    EXPECT_EQ(document("house").at("ran"), base::Value({"dig"}))
        << "the effect has happened, so its outcome is kept";
    EXPECT_EQ(told, Told({"failed conflict"}));
}

TEST_F(HooksOfANoun, ThatRefuseAClaimFailTheirOwnJobOnly)
{
    auto hooks = telling();
    hooks.entered = refusing("dig", Code::conflict);
    const auto& bad = add({"bad", {noting("dig")}, hooks});
    const auto& good = add({"good", {noting("dig")}});
    begin(good, "a");
    begin(bad, "b");
    begin(good, "c");
    runner->run_until_idle();
    EXPECT_EQ(job("a").state, "done");
    EXPECT_EQ(job("b").state, "failed");
    EXPECT_EQ(job("c").state, "done");
    EXPECT_EQ(told, Told({"failed conflict"}));
}

TEST_F(HooksOfANoun, ThatRefuseEvenTheFailureAreNotAsked)
{
    Hooks hooks;
    hooks.finished = [](db::Transaction&, const base::Value&) { throw Error(Code::internal, "First."); };
    hooks.failed = [](db::Transaction&, const base::Value&, const Error&) {
        throw Error(Code::internal, "Second.");
    };
    begin(add({"build", {noting("dig")}, hooks}), "house");
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "failed");
    EXPECT_EQ(job("house").error->message, "First.");
}

TEST_F(HooksOfANoun, AreNotNeededForADocumentThatCannotBeWritten)
{
    begin(
        add(
            {"build",
             {stage(
                 "dig",
                 [](base::Value& document, Context&) -> Outcome {
                     document["text"] = "\xff";
                     return Advance{};
                 }
             )},
             telling()}
        ),
        "house"
    );
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "failed");
    EXPECT_EQ(job("house").error->code, Code::internal);
}

TEST_F(HooksOfANoun, ThatRefuseACancelUndoIt)
{
    Hooks hooks;
    hooks.cancelled = [](db::Transaction&, const base::Value&) { throw Error(Code::conflict, "Not now."); };
    begin(add({"build", {noting("dig")}, hooks}), "house");
    EXPECT_THROW(cancel_job("house"), Error);
    EXPECT_EQ(job("house").state, "ready");
}

TEST_F(HooksOfANoun, AreToldAgainWhenTheDiskHasRoomAgain)
{
    int calls = 0;
    begin(
        add(
            {"build",
             {stage(
                 "dig",
                 [&](base::Value&, Context&) -> Outcome {
                     ++calls;
                     database->full = 1;
                     return Advance{};
                 }
             )},
             telling()}
        ),
        "house"
    );
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "done");
    EXPECT_EQ(calls, 1) << "an effect is not repeated because its outcome could not be saved at once";
}

TEST_F(HooksOfANoun, SeeNothingOfAClaimThatTheDatabaseRefused)
{
    begin(add({"build", {noting("dig")}, telling()}), "house");
    database->full = 2;
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "ready");
    EXPECT_TRUE(told.empty());
    runner->run_until_idle();
    EXPECT_EQ(job("house").state, "done");
}

}  // namespace
}  // namespace jobs

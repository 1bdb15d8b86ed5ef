#include "requests/account.h"
#include "requests/spending.h"
#include "requests/store.h"
#include "requests/tables.h"

#include <gmock/gmock.h>

namespace {

using base::Code;
using requests::Account;
using requests::Budgets;
using requests::Document;
using testing::HasSubstr;
using testing::Not;

// The manual clock begins at 2027-01-15 08:00:00 UTC.
struct World {
    base::ManualClock clock;
    std::unique_ptr<db::Database> database = db::open_sqlite_in_memory(clock);
    events::Hub hub;
    base::Metrics metrics;
    Budgets budgets;

    World() { db::migrate(*database, requests::tables); }

    Document document(const std::string& requester, const std::string& request_id = "")
    {
        Document document;
        document.request_id = request_id;
        document.submission.requester = requester;
        return document;
    }

    Account account(Document& document) { return {*database, hub, metrics, budgets, document}; }

    void spend(const std::string& requester, const llm::Tokens& tokens)
    {
        auto asked = document(requester);
        account(asked).record(call(tokens));
    }

    /// Empty when a call is let through.
    std::string refusal_of(const std::string& requester)
    {
        auto asked = document(requester);
        try {
            account(asked).admit();
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, Code::forbidden);
            return error.message;
        }
        return "";
    }

    static llm::Call call(const llm::Tokens& tokens)
    {
        return {
            "claude",
            "claude-sonnet-5",
            "understand@0123",
            "understood",
            tokens,
            false,
            std::chrono::milliseconds(2'000)};
    }
};

TEST(Account, WritesACallIntoTheRequestsEventsItsDocumentAndTheMetrics)
{
    World world;
    auto document = world.document("jane", "req-0123456789ab");
    auto account = world.account(document);
    const auto call = World::call({42, 31, 1'800});
    account.record(call);
    auto failed = World::call({});
    failed.outcome = "limited";
    account.record(failed);

    const auto events = world.database->read([](db::Transaction& tx) {
        return events::list(tx, requests::subject_of("req-0123456789ab"));
    });
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].kind, "request.model_call");
    EXPECT_EQ(
        events[0].payload, base::read_json(R"({
      "provider": "claude", "model": "claude-sonnet-5", "prompt": "understand@0123", "outcome": "understood",
      "input_tokens": 42, "output_tokens": 31, "cached_tokens": 1800, "estimated": false, "took_ms": 2000})")
    );
    EXPECT_EQ(events[1].payload["outcome"], "limited");
    EXPECT_EQ(requests::outcome_of(document, requests::Texts::left_out)["model_calls"][0], events[0].payload);
    const auto saved = base::Value(document).get<Document>();
    EXPECT_EQ(base::Value(saved.model_calls), base::Value(document.model_calls));

    const auto who = R"({model="claude-sonnet-5",)";
    const auto text = world.metrics.text();
    EXPECT_THAT(
        text,
        HasSubstr(
            std::string("groundwork_model_calls_total") + who + R"(outcome="understood",provider="claude"} 1)"
        )
    );
    EXPECT_THAT(
        text,
        HasSubstr(
            std::string("groundwork_model_calls_total") + who + R"(outcome="limited",provider="claude"} 1)"
        )
    );
    for (const auto* line :
         {R"({kind="input",model="claude-sonnet-5",provider="claude"} 42)",
          R"({kind="output",model="claude-sonnet-5",provider="claude"} 31)",
          R"({kind="cached",model="claude-sonnet-5",provider="claude"} 1800)"})
        EXPECT_THAT(text, HasSubstr("groundwork_model_tokens_total" + std::string(line)));
    EXPECT_THAT(
        text, HasSubstr(R"(groundwork_model_call_seconds_sum{model="claude-sonnet-5",provider="claude"} 4)")
    );
}

TEST(Account, CountsADryRunWithoutAnEvent)
{
    World world;
    world.spend("jane", {1, 2, 3});
    world.database->read([](db::Transaction& tx) {
        EXPECT_EQ(requests::spent_this_month(tx, "jane").tokens_of_requester, 6);
        EXPECT_EQ(tx.query("SELECT kind FROM events").size(), 0U);
    });
}

TEST(Budget, OfTheInstallationIsSharedByAll)
{
    World world;
    world.budgets.tokens = 100;
    world.spend("jane", {60, 20, 19});
    EXPECT_EQ(world.refusal_of("jane"), "");
    EXPECT_EQ(world.refusal_of("mike"), "");
    world.spend("mike", {1, 0, 0});
    for (const auto* requester : {"jane", "mike", "eve"})
        EXPECT_THAT(
            world.refusal_of(requester),
            HasSubstr("The monthly token budget for language models is spent: 100 of 100 "
                      "(GROUNDWORK_MONTHLY_TOKENS). It renews at 2027-02-01T00:00:00.000Z. Until then ask")
        );
}

TEST(Budget, OfARequesterIsTheirsAlone)
{
    World world;
    world.budgets.tokens_per_requester = 100;
    world.spend("jane", {70, 40, 0});
    EXPECT_EQ(world.refusal_of("mike"), "");
    EXPECT_THAT(
        world.refusal_of("jane"),
        HasSubstr("budget of jane for language models is spent: 110 of 100 "
                  "(GROUNDWORK_MONTHLY_TOKENS_PER_REQUESTER)")
    );
}

TEST(Budget, OfNothingIsNoLimit)
{
    World world;
    world.spend("jane", {10'000'000, 10'000'000, 10'000'000});
    EXPECT_EQ(world.refusal_of("jane"), "");
}

TEST(Budget, RenewsWithTheCalendarMonth)
{
    using namespace std::chrono;
    World world;
    world.budgets.tokens = 100;
    world.spend("jane", {100, 0, 0});
    const base::Time last = sys_days(2027y / January / 31) + 24h - 1us;
    world.clock.advance(last - world.clock.now());
    EXPECT_NE(world.refusal_of("jane"), "");
    world.clock.advance(1us);
    EXPECT_EQ(world.refusal_of("jane"), "");
    world.spend("jane", {100, 0, 0});
    EXPECT_THAT(world.refusal_of("jane"), HasSubstr("It renews at 2027-03-01T00:00:00.000Z."));
}

TEST(Budget, OfDecemberRenewsInTheNextYear)
{
    using namespace std::chrono;
    const base::Time time = sys_days(2027y / December / 31) + 23h;
    EXPECT_EQ(base::to_rfc3339(requests::end_of_month(time)), "2028-01-01T00:00:00.000Z");
}

}  // namespace

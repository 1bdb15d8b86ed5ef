#include "base/error.h"
#include "events/events.h"
#include "events/schema.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace events {
namespace {

using namespace std::chrono_literals;

constexpr std::array<db::Migration, 1> migrations{{{1, "events", schema}}};

class Events : public testing::Test {
protected:
    Events() { db::migrate(*database, migrations); }

    std::int64_t tell(const Subject& subject, std::string_view kind, const base::Value& payload = nullptr)
    {
        return database->write([&](db::Transaction& tx) {
            return append(tx, hub, subject, kind, "ada", payload);
        });
    }

    std::vector<Event> read(const Subject& subject, std::int64_t after = 0, int limit = 500)
    {
        return database->read([&](db::Transaction& tx) { return list(tx, subject, after, limit); });
    }

    base::ManualClock clock;
    std::unique_ptr<db::Database> database = db::open_sqlite_in_memory(clock);
    Hub hub;
    const Subject house{"house", "h1"};
    const Subject garden{"garden", "h1"};
};

TEST_F(Events, AreNumberedPerSubject)
{
    EXPECT_EQ(tell(house, "built"), 1);
    EXPECT_EQ(tell(garden, "dug"), 1);
    EXPECT_EQ(tell(house, "sold"), 2);
}

TEST_F(Events, AreReadAsTheyWereWritten)
{
    tell(house, "built", {{"colour", "red"}});
    const auto events = read(house);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].number, 1);
    EXPECT_EQ(events[0].kind, "built");
    EXPECT_EQ(events[0].actor, "ada");
    EXPECT_EQ(events[0].payload, base::Value({{"colour", "red"}}));
    EXPECT_EQ(events[0].at, clock.now());
}

TEST_F(Events, AreListedFromANumberOnOldestFirst)
{
    for (int i = 0; i < 5; ++i)
        tell(house, "painted");
    const auto events = read(house, 1, 2);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].number, 2);
    EXPECT_EQ(events[1].number, 3);
    EXPECT_TRUE(read({"house", "h2"}).empty());
}

TEST_F(Events, OfAnUndoneTransactionAreNeitherKeptNorTold)
{
    Watch watch(hub, house);
    EXPECT_THROW(
        database->write([&](db::Transaction& tx) {
            append(tx, hub, house, "built", "ada", nullptr);
            throw base::Error(base::Code::conflict, "No.");
        }),
        base::Error
    );
    EXPECT_TRUE(read(house).empty());
    EXPECT_FALSE(watch.wait(std::chrono::steady_clock::now()));
    EXPECT_EQ(tell(house, "built"), 1) << "numbers have no gaps";
}

TEST_F(Events, WakeThoseWhoWatch)
{
    constexpr int written = 200;
    std::thread reader([&] {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        Watch watch(hub, house);
        std::int64_t seen = 0;
        do {
            for (const auto& event : read(house, seen))
                EXPECT_EQ(event.number, ++seen);
        } while (seen < written && watch.wait(deadline));
        EXPECT_EQ(seen, written);
    });
    for (int i = 0; i < written; ++i)
        tell(house, "painted");
    reader.join();
}

}  // namespace
}  // namespace events

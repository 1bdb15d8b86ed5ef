#pragma once

#include "base/error.h"
#include "db/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <thread>

/// What every database promises. A kind joins with
///
///     INSTANTIATE_TEST_SUITE_P(Sqlite, Databases, testing::Values(in_memory, on_file), …);
namespace db {

struct DatabaseKind {
    std::string name;
    /// An empty database.
    std::function<std::unique_ptr<Database>(const base::Clock&)> open;
};

class Databases : public testing::TestWithParam<DatabaseKind> {
protected:
    Databases()
    {
        database->write([](Transaction& tx) {
            tx.execute("CREATE TABLE things (id TEXT NOT NULL PRIMARY KEY, size BIGINT, CHECK (size > 0))");
        });
    }

    void put(const std::string& id, std::optional<std::int64_t> size = std::nullopt)
    {
        database->write([&](Transaction& tx) { insert(tx, id, size); });
    }

    static void
    insert(Transaction& tx, const std::string& id, std::optional<std::int64_t> size = std::nullopt)
    {
        tx.execute("INSERT INTO things (id, size) VALUES ($1, $2)", id, size);
    }

    std::int64_t count()
    {
        return database->read([](Transaction& tx) {
            return tx.query("SELECT COUNT(*) FROM things").front().number(0);
        });
    }

    /// The code of the error that the function throws.
    template <typename Function> static std::optional<base::Code> refusal(const Function& function)
    {
        try {
            function();
        } catch (const base::Error& error) {
            return error.code;
        }
        return std::nullopt;
    }

    base::ManualClock clock;
    std::unique_ptr<Database> database = GetParam().open(clock);
};

TEST_P(Databases, GiveBackWhatWasWritten)
{
    const std::string text = "Grüße, '\"; DROP TABLE things; --\n\t日本";
    put(text, 9'000'000'000'000'000'000);
    put("nothing");
    const auto rows = database->read([](Transaction& tx) {
        return tx.query("SELECT id, size FROM things ORDER BY size IS NULL");
    });
    EXPECT_EQ(rows.at(0).text(0), text);
    EXPECT_EQ(rows.at(0).number(1), 9'000'000'000'000'000'000);
    EXPECT_TRUE(rows.at(1).is_null(1));
    EXPECT_EQ(rows.at(1).find_number(1), std::nullopt);
    EXPECT_EQ(refusal([&] { std::ignore = rows.at(0).number(0); }), base::Code::internal);
}

TEST_P(Databases, KeepTimesToTheMicrosecond)
{
    clock.advance(std::chrono::microseconds(1));
    database->write([](Transaction& tx) {
        tx.execute("INSERT INTO things (id, size) VALUES ($1, $2)", "now", tx.now());
    });
    const auto read =
        database->read([](Transaction& tx) { return tx.query("SELECT size FROM things").front().time(0); });
    EXPECT_EQ(read, clock.now());
}

TEST_P(Databases, BindParametersByNameNotByPlace)
{
    database->write([](Transaction& tx) {
        tx.execute("INSERT INTO things (size, id) VALUES ($2, $1)", "a", 7);
        tx.execute("UPDATE things SET size = size + $2 WHERE id = $1 AND size = $2", "a", 7);
    });
    const auto row = database->read([](Transaction& tx) { return tx.find("SELECT id, size FROM things"); });
    EXPECT_EQ(row->text(0), "a");
    EXPECT_EQ(row->number(1), 14);
}

TEST_P(Databases, BindMoreThanNineParameters)
{
    const auto row = database->read([](Transaction& tx) {
        return tx.find(
            "SELECT COUNT(*) FROM things WHERE id IN ($10, $1, $2, $3, $4, $5, $6, $7, $8, $9) OR size = $11",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            "10",
            11
        );
    });
    EXPECT_EQ(row->number(0), 0);
}

TEST_P(Databases, RefuseTooFewAndTooManyParameters)
{
    const auto find = [&](auto... parameters) {
        return refusal([&] {
            database->read([&](Transaction& tx) {
                return tx.query("SELECT id FROM things WHERE id = $1 AND size = $2", parameters...).size();
            });
        });
    };
    EXPECT_EQ(find("a"), base::Code::internal);
    EXPECT_EQ(find("a", 1, 2), base::Code::internal);
    EXPECT_EQ(find("a", 1), std::nullopt);
}

TEST_P(Databases, SayHowManyRowsWereChanged)
{
    put("a");
    put("b");
    const auto changed = [&](const char* where) {
        return database->write([&](Transaction& tx) {
            return tx.execute(std::string("UPDATE things SET size = 1 WHERE ") + where);
        });
    };
    EXPECT_EQ(changed("1 = 1"), 2);
    EXPECT_EQ(changed("id = 'a'"), 1);
    EXPECT_EQ(changed("id = 'z'"), 0);
}

TEST_P(Databases, GiveBackWhatAnUpdateReturns)
{
    put("a", 1);
    const auto size = database->write([](Transaction& tx) {
        return tx.find("UPDATE things SET size = size + 1 WHERE id = $1 RETURNING size", "a")->number(0);
    });
    EXPECT_EQ(size, 2);
}

TEST_P(Databases, CallABrokenConstraintAConflict)
{
    put("a");
    EXPECT_EQ(refusal([&] { put("a"); }), base::Code::conflict);
    EXPECT_EQ(refusal([&] { put("b", 0); }), base::Code::conflict);
    EXPECT_EQ(count(), 1);
}

TEST_P(Databases, CallAMistakeInOurSqlInternal)
{
    EXPECT_EQ(
        refusal([&] { database->write([](Transaction& tx) { tx.execute("DELETE FRM things"); }); }),
        base::Code::internal
    );
    put("still working");
}

TEST_P(Databases, UndoAWriteThatThrows)
{
    struct Foreign {};
    EXPECT_THROW(
        database->write([](Transaction& tx) {
            insert(tx, "a");
            throw Foreign{};
        }),
        Foreign
    );
    EXPECT_EQ(count(), 0);
}

TEST_P(Databases, UseAStatementAgainAfterItFailed)
{
    put("a");
    EXPECT_EQ(refusal([&] { put("a"); }), base::Code::conflict);
    put("b");
    EXPECT_EQ(count(), 2);
}

TEST_P(Databases, UndoOnlyTheWriteThatThrowsAmongManyAtOnce)
{
    std::latch together(16);
    std::atomic<int> failed = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 16; ++i)
        writers.emplace_back([&, i] {
            together.arrive_and_wait();
            const auto write = [&](Transaction& tx) {
                insert(tx, std::to_string(i));
                if (i % 4 == 0)
                    throw base::Error(base::Code::invalid, "No.");
            };
            if (refusal([&] { database->write(write); }))
                ++failed;
        });
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(failed, 4);
    EXPECT_EQ(count(), 12);
}

TEST_P(Databases, LoseNoUpdateOfManyWriters)
{
    put("a", 1);
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&] {
            for (int j = 0; j < 25; ++j)
                database->write([](Transaction& tx) {
                    const auto size = tx.find("SELECT size FROM things WHERE id = 'a'")->number(0);
                    tx.execute("UPDATE things SET size = $1 WHERE id = 'a'", size + 1);
                });
        });
    for (auto& writer : writers)
        writer.join();
    const auto size =
        database->read([](Transaction& tx) { return tx.find("SELECT size FROM things")->number(0); });
    EXPECT_EQ(size, 201);
}

TEST_P(Databases, ReadOneSnapshotWhileOthersWrite)
{
    put("a", 1);
    put("b", 1);
    std::jthread writer([&](const std::stop_token& stop) {
        while (!stop.stop_requested())
            database->write([](Transaction& tx) {
                tx.execute("UPDATE things SET size = size + 1 WHERE id = 'a'");
                tx.execute("UPDATE things SET size = size + 1 WHERE id = 'b'");
            });
    });
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            for (int j = 0; j < 100; ++j)
                database->read([](Transaction& tx) {
                    const auto a = tx.find("SELECT size FROM things WHERE id = 'a'")->number(0);
                    EXPECT_EQ(tx.find("SELECT size FROM things WHERE id = 'b'")->number(0), a);
                });
        });
    readers.clear();
}

TEST_P(Databases, SeeInAReadWhatWasJustWritten)
{
    for (int i = 1; i <= 20; ++i) {
        put(std::to_string(i));
        EXPECT_EQ(count(), i);
    }
}

TEST_P(Databases, RefuseToWriteInARead)
{
    EXPECT_TRUE(refusal([&] { database->read([](Transaction& tx) { insert(tx, "a"); }); }));
    EXPECT_EQ(count(), 0);
    put("a");
    EXPECT_EQ(count(), 1);
}

TEST_P(Databases, AreUsableAfterAReadThatThrows)
{
    EXPECT_EQ(
        refusal([&] { database->read([](Transaction&) { throw base::Error(base::Code::invalid, "No."); }); }),
        base::Code::invalid
    );
    EXPECT_EQ(count(), 0);
}

TEST_P(Databases, TellAfterTheCommitAndInOrder)
{
    std::vector<int> told;
    database->write([&](Transaction& tx) {
        insert(tx, "a");
        tx.after_commit([&] { told.push_back(1); });
        tx.after_commit([&] { told.push_back(2); });
        EXPECT_TRUE(told.empty());
    });
    EXPECT_EQ(told, (std::vector{1, 2})) << "before write() returns";
}

TEST_P(Databases, TellNothingOfWhatWasUndone)
{
    bool told = false;
    EXPECT_TRUE(refusal([&] {
        database->write([&](Transaction& tx) {
            tx.after_commit([&] { told = true; });
            throw base::Error(base::Code::invalid, "No.");
        });
    }));
    EXPECT_FALSE(told);
}

TEST_P(Databases, GiveATransactionOneTime)
{
    database->write([&](Transaction& tx) {
        const auto before = tx.now();
        clock.advance(std::chrono::hours(1));
        EXPECT_EQ(tx.now(), before);
    });
}

TEST_P(Databases, ApplyEachMigrationOnce)
{
    const std::vector<Migration> first{
        {1,
         "one",
         "CREATE TABLE one (id BIGINT NOT NULL PRIMARY KEY);\n\nINSERT INTO one (id) VALUES (1);\n"}};
    auto both = first;
    both.push_back({2, "two", "INSERT INTO one (id) VALUES (2)"});
    migrate(*database, first);
    migrate(*database, both);
    migrate(*database, both);
    const auto rows = database->read([](Transaction& tx) { return tx.query("SELECT id FROM one").size(); });
    EXPECT_EQ(rows, 2U);
    EXPECT_EQ(refusal([&] { migrate(*database, first); }), base::Code::internal) << "the database is newer";
}

TEST_P(Databases, LeaveNothingOfAMigrationThatFails)
{
    const std::vector<Migration> broken{
        {1, "broken", "CREATE TABLE half (id BIGINT NOT NULL PRIMARY KEY);\nNONSENSE;\n"}};
    EXPECT_EQ(refusal([&] { migrate(*database, broken); }), base::Code::internal);
    const std::vector<Migration> mended{
        {1, "mended", "CREATE TABLE half (id BIGINT NOT NULL PRIMARY KEY);\n"}};
    migrate(*database, mended);
}

TEST_P(Databases, RefuseMigrationsWithGaps)
{
    const std::vector<Migration> gap{{2, "two", "SELECT 1"}};
    EXPECT_EQ(refusal([&] { migrate(*database, gap); }), base::Code::internal);
}

}  // namespace db

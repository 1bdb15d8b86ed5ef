#include "conformance/database_conformance.h"

#include <unistd.h>

#include <filesystem>

namespace db {
namespace {

/// A database file of its own, removed in the end.
class TemporaryFile {
public:
    TemporaryFile()
    {
        std::string pattern = std::filesystem::temp_directory_path() / "groundwork-db-XXXXXX";
        directory_ = mkdtemp(pattern.data());
    }
    ~TemporaryFile() { std::filesystem::remove_all(directory_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string path() const { return directory_ / "groundwork.db"; }

private:
    std::filesystem::path directory_;
};

/// The file goes when the database does.
class OnFile final : public Database {
public:
    explicit OnFile(const base::Clock& clock) : real_(open_sqlite(file_.path(), clock)) {}
    std::string describe() const override { return real_->describe(); }

protected:
    void run_read(const Body& body) override { real_->read(body); }
    void run_write(const Body& body) override { real_->write(body); }

private:
    TemporaryFile file_;
    std::unique_ptr<Database> real_;
};

const DatabaseKind in_memory{"memory", open_sqlite_in_memory};
const DatabaseKind on_file{"file", [](const base::Clock& clock) { return std::make_unique<OnFile>(clock); }};
INSTANTIATE_TEST_SUITE_P(Sqlite, Databases, testing::Values(in_memory, on_file), [](const auto& test) {
    return test.param.name;
});

class Sqlite : public testing::Test {
protected:
    Sqlite()
    {
        database->write([](Transaction& tx) {
            tx.execute("CREATE TABLE parents (id BIGINT NOT NULL PRIMARY KEY)");
            tx.execute("CREATE TABLE children (parent BIGINT NOT NULL REFERENCES parents (id))");
        });
    }

    /// Stays in the writer until `go`, so that what is written meanwhile becomes one group.
    std::thread hold(std::latch& held, std::latch& go)
    {
        std::thread holder([&] {
            database->write([&](Transaction&) {
                held.count_down();
                go.wait();
            });
        });
        held.wait();
        return holder;
    }

    std::int64_t count(const std::string& table)
    {
        return database->read([&](Transaction& tx) {
            return tx.query("SELECT COUNT(*) FROM " + table).front().number(0);
        });
    }

    base::ManualClock clock;
    TemporaryFile file;
    std::unique_ptr<Database> database = open_sqlite(file.path(), clock);
};

/// A foreign key that is broken only at the commit.
void break_the_commit(Transaction& tx)
{
    tx.query("PRAGMA defer_foreign_keys = ON");
    tx.execute("INSERT INTO children (parent) VALUES (404)");
}

TEST_F(Sqlite, ThrowsWhenTheCommitFailsAndKeepsNothing)
{
    bool told = false;
    EXPECT_THROW(
        database->write([&](Transaction& tx) {
            tx.execute("INSERT INTO parents (id) VALUES (1)");
            tx.after_commit([&] { told = true; });
            break_the_commit(tx);
        }),
        base::Error
    );
    EXPECT_EQ(count("parents"), 0);
    EXPECT_FALSE(told);
    database->write([](Transaction& tx) { tx.execute("INSERT INTO parents (id) VALUES (2)"); });
    EXPECT_EQ(count("parents"), 1);
}

TEST_F(Sqlite, TriesEachWriteAloneWhenTheGroupCannotBeCommitted)
{
    std::latch held(1);
    std::latch go(1);
    auto holder = hold(held, go);
    std::atomic<int> failed = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([&, i] {
            try {
                database->write([&](Transaction& tx) {
                    tx.execute("INSERT INTO parents (id) VALUES ($1)", i);
                    if (i == 1)
                        break_the_commit(tx);
                });
            } catch (const base::Error&) {
                ++failed;
            }
        });
    go.count_down();
    for (auto& writer : writers)
        writer.join();
    holder.join();
    EXPECT_EQ(failed, 1);
    EXPECT_EQ(count("parents"), 3);
}

TEST_F(Sqlite, SurvivesADiskThatIsFullInTheMiddleOfAWrite)
{
    const auto fill = [&](std::size_t bytes) {
        database->write([&](Transaction& tx) {
            tx.execute("CREATE TABLE IF NOT EXISTS texts (text TEXT NOT NULL)");
            tx.query("PRAGMA max_page_count = 64");
            tx.execute("INSERT INTO texts (text) VALUES ($1)", std::string(bytes, 'x'));
        });
    };
    try {
        fill(1U << 20U);
        FAIL() << "it fitted";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::unavailable) << error.detail;
        EXPECT_THAT(error.message, testing::HasSubstr("full"));
    }
    fill(10);
    EXPECT_EQ(count("texts"), 1);
}

TEST_F(Sqlite, KeepsWhatWasWrittenWhenItIsOpenedAgain)
{
    database->write([](Transaction& tx) { tx.execute("INSERT INTO parents (id) VALUES (1)"); });
    database.reset();
    database = open_sqlite(file.path(), clock);
    EXPECT_EQ(count("parents"), 1);
}

TEST_F(Sqlite, WritesAheadAndSyncsEveryCommit)
{
    database->write([](Transaction& tx) {
        EXPECT_EQ(tx.query("PRAGMA journal_mode").front().text(0), "wal");
        EXPECT_EQ(tx.query("PRAGMA synchronous").front().number(0), 2);
        EXPECT_EQ(tx.query("PRAGMA foreign_keys").front().number(0), 1);
    });
}

TEST_F(Sqlite, ReadsWhileAWriteIsOpen)
{
    std::latch held(1);
    std::latch go(1);
    auto holder = hold(held, go);
    EXPECT_EQ(count("parents"), 0);
    go.count_down();
    holder.join();
}

TEST_F(Sqlite, RefusesATransactionInsideAWriteInsteadOfWaitingForItself)
{
    EXPECT_THROW(
        database->write([&](Transaction&) {
            database->write([](Transaction& tx) { tx.execute("DELETE FROM parents"); });
        }),
        base::Error
    );
}

TEST_F(Sqlite, CommitsWhatWasQueuedBeforeItCloses)
{
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&, i] {
            database->write([i](Transaction& tx) { tx.execute("INSERT INTO parents (id) VALUES ($1)", i); });
        });
    for (auto& writer : writers)
        writer.join();
    database.reset();
    database = open_sqlite(file.path(), clock);
    EXPECT_EQ(count("parents"), 8);
}

TEST_F(Sqlite, SaysWhyItCannotBeOpened)
{
    try {
        open_sqlite("/nonexistent/folder/groundwork.db", clock);
        FAIL() << "it was opened";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::unavailable);
        EXPECT_THAT(error.message, testing::HasSubstr("/nonexistent/folder/groundwork.db"));
    }
}

TEST_F(Sqlite, ServesMoreDifferentStatementsThanItKeeps)
{
    database->read([](Transaction& tx) {
        for (int i = 0; i < 1000; ++i)
            EXPECT_EQ(tx.query("SELECT " + std::to_string(i)).front().number(0), i);
    });
}

}  // namespace
}  // namespace db

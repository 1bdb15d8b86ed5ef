#include "base/error.h"
#include "base/log.h"
#include "db/sqlite.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

namespace db {
namespace {

struct Write {
    const std::function<void(Transaction&)>* body;
    /// The failure or nullptr. It is handed over whole, so that its last owner is the thread that rethrows
    /// it.
    std::promise<std::exception_ptr> done;
};

/// What came of one write inside a group.
struct Done {
    std::exception_ptr failure;
    std::vector<std::function<void()>> after_commit;
};

class Sqlite final : public Database {
public:
    Sqlite(std::string path, const base::Clock& clock)
        : path_(std::move(path)),
          clock_(clock),
          writer_connection_(path_, Access::write),
          writer_([this] { write_groups(); })
    {}

    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;

    ~Sqlite() override
    {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        waiting_.notify_one();
        writer_.join();
    }

    std::string describe() const override { return "sqlite, " + path_; }

protected:
    void run_read(const Body& body) override
    {
        if (in_memory())
            return run_write([&](Transaction& tx) { read_on_the_writer(tx, body); });
        auto connection = take_reader();
        try {
            connection->control("BEGIN");
            SqliteTransaction tx(*connection, clock_.now());
            body(tx);
            connection->control("COMMIT");
        } catch (...) {
            const auto failure = std::current_exception();
            roll_back(*connection);
            give_back(std::move(connection));
            std::rethrow_exception(failure);
        }
        give_back(std::move(connection));
    }

    void run_write(const Body& body) override
    {
        // it would wait for itself
        if (std::this_thread::get_id() == writer_.get_id())
            throw base::Error(base::Code::internal, "A transaction was begun inside another one.");
        Write write{&body, {}};
        auto done = write.done.get_future();
        {
            std::lock_guard lock(mutex_);
            queue_.push_back(&write);
        }
        waiting_.notify_one();
        if (const auto failure = done.get())
            std::rethrow_exception(failure);
    }

private:
    static constexpr std::size_t group_limit = 256;

    bool in_memory() const { return path_ == ":memory:"; }

    static void roll_back(Connection& connection)
    {
        try {
            connection.control("ROLLBACK");
        } catch (const base::Error& error) {
            base::log::debug("nothing to roll back", {{"detail", error.detail}});
        }
    }

    void read_on_the_writer(Transaction& tx, const Body& body)
    {
        writer_connection_.allow(Access::read);
        try {
            body(tx);
        } catch (...) {
            writer_connection_.allow(Access::write);
            throw;
        }
        writer_connection_.allow(Access::write);
    }

    std::unique_ptr<Connection> take_reader()
    {
        {
            std::lock_guard lock(mutex_);
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        return std::make_unique<Connection>(path_, Access::read);
    }

    void give_back(std::unique_ptr<Connection> reader)
    {
        std::lock_guard lock(mutex_);
        if (readers_.size() < 8)
            readers_.push_back(std::move(reader));
    }

    void write_groups()
    {
        std::unique_lock lock(mutex_);
        while (true) {
            waiting_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            std::vector<Write*> group;
            while (!queue_.empty() && group.size() < group_limit) {
                group.push_back(queue_.front());
                queue_.pop_front();
            }
            lock.unlock();
            write_group(group);
            lock.lock();
        }
    }

    /// When the group as a whole cannot be committed, each write is tried alone: one that is too large for
    /// the disk, say, must not take the others down.
    void write_group(const std::vector<Write*>& group)
    {
        std::vector<Done> outcomes(group.size());
        if (try_group(group, outcomes) == Tried::refused && group.size() > 1)
            for (std::size_t i = 0; i < group.size(); ++i)
                try_group({&group[i], 1}, {&outcomes[i], 1});
        for (std::size_t i = 0; i < group.size(); ++i)
            answer(*group[i], outcomes[i]);
    }

    enum class Tried { committed, not_begun, refused };

    /// One BEGIN and one COMMIT for all; a savepoint for each.
    Tried try_group(std::span<Write* const> group, std::span<Done> outcomes)
    {
        auto tried = Tried::not_begun;
        try {
            writer_connection_.control("BEGIN IMMEDIATE");
            tried = Tried::refused;
            for (std::size_t i = 0; i < group.size(); ++i)
                outcomes[i] = write_one(*group[i]->body);
            writer_connection_.control("COMMIT");
            return Tried::committed;
        } catch (...) {
            const auto failure = base::as_error(std::current_exception());
            roll_back(writer_connection_);
            for (auto& outcome : outcomes)
                outcome = {outcome.failure ? outcome.failure : std::make_exception_ptr(failure), {}};
            return tried;
        }
    }

    /// Throws when the transaction as a whole is lost.
    Done write_one(const Body& body)
    {
        writer_connection_.control("SAVEPOINT one");
        SqliteTransaction tx(writer_connection_, clock_.now());
        Done outcome;
        try {
            body(tx);
            outcome.after_commit = tx.take_after_commit();
        } catch (...) {
            outcome.failure = std::current_exception();
            // a full disk, among others, has made SQLite roll back everything: the savepoint is gone
            if (!writer_connection_.in_transaction())
                throw;
            writer_connection_.control("ROLLBACK TO one");
        }
        writer_connection_.control("RELEASE one");
        return outcome;
    }

    static void answer(Write& write, Done& outcome)
    {
        for (const auto& then : outcome.after_commit)
            then();
        write.done.set_value(std::move(outcome.failure));
    }

    std::string path_;
    const base::Clock& clock_;
    Connection writer_connection_;
    std::mutex mutex_;
    std::condition_variable waiting_;
    std::deque<Write*> queue_;
    std::vector<std::unique_ptr<Connection>> readers_;
    bool stopping_ = false;
    std::thread writer_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const base::Clock& clock)
{
    try {
        return std::make_unique<Sqlite>(path, clock);
    } catch (const base::Error& error) {
        throw base::Error(error.code, "The database " + path + " cannot be opened.", "", error.detail);
    }
}

std::unique_ptr<Database> open_sqlite_in_memory(const base::Clock& clock)
{
    return std::make_unique<Sqlite>(":memory:", clock);
}

}  // namespace db

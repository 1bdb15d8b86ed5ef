#pragma once

#include "db/database.h"
#include "jobs/queue.h"
#include "jobs/runner.h"
#include "jobs/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <deque>

namespace jobs {

inline constexpr std::array<db::Migration, 3> test_migrations{
    {{1, "jobs", schema}, {2, "stages", stage_begin_schema}, {3, "crashes", crashes_schema}}};

/// The real database, with a count of its writes and a disk that can be full.
class WatchedDatabase final : public db::Database {
public:
    explicit WatchedDatabase(std::unique_ptr<db::Database> real) : real_(std::move(real)) {}

    std::string describe() const override { return real_->describe(); }

    std::atomic<int> writes = 0;
    std::atomic<int> full = 0;  ///< so many writes are refused

protected:
    void run_read(const Body& body) override { real_->read(body); }
    void run_write(const Body& body) override
    {
        ++writes;
        if (full > 0 && full-- > 0)
            throw base::Error(base::Code::unavailable, "The disk is full.");
        real_->write(body);
    }

private:
    std::unique_ptr<db::Database> real_;
};

/// A database in memory, a clock that stands still, and a runner without threads.
class JobsTest : public testing::Test {
protected:
    using Told = std::vector<std::string>;
    using Run = std::function<Outcome(base::Value&, Context&)>;

    JobsTest() { db::migrate(*database, test_migrations); }

    /// A runner as a new process would make it. The old one stays as it is: a dead process puts nothing in
    /// order.
    void restart(RunnerOptions options = {})
    {
        dead.push_back(std::move(runner));
        runner = std::make_unique<Runner>(*database, clock, metrics, std::move(options));
        for (const auto& workflow : workflows)
            runner->add(workflow);
    }

    /// Keeps the workflow for as long as the test runs.
    const Workflow& add(Workflow workflow)
    {
        workflows.push_back(std::move(workflow));
        runner->add(workflows.back());
        return workflows.back();
    }

    static Stage stage(std::string_view name, Run run)
    {
        return {name, {"many", 64}, std::chrono::seconds(60), Effect::repeatable, false, std::move(run)};
    }

    static Stage once(std::string_view name, Run run)
    {
        auto made = stage(name, std::move(run));
        made.effect = Effect::once;
        return made;
    }

    /// A stage that notes its name in the document and advances.
    static Stage noting(std::string_view name)
    {
        return stage(name, [name](base::Value& document, Context&) -> Outcome {
            document["ran"].push_back(name);
            return Advance{};
        });
    }

    /// Hooks that note in `told` what they are told.
    Hooks telling()
    {
        using Tx = db::Transaction;
        using Document = const base::Value;
        return {
            .entered =
                [this](Tx&, Document&, std::string_view stage) { tell("entered " + std::string(stage)); },
            .finished = [this](Tx&, Document&) { tell("finished"); },
            .failed = [this](Tx&, Document&, const base::Error& error) { tell("failed " + word(error)); },
            .cancelled = [this](Tx&, Document&) { tell("cancelled"); },
            .rescheduled = [this](Tx&, Document&, const base::Error&, base::Time) { tell("rescheduled"); },
            .parked = [this](Tx&, Document&, const Park&) { tell("parked"); },
            .needs_attention = [this](
                                   Tx&, Document&, std::string_view stage
                               ) { tell("needs attention in " + std::string(stage)); }};
    }

    void begin(
        const Workflow& workflow, const std::string& id, const base::Value& document = base::Value::object()
    )
    {
        database->write([&](db::Transaction& tx) { start(tx, *runner, workflow, id, document); });
    }

    bool send(const std::string& id, std::string_view name, const base::Value& payload = nullptr)
    {
        return database->write([&](db::Transaction& tx) { return signal(tx, *runner, id, name, payload); });
    }

    Cancelled cancel_job(const std::string& id)
    {
        return database->write([&](db::Transaction& tx) { return cancel(tx, *runner, id); });
    }

    Job job(const std::string& id)
    {
        return database->read([&](db::Transaction& tx) { return find(tx, id); }).value();
    }

    base::Value document(const std::string& id)
    {
        return database->read([&](db::Transaction& tx) {
            return base::Value::parse(tx.query("SELECT document FROM jobs WHERE id = $1", id).front().text(0)
            );
        });
    }

    std::int64_t column(const std::string& name, const std::string& id)
    {
        return number("SELECT " + name + " FROM jobs WHERE id = '" + id + "'");
    }

    std::int64_t number(const std::string& query)
    {
        return database->read([&](db::Transaction& tx) { return tx.query(query).front().number(0); });
    }

    base::ManualClock clock;
    base::Metrics metrics;
    std::unique_ptr<WatchedDatabase> database =
        std::make_unique<WatchedDatabase>(db::open_sqlite_in_memory(clock));
    std::deque<Workflow> workflows;
    std::unique_ptr<Runner> runner = std::make_unique<Runner>(*database, clock, metrics, RunnerOptions{});
    std::vector<std::unique_ptr<Runner>> dead;
    Told told;  ///< written in transactions, so by one thread at a time

private:
    static std::string word(const base::Error& error) { return std::string(base::row_of(error.code).word); }
    void tell(std::string what) { told.push_back(std::move(what)); }
};

}  // namespace jobs

#pragma once

#include "base/log.h"
#include "db/database.h"
#include "jobs/queue.h"
#include "jobs/runner.h"
#include "jobs/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jobs {

inline constexpr std::array<db::Migration, 1> test_migrations{{{1, "jobs", schema}}};

/// A database in memory, a clock that stands still, and a runner without threads.
class JobsTest : public testing::Test {
protected:
    JobsTest() { db::migrate(*database, test_migrations); }

    void SetUp() override { runner = make_runner(); }

    std::unique_ptr<Runner> make_runner(RunnerOptions options = {})
    {
        auto made = std::make_unique<Runner>(*database, clock, metrics, std::move(options));
        return made;
    }

    /// A stage that does what the function says.
    static Stage stage(std::string_view name, std::function<Outcome(base::Value&, Context&)> run)
    {
        return {name, {"many", 64}, std::chrono::seconds(60), Effect::repeatable, false, std::move(run)};
    }

    /// A stage that notes its name in the document and advances.
    static Stage noting(std::string_view name)
    {
        return stage(name, [name](base::Value& document, Context&) -> Outcome {
            document["ran"].push_back(name);
            return Advance{};
        });
    }

    void begin(const Workflow& workflow, const std::string& id, const base::Value& document = base::Value::object())
    {
        database->write([&](db::Transaction& tx) { jobs::start(tx, *runner, workflow, id, document); });
    }

    Job job(const std::string& id)
    {
        return database->read([&](db::Transaction& tx) { return find(tx, id); }).value();
    }

    base::Value document(const std::string& id)
    {
        return database->read([&](db::Transaction& tx) {
            return base::Value::parse(tx.query("SELECT document FROM jobs WHERE id = $1", id).front().text(0));
        });
    }

    std::int64_t column(const std::string& name, const std::string& id)
    {
        return database->read([&](db::Transaction& tx) {
            return tx.query("SELECT " + name + " FROM jobs WHERE id = $1", id).front().number(0);
        });
    }

    base::ManualClock clock;
    base::Metrics metrics;
    std::unique_ptr<db::Database> database = db::open_sqlite_in_memory(clock);
    std::unique_ptr<Runner> runner;
};

}  // namespace jobs

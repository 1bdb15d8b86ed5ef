#include "jobs/queue.h"
#include "jobs/runner.h"
#include "jobs/schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <latch>

namespace jobs {
namespace {

TEST(Load, OfTwoThousandJobsWithFiveStagesOnAFileIsCarried)
{
    constexpr int jobs = 2000;
    std::string pattern = std::filesystem::temp_directory_path() / "groundwork-load-XXXXXX";
    const std::filesystem::path folder = mkdtemp(pattern.data());
    const base::RealClock clock;
    base::Metrics metrics;
    {
        const auto database = db::open_sqlite(folder / "groundwork.db", clock);
        db::migrate(
            *database,
            std::array{
                db::Migration{1, "jobs", schema},
                db::Migration{2, "stages", stage_begin_schema},
                db::Migration{3, "crashes", crashes_schema}}
        );
        std::latch ended(jobs);
        std::atomic<int> ran = 0;
        Workflow workflow{"build", {}};
        for (const auto* name : {"a", "b", "c", "d", "e"})
            workflow.stages.push_back(
                {name,
                 {"many", 64},
                 std::chrono::seconds(60),
                 Effect::repeatable,
                 false,
                 [&](base::Value& document, Context&) -> Outcome {
                     document["ran"].push_back(++ran);
                     return Advance{};
                 }}
            );
        workflow.hooks.finished = [&](db::Transaction& tx, const base::Value&) {
            tx.after_commit([&] { ended.count_down(); });
        };
        Runner runner(*database, clock, metrics, {});
        runner.add(workflow);
        database->write([&](db::Transaction& tx) {
            for (int i = 0; i < jobs; ++i)
                start(tx, runner, workflow, std::to_string(i), base::Value::object());
        });
        const auto begun = std::chrono::steady_clock::now();
        runner.start();
        ended.wait();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        std::cout << static_cast<int>(jobs / took.count()) << " jobs/s, "
                  << static_cast<int>(5 * jobs / took.count()) << " stages/s\n";
        EXPECT_EQ(ran, 5 * jobs);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace jobs

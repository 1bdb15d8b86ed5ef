#include "db/database.h"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace {

const base::RealClock clock_of_machine;

/// A store in the working directory, so that it lies on the disk that is measured.
class Store : public benchmark::Fixture {
public:
    void SetUp(const benchmark::State& state) override
    {
        if (state.thread_index() != 0)
            return;
        std::filesystem::remove_all("db_bench");
        std::filesystem::create_directory("db_bench");
        database = db::open_sqlite("db_bench/store.db", clock_of_machine);
        database->write([](db::Transaction& tx) {
            tx.execute("CREATE TABLE lines (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL)");
        });
    }

    void TearDown(const benchmark::State& state) override
    {
        if (state.thread_index() != 0)
            return;
        database.reset();
        std::filesystem::remove_all("db_bench");
    }

    std::unique_ptr<db::Database> database;
    std::atomic<std::int64_t> next{0};
};

/// One row, durable when the call returns. More threads show what group commit gains.
BENCHMARK_DEFINE_F(Store, DurableRow)(benchmark::State& state)
{
    for (auto _ : state) {
        const auto id = next++;
        database->write([&](db::Transaction& tx) {
            tx.execute("INSERT INTO lines (id, text) VALUES ($1, $2)", id, "what happened, in a few words");
        });
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_REGISTER_F(Store, DurableRow)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

BENCHMARK_DEFINE_F(Store, RowByKey)(benchmark::State& state)
{
    constexpr std::int64_t rows = 10'000;
    if (state.thread_index() == 0)
        database->write([](db::Transaction& tx) {
            for (std::int64_t id = 0; id < rows; ++id)
                tx.execute(
                    "INSERT INTO lines (id, text) VALUES ($1, $2)", id, "what happened, in a few words"
                );
        });
    for (auto _ : state) {
        const auto id = next++ % rows;
        benchmark::DoNotOptimize(database->read([&](db::Transaction& tx) {
            return tx.find("SELECT text FROM lines WHERE id = $1", id);
        }));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_REGISTER_F(Store, RowByKey)->Threads(1)->Threads(8)->UseRealTime();

}  // namespace

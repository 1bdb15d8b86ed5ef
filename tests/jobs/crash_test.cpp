#include "base/files.h"
#include "db/database.h"
#include "jobs/queue.h"
#include "jobs/runner.h"
#include "jobs/schema.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <latch>
#include <random>

namespace jobs {
namespace {

constexpr std::array<db::Migration, 4> migrations{
    {{1, "jobs", schema},
     {2, "stages", stage_begin_schema},
     {3, "crashes", crashes_schema},
     {4,
      "history",
      "CREATE TABLE history (number INTEGER PRIMARY KEY, job TEXT NOT NULL, what TEXT NOT NULL)"}}};

/// A folder with a database and one file of effects per job. Processes live in it and are killed.
class World {
public:
    World()
    {
        std::string pattern = std::filesystem::temp_directory_path() / "groundwork-crash-XXXXXX";
        folder_ = mkdtemp(pattern.data());
    }
    ~World() { std::filesystem::remove_all(folder_); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    std::unique_ptr<db::Database> open() const
    {
        auto database = db::open_sqlite(folder_ / "groundwork.db", clock_);
        db::migrate(*database, migrations);
        return database;
    }

    /// What the outside world saw of a job.
    std::string effects(const std::string& job) const { return base::find_file(folder_ / job).value_or(""); }

    /// An effect that looks first whether it exists.
    void have(const std::string& job, const std::string& effect) const
    {
        if (effects(job).find(effect) != std::string::npos)
            return;
        const int file = ::open((folder_ / job).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (::write(file, effect.data(), effect.size()) != static_cast<ssize_t>(effect.size()))
            throw base::Error(base::Code::internal, "The effect was not written.");
        ::close(file);
    }

    Workflow workflow(std::latch* ended) const
    {
        const auto stage = [this](std::string_view name, Lane lane) {
            return Stage{
                name,
                lane,
                std::chrono::seconds(60),
                Effect::repeatable,
                false,
                [=, this](base::Value& document, Context& context) -> Outcome {
                    have(context.job_id(), std::string(name) + "\n");
                    document["ran"].push_back(name);
                    return Advance{};
                }};
        };
        const auto note = [](db::Transaction& tx, const base::Value& document, std::string_view what) {
            tx.execute(
                "INSERT INTO history (job, what) VALUES ($1, $2)", document.at("id").get<std::string>(), what
            );
        };
        Workflow workflow{
            "build", {stage("dig", {"many", 16}), stage("lay", {"one", 1}), stage("roof", {"many", 16})}};
        workflow.hooks.entered = note;
        workflow.hooks.finished = [=](db::Transaction& tx, const base::Value& document) {
            note(tx, document, "finished");
            tx.after_commit([=] { ended->count_down(); });
        };
        workflow.hooks.failed =
            [finished = workflow.hooks
                            .finished](db::Transaction& tx, const base::Value& document, const base::Error&) {
                finished(tx, document);
            };
        return workflow;
    }

    /// A process that runs until every job has ended, or until its failpoint was passed `kill_at` times.
    /// Gives its wait status.
    int live(int kill_at, int threads) const
    {
        const auto child = fork();
        if (child == 0) {
            run(kill_at, threads);
            _exit(0);
        }
        int status = -1;
        waitpid(child, &status, 0);
        return status;
    }

    void begin(int jobs) const
    {
        const auto database = open();
        base::Metrics metrics;
        const auto plan = workflow(nullptr);
        Runner runner(*database, clock_, metrics, {});
        database->write([&](db::Transaction& tx) {
            for (int i = 0; i < jobs; ++i) {
                const auto id = "job" + std::to_string(i);
                start(tx, runner, plan, id, {{"id", id}});
            }
        });
    }

private:
    void run(int kill_at, int threads) const
    {
        const auto database = open();
        const auto left = database->read([](db::Transaction& tx) {
            return tx.query("SELECT COUNT(*) FROM jobs WHERE ended_at IS NULL").front().number(0);
        });
        std::latch ended(left);
        const auto plan = workflow(&ended);
        base::Metrics metrics;
        std::atomic<int> passed = 0;
        RunnerOptions options;
        options.threads = threads;
        options.failpoint = [&](std::string_view, std::string_view) {
            if (++passed == kill_at)
                kill(getpid(), SIGKILL);
        };
        Runner runner(*database, clock_, metrics, options);
        runner.add(plan);
        runner.start();
        ended.wait();
    }

    base::RealClock clock_;
    std::filesystem::path folder_;
};

void expect_finished(const World& world, int jobs)
{
    const auto database = world.open();
    for (int i = 0; i < jobs; ++i) {
        const auto id = "job" + std::to_string(i);
        database->read([&](db::Transaction& tx) {
            EXPECT_EQ(find(tx, id)->state, "done");
            std::vector<std::string> history;
            for (const auto& row : tx.query("SELECT what FROM history WHERE job = $1 ORDER BY number", id))
                history.push_back(row.text(0));
            EXPECT_EQ(history, (std::vector<std::string>{"dig", "lay", "roof", "finished"})) << id;
            const auto document =
                base::Value::parse(tx.find("SELECT document FROM jobs WHERE id = $1", id)->text(0));
            EXPECT_EQ(document.at("ran"), base::Value({"dig", "lay", "roof"}));
        });
        EXPECT_EQ(world.effects(id), "dig\nlay\nroof\n") << "each effect exactly once";
    }
}

bool was_killed(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}
bool has_exited(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(Crash, AtAnyBoundaryLosesAndRepeatsNothing)
{
    constexpr int boundaries = 3 * 3;  // before, after and save of three stages
    for (int boundary = 1; boundary <= boundaries; ++boundary) {
        SCOPED_TRACE("killed at boundary " + std::to_string(boundary));
        const World world;
        world.begin(1);
        EXPECT_TRUE(was_killed(world.live(boundary, 1)));
        ASSERT_TRUE(has_exited(world.live(0, 1)));
        expect_finished(world, 1);
    }
}

TEST(Crash, AfterCrashLosesAndRepeatsNothingAsLongAsEveryLifeGetsOn)
{
    const World world;
    world.begin(1);
    EXPECT_TRUE(was_killed(world.live(4, 1))) << "before lay";
    EXPECT_TRUE(was_killed(world.live(4, 1))) << "before roof";
    ASSERT_TRUE(has_exited(world.live(4, 1)));
    expect_finished(world, 1);
}

TEST(Crash, OfManyThreadsLosesAndRepeatsNothing)
{
    std::mt19937 random(20261120);  // NOLINT(cert-msc51-cpp): the same rounds every time
    constexpr int jobs = 8;
    for (int round = 0; round < 10; ++round) {
        const World world;
        world.begin(jobs);
        const std::array kills{1 + static_cast<int>(random() % 50), 1 + static_cast<int>(random() % 30)};
        SCOPED_TRACE("killed at " + std::to_string(kills[0]) + " and " + std::to_string(kills[1]));
        for (const int kill_at : kills)  // a third could fail a job, and rightly
            world.live(kill_at, 8);
        ASSERT_TRUE(has_exited(world.live(0, 8)));
        expect_finished(world, jobs);
    }
}

}  // namespace
}  // namespace jobs

#include "jobs/fixture.h"
#include "support/count.h"

#include <filesystem>

namespace jobs {
namespace {

using namespace std::chrono_literals;

std::ptrdiff_t threads_of_this_process()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

class Staff : public JobsTest {
protected:
    ~Staff() override { runner.reset(); }  // its stages use what the test holds

    static RunnerOptions with(int threads, std::chrono::milliseconds keep_idle = 10s)
    {
        RunnerOptions options;
        options.threads = threads;
        options.keep_idle = keep_idle;
        return options;
    }

    Hooks counting()
    {
        Hooks hooks;
        hooks.finished = [this](db::Transaction& tx, const base::Value&) {
            tx.after_commit([this] { ended.add(1); });
        };
        return hooks;
    }

    /// Jobs whose one stage waits until all of them are in it.
    void begin_meeting(int jobs)
    {
        auto wide = stage("meet", [this, jobs](base::Value&, Context&) -> Outcome {
            inside.add(1);
            EXPECT_TRUE(inside.reaches(jobs, 60s));
            return Advance{};
        });
        wide.lane = {"wide", jobs};
        const auto& workflow = add({"meet", {wide}, counting()});
        for (int i = 0; i < jobs; ++i)
            begin(workflow, std::to_string(i));
    }

    support::Count inside;
    support::Count ended;
};

TEST_F(Staff, GrowsWithTheStagesThatWait)
{
    restart(with(200));
    begin_meeting(200);
    runner->start();
    EXPECT_TRUE(ended.reaches(200, 60s));
}

TEST_F(Staff, HasNoMoreThreadsThanItIsAllowed)
{
    restart(with(3));
    const auto before = threads_of_this_process();
    begin_meeting(3);
    runner->start();
    ASSERT_TRUE(inside.reaches(3));
    EXPECT_LE(threads_of_this_process(), before + 1 + 3);
    EXPECT_TRUE(ended.reaches(3));
}

TEST_F(Staff, GoesWhenThereIsNothingToDo)
{
    restart(with(50, 0ms));
    const auto before = threads_of_this_process();
    begin_meeting(50);
    runner->start();
    ASSERT_TRUE(ended.reaches(50, 60s));
    const auto patience = std::chrono::steady_clock::now() + 60s;
    while (threads_of_this_process() > before + 1 && std::chrono::steady_clock::now() < patience)
        std::this_thread::yield();
    EXPECT_LE(threads_of_this_process(), before + 1);  // the one that looks at the table
}

TEST_F(Staff, ComesBackAfterItHasGone)
{
    restart(with(50, 0ms));
    const auto& workflow = add({"note", {noting("a"), noting("b")}, counting()});
    runner->start();
    for (int i = 0; i < 200; ++i) {
        begin(workflow, std::to_string(i));
        ASSERT_TRUE(ended.reaches(i + 1));
    }
}

}  // namespace
}  // namespace jobs

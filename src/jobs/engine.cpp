#include "jobs/engine.h"

#include "base/log.h"

#include <algorithm>

namespace jobs {
namespace {

const Stage* find_stage(const Workflow& workflow, std::string_view name)
{
    const auto found = std::ranges::find(workflow.stages, name, &Stage::name);
    return found == workflow.stages.end() ? nullptr : &*found;
}

}  // namespace

Runner::Engine::Engine(
    db::Database& database, const base::Clock& clock, base::Metrics& metrics, RunnerOptions options
)
    : database_(database), clock_(clock), metrics_(metrics), options_(std::move(options))
{}

Runner::Engine::~Engine()
{
    stop(std::chrono::milliseconds(0));
    if (dispatcher_.joinable())
        dispatcher_.join();
    dismiss();
}

void Runner::Engine::add(const Workflow& workflow)
{
    workflows_.emplace(workflow.name, &workflow);
    for (const auto& stage : workflow.stages)
        lanes_.add(stage.lane);
}

const Workflow& Runner::Engine::get(std::string_view workflow) const
{
    const auto found = workflows_.find(workflow);
    if (found == workflows_.end())
        throw base::Error(base::Code::internal, "There is no workflow " + std::string(workflow) + ".");
    return *found->second;
}

void Runner::Engine::start()
{
    recover();
    dispatcher_ = std::thread([this] { dispatch(); });
}

void Runner::Engine::stop(std::chrono::milliseconds grace)
{
    std::vector<std::stop_source> running;
    std::vector<Run> unfinished;
    std::unique_lock lock(mutex_);
    hurried_ = stopping_;
    stopping_ = true;
    for (auto& active : active_)
        running.push_back(active.stop);
    lock.unlock();
    // not under the lock: a stage's own stop callback runs in here
    for (auto& stage : running)
        stage.request_stop();
    lock.lock();
    wake_dispatcher_.notify_all();
    wake_worker_.notify_all();
    changed_.notify_all();
    changed_.wait_for(lock, grace, [this] { return busy_ == 0 || hurried_; });
    for (const auto& active : active_)
        if (active.run.stage->effect == Effect::repeatable)
            unfinished.push_back(active.run);
    lock.unlock();
    for (const auto& run : unfinished)
        end(run, {Interrupted{}, run.document, {}});
}

void Runner::Engine::kick()
{
    std::lock_guard lock(mutex_);
    kicked_ = true;
    wake_dispatcher_.notify_one();
}

void Runner::Engine::interrupt(const std::string& job_id)
{
    std::vector<std::stop_source> running;
    {
        std::lock_guard lock(mutex_);
        for (auto& active : active_)
            if (active.run.id == job_id) {
                active.interrupted = true;
                running.push_back(active.stop);
            }
    }
    for (auto& stage : running)
        stage.request_stop();
}

void Runner::Engine::run_until_idle()
{
    while (true) {
        look();
        if (assigned_.empty())
            return;
        while (!assigned_.empty()) {
            auto* active = assigned_.front();
            assigned_.pop_front();
            carry(*active);
        }
    }
}

void Runner::Engine::recover()
{
    const auto rows = database_.read([](db::Transaction& tx) {
        return tx.query("SELECT id, workflow, stage, document, attempt, stage_attempts FROM jobs "
                        "WHERE ended_at IS NULL AND state = 'running' ORDER BY id");
    });
    for (const auto& row : rows) {
        const auto workflow = workflows_.find(row.text(1));
        const auto* stage =
            workflow == workflows_.end() ? nullptr : find_stage(*workflow->second, row.text(2));
        if (stage == nullptr) {
            base::log::warn(
                "a job was running a stage that this version does not know",
                {{"job", row.text(0)}, {"workflow", row.text(1)}, {"stage", row.text(2)}}
            );
            continue;
        }
        auto document = base::Value::parse(row.text(3));
        const Run run{
            row.text(0), workflow->second, stage, document, row.number(4), static_cast<int>(row.number(5))};
        end(run, {Crashed{}, std::move(document), {}});
    }
}

}  // namespace jobs

#include "jobs/runner.h"

#include "jobs/engine.h"

namespace jobs {

Runner::Runner(
    db::Database& database, const base::Clock& clock, base::Metrics& metrics, RunnerOptions options
)
    : engine_(std::make_unique<Engine>(database, clock, metrics, std::move(options)))
{}

Runner::~Runner() = default;

void Runner::add(const Workflow& workflow)
{
    engine_->add(workflow);
}
const Workflow& Runner::get(std::string_view workflow) const
{
    return engine_->get(workflow);
}
void Runner::start()
{
    engine_->start();
}
void Runner::recover()
{
    engine_->recover();
}
void Runner::stop(std::chrono::milliseconds grace)
{
    engine_->stop(grace);
}
void Runner::kick()
{
    engine_->kick();
}
void Runner::interrupt(const std::string& job_id)
{
    engine_->interrupt(job_id);
}
void Runner::run_until_idle()
{
    engine_->run_until_idle();
}

}  // namespace jobs

#pragma once

#include "jobs/run.h"

#include <map>

namespace jobs {

/// What one run of a stage sees of the engine.
class RunContext final : public Context {
public:
    struct Limits {
        std::chrono::steady_clock::time_point deadline;
        std::stop_token stop;
    };

    RunContext(db::Database& database, const base::Clock& clock, const Run& run, Limits limits)
        : database_(database), clock_(clock), run_(run), limits_(std::move(limits))
    {}

    const std::string& job_id() const override { return run_.id; }
    base::Time now() const override { return clock_.now(); }
    std::chrono::steady_clock::time_point deadline() const override { return limits_.deadline; }
    std::stop_token stop() const override { return limits_.stop; }
    int attempt() const override { return run_.stage_attempts; }
    std::optional<base::Value> take(std::string_view signal) override;

    /// The numbers of all signals that were taken.
    const std::vector<std::int64_t>& taken() const { return taken_; }

private:
    db::Database& database_;
    const base::Clock& clock_;
    const Run& run_;
    Limits limits_;
    std::vector<std::int64_t> taken_;
    std::map<std::string, std::int64_t, std::less<>> newest_taken_;
};

}  // namespace jobs

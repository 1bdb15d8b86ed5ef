#include "llm/breaker.h"

namespace llm {
namespace {

using namespace std::chrono_literals;

constexpr int most_failures = 5;
constexpr auto rest = 30s;
constexpr auto long_rest = 5min;
constexpr auto longest_trial = 60s;  // a trial that never tells what became of it counts as failed

}  // namespace

void Breaker::admit()
{
    state_.with([this](State& state) {
        if (!state.reason)
            return;
        const auto now = clock_.now();
        if (now >= state.until) {
            state.until = now + longest_trial;
            return;
        }
        auto error = *state.reason;
        error.message += " It is not asked again until " + base::to_rfc3339(state.until) + ".";
        if (base::row_of(error.code).retried)
            error.retry_after = std::chrono::ceil<std::chrono::milliseconds>(state.until - now);
        throw error;
    });
}

void Breaker::succeed()
{
    state_.with([](State& state) { state = {}; });
}

void Breaker::fail(const base::Error& error)
{
    state_.with([&](State& state) {
        if (++state.failures < most_failures && !state.reason)
            return;
        state.reason = error;
        state.until = clock_.now() + std::max<std::chrono::microseconds>(
                                         rest, error.retry_after.value_or(std::chrono::milliseconds(0))
                                     );
    });
}

void Breaker::fail_lastingly(const base::Error& error)
{
    state_.with([&](State& state) {
        state.reason = error;
        state.until = clock_.now() + long_rest;
    });
}

}  // namespace llm

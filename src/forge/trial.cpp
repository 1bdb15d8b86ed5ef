#include "forge/trial.h"

#include <algorithm>

namespace forge {
namespace {

using namespace std::chrono_literals;

constexpr auto success_holds = 1h;
constexpr std::chrono::milliseconds failure_holds = 5min;

}  // namespace

void Trial::run(const std::function<void()>& attempt)
{
    auto outcome = known_.with([](const Outcome& known) { return known; });
    if (clock_.now() >= outcome.until) {
        outcome = outcome_of(attempt, std::move(outcome));
        known_.with([&](Outcome& known) { known = outcome; });
    }
    if (outcome.error)
        throw *std::move(outcome.error);
}

Trial::Outcome Trial::outcome_of(const std::function<void()>& attempt, Outcome before) const
{
    try {
        attempt();
        return {std::nullopt, clock_.now() + success_holds};
    } catch (const base::Error& error) {
        const auto until = clock_.now() + std::max(failure_holds, error.retry_after.value_or(failure_holds));
        const bool was_tried = error.code != base::Code::limited;
        return {was_tried ? std::optional(error) : std::move(before.error), until};
    }
}

}  // namespace forge

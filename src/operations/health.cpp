#include "operations/health.h"

#include "base/error.h"
#include "base/log.h"

#include <fmt/format.h>

namespace operations {
namespace {

using std::chrono::steady_clock;

/// Throws what the dependency throws, and `unavailable` when its time is over.
std::string word_of(std::future<std::string>& word, steady_clock::time_point give_up)
{
    if (word.wait_until(give_up) != std::future_status::ready)
        throw base::Error(base::Code::unavailable, "It did not answer in time.");
    return word.get();
}

}  // namespace

Health::Health(const std::vector<Dependency>& dependencies, std::string version, Limits limits)
    : version_(std::move(version)), limits_(limits)
{
    state_.with([&](State& state) {
        for (const auto& dependency : dependencies)
            state.asked.push_back({dependency, {}});
    });
}

base::Value Health::ask()
{
    return state_.with([this](State& state) {
        if (state.body.is_null() || steady_clock::now() - state.at >= limits_.kept) {
            state.body = ask_all(state.asked);
            state.at = steady_clock::now();
        }
        return state.body;
    });
}

base::Value Health::ask_all(std::vector<Asked>& asked) const
{
    const auto give_up = steady_clock::now() + limits_.deadline;
    for (auto& one : asked)
        if (!one.word.valid())
            one.word = std::async(std::launch::async, one.dependency.ask);
    base::Value checks{{"api", "healthy"}};
    bool well = true;
    for (auto& one : asked) {
        const auto& name = one.dependency.name;
        try {
            checks[name] = word_of(one.word, give_up);
        } catch (...) {
            const auto error = base::as_error(std::current_exception());
            well = false;
            checks[name] = "error: " + error.message;
            base::log::warn(
                "a dependency is not well",
                {{"dependency", name}, {"error", error.message}, {"detail", error.detail}}
            );
        }
    }
    return {{"status", well ? "healthy" : "degraded"}, {"version", version_}, {"checks", std::move(checks)}};
}

}  // namespace operations

#pragma once

#include "base/guarded.h"
#include "base/value.h"
#include "operations/means.h"

#include <chrono>
#include <future>

namespace operations {

/// Asks every dependency, all of them at the same time, and remembers the answers for a while. However many
/// ask, one check runs; the others wait for its answers.
class Health {
public:
    struct Limits {
        std::chrono::milliseconds deadline{6'000};  ///< for all answers of one check
        std::chrono::milliseconds kept{5'000};      ///< how long the answers are given to others
    };

    Health(const std::vector<Dependency>& dependencies, std::string version)
        : Health(dependencies, std::move(version), Limits{})
    {}
    Health(const std::vector<Dependency>& dependencies, std::string version, Limits limits);

    /// `{status, version, checks: {name: word or "error: …"}}`; `degraded` when a dependency throws, or has
    /// not answered by the deadline. One that is still silent is not asked a second time at once.
    base::Value ask();

private:
    struct Asked {
        Dependency dependency;
        std::future<std::string> word;  ///< valid while the dependency is being asked; its end is waited for
    };
    struct State {
        std::vector<Asked> asked;
        base::Value body;
        std::chrono::steady_clock::time_point at;
    };

    base::Value ask_all(std::vector<Asked>& asked) const;

    const std::string version_;
    const Limits limits_;
    base::Guarded<State> state_;
};

}  // namespace operations

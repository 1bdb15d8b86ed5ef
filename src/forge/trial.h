#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/guarded.h"

#include <functional>
#include <optional>

namespace forge {

/// What is tried out to know whether it can be done, and what became of it the last time. Thread-safe.
class Trial {
public:
    /// `clock` must outlive the trial.
    explicit Trial(const base::Clock& clock) : clock_(clock) {}

    /// Does `attempt`, and throws what it throws. Success holds for an hour and failure for five minutes, or
    /// for as long as the other side asked to be left alone: meanwhile nothing is done, and the same thrown.
    /// After `limited` nothing was tried: what was known before stays, and where nothing was, all is well.
    void run(const std::function<void()>& attempt);

private:
    struct Outcome {
        std::optional<base::Error> error;
        base::Time until;
    };

    Outcome outcome_of(const std::function<void()>& attempt, Outcome before) const;

    const base::Clock& clock_;
    base::Guarded<Outcome> known_;
};

}  // namespace forge

#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/guarded.h"

namespace llm {

/// Keeps a provider from being asked while it is known to answer nothing useful. Closed: everybody asks.
/// Open: nobody does. After a while one call is let through; what becomes of it closes or opens the breaker
/// again.
class Breaker {
public:
    /// `clock` must outlive the breaker.
    explicit Breaker(const base::Clock& clock) : clock_(clock) {}

    /// Throws the error that opened the breaker; where waiting helps, with the time that is left.
    void admit();

    /// The provider answered as one that is well, even if what it said was no.
    void succeed();

    /// No answer, too many calls, a failure on its side: opens after five in a row.
    void fail(const base::Error& error);

    /// A key, a spend limit, a model that does not exist: opens at once, because only a person can mend it.
    void fail_lastingly(const base::Error& error);

private:
    struct State {
        int failures = 0;
        std::optional<base::Error> reason;  ///< set: open, or half-open when `until` has passed
        base::Time until;
    };

    const base::Clock& clock_;
    base::Guarded<State> state_;
};

}  // namespace llm

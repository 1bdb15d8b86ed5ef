#pragma once

#include "events/events.h"

#include <atomic>
#include <chrono>

namespace operations {

/// Long polls: each holds a thread, so only so many may wait at once; further ones answer at once.
class Waiting {
public:
    Waiting(events::Hub& hub, int places) : hub_(hub), places_(places) {}

    /// What `look` gives once `done` is true of it, or when patience or the places have run out.
    template <typename Done, typename Look>
    auto
    until(const Done& done, const Look& look, const events::Subject& subject, std::chrono::seconds patience)
    {
        auto seen = look();
        if (patience.count() == 0 || done(seen) || !take_place())
            return seen;
        const Place place{places_};
        const auto deadline = std::chrono::steady_clock::now() + patience;
        events::Watch watch(hub_, subject);
        for (seen = look(); !done(seen) && watch.wait(deadline); seen = look()) {
        }
        return seen;
    }

private:
    struct Place {
        std::atomic<int>& places;
        ~Place() { ++places; }
    };

    bool take_place()
    {
        if (--places_ >= 0)
            return true;
        ++places_;
        return false;
    }

    events::Hub& hub_;
    std::atomic<int> places_;
};

}  // namespace operations

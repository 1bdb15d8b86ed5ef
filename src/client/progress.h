#pragma once

#include "base/value.h"
#include "client/screen.h"

#include <chrono>
#include <optional>
#include <string>

namespace client {

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// The moment of an RFC 3339 text in UTC; nullopt when it is none.
std::optional<Moment> find_moment(const std::string& text);

/// Tells the way of a request, one line per stage: when it is over, how it ended and how long it took. On a
/// terminal the stage that is under way is shown too.
class Progress {
public:
    explicit Progress(Screen* screen) : screen_(screen) {}  ///< nullptr: says nothing

    /// One event of the request's stream, made safe. Returns the status that the request has now; empty when
    /// the event says nothing of it.
    std::string take_event(const base::Value& event);
    /// The status as seen by looking; how long the stage took is not known then.
    void reached(const std::string& status, std::optional<Moment> at = {});

private:
    void close_stage(Symbol symbol, std::optional<Moment> at);
    void retry(const base::Value& event);

    Screen* screen_;
    std::string stage_;
    std::optional<Moment> since_;
    bool live_ = false;
};

}  // namespace client

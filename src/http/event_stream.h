#pragma once

#include "events/events.h"
#include "http/route.h"
#include "operations/dispatch.h"

#include <chrono>

namespace http {

/// Where a request's events are read.
class EventFeed {
public:
    virtual ~EventFeed() = default;

    /// Events of the request with a number above `after`, oldest first.
    virtual std::vector<events::Event> after(const std::string& request_id, std::int64_t number) = 0;
    /// No further event will come.
    virtual bool finished(const std::string& request_id) = 0;
};

struct EventStreamSettings {
    std::chrono::milliseconds heartbeat{15'000};
    std::chrono::milliseconds look{1'000};  ///< how often to look whether the reader is still there
    int most_streams = 32;                  ///< each holds a thread
};

/// GET /api/v1/requests/{id}/events as text/event-stream. Resumes after `Last-Event-ID`; ends after the last
/// event. Who may not see the request's status may not see its events. `dispatcher`,
/// `feed` and `hub` outlive the route.
Route event_stream_route(
    EventStreamSettings settings, operations::Dispatcher& dispatcher, EventFeed& feed, events::Hub& hub
);

}  // namespace http

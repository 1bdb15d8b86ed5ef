#include "http/event_stream.h"

#include "base/error.h"

#include <atomic>
#include <charconv>

namespace http {
namespace {

using std::chrono::steady_clock;
using Write = std::function<bool(std::string_view)>;

/// One of the streams that may be open at a time, as long as it lives.
class Slot {
public:
    Slot(std::shared_ptr<std::atomic<int>> open, int most) : open_(std::move(open))
    {
        if (open_->fetch_add(1) < most)
            return;
        open_->fetch_sub(1);
        throw base::Error(
            base::Code::limited,
            "There are already " + std::to_string(most) +
                " event streams. Poll the status instead, or come back."
        );
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() { open_->fetch_sub(1); }

private:
    std::shared_ptr<std::atomic<int>> open_;
};

std::string text_of(const events::Event& event)
{
    // JSON has no line breaks outside its escapes, so one data line is enough.
    const base::Value data{
        {"number", event.number},
        {"kind", event.kind},
        {"actor", event.actor},
        {"at", base::to_rfc3339(event.at)},
        {"payload", event.payload}};
    return "id: " + std::to_string(event.number) + "\nevent: " + event.kind +
           "\ndata: " + base::write_json(data) + "\n\n";
}

/// An event's number; 0 for an empty text.
std::int64_t number_in(const std::string& text, const char* otherwise)
{
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (wrong != std::errc() || end != text.data() + text.size() || number < 0))
        throw base::Error(base::Code::invalid, otherwise);
    return number;
}

class Telling {
public:
    Telling(
        const EventStreamSettings& settings,
        EventFeed& feed,
        events::Hub& hub,
        std::string id,
        std::int64_t told
    )
        : settings_(settings), feed_(feed), hub_(hub), id_(std::move(id)), told_(told)
    {}

    void run(const Write& write)
    {
        if (!write("retry: 2000\n\n"))
            return;
        events::Watch watch(hub_, {"request", id_});
        for (bool finished = false; !finished && !hub_.closed();) {
            finished = feed_.finished(id_);
            if (!tell_new(write) || (!finished && !wait(write, watch)))
                return;
        }
    }

private:
    /// False when the reader has gone.
    bool tell_new(const Write& write)
    {
        for (auto events = feed_.after(id_, told_); !events.empty(); events = feed_.after(id_, told_))
            for (const auto& event : events) {
                if (!write(text_of(event)))
                    return false;
                told_ = event.number;
                beat_ = steady_clock::now() + settings_.heartbeat;
            }
        return true;
    }

    bool wait(const Write& write, events::Watch& watch)
    {
        const auto until = steady_clock::now() + settings_.look;
        watch.wait(std::min(until, beat_));
        if (steady_clock::now() < beat_)
            return write("");
        beat_ = steady_clock::now() + settings_.heartbeat;
        return write(": still here\n\n");
    }

    const EventStreamSettings settings_;
    EventFeed& feed_;
    events::Hub& hub_;
    const std::string id_;
    std::int64_t told_;
    steady_clock::time_point beat_ = steady_clock::now() + settings_.heartbeat;
};

Response as_json(const operations::Answer& answer)
{
    return {.status = answer.status, .body = base::write_json(answer.body), .headers = answer.headers};
}

/// The same events as a list, for those who cannot read a stream.
Response listed(operations::Dispatcher& dispatcher, const Request& request, const std::string& id)
{
    base::Value input{{"id", id}};
    if (const auto after = request.query.find("after"); after != request.query.end())
        input["after"] = number_in(after->second, "after is the number of an event.");
    return as_json(dispatcher.call("requests.events", input, bearer_of(request), request.base_url));
}

}  // namespace

Route event_stream_route(
    EventStreamSettings settings, operations::Dispatcher& dispatcher, EventFeed& feed, events::Hub& hub
)
{
    const auto open = std::make_shared<std::atomic<int>>(0);
    const auto run = [settings, &dispatcher, &feed, &hub, open](
                         const Request& request, const Captures& captures
                     ) -> Response {
        const auto& id = captures.at("id");
        if (request.header("accept").starts_with("application/json"))
            return listed(dispatcher, request, id);
        const auto status =
            dispatcher.call("requests.status", {{"id", id}}, bearer_of(request), request.base_url);
        if (status.status >= 400)
            return as_json(status);
        const auto told =
            number_in(request.header("last-event-id"), "Last-Event-ID is the number of an event.");
        // Held by the stream, which lives exactly as long as the answer.
        const auto slot = std::make_shared<Slot>(open, settings.most_streams);
        Response response{.content_type = "text/event-stream"};
        response.headers["X-Accel-Buffering"] = "no";  // nginx would collect the events otherwise
        response.stream = [settings, &feed, &hub, id, told, slot](const Write& write) {
            Telling(settings, feed, hub, id, told).run(write);
        };
        return response;
    };
    return {"GET", "/api/v1/requests/{id}/events", run};
}

}  // namespace http

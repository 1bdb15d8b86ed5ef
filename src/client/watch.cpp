#include "client/watch.h"

#include "base/error.h"
#include "base/retry.h"
#include "base/text.h"
#include "client/event_stream.h"
#include "client/lifecycle.h"
#include "client/read.h"
#include "client/safe.h"

namespace client {
namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr int attempts = 6;  ///< at one look: about fifteen seconds, enough for a server to come back

/// An exception must not travel through the network library, which is C: a stream that makes no sense is
/// stopped.
bool feed(
    EventStream& stream, std::string_view piece, const std::function<bool(const EventStream::Event&)>& take
)
{
    try {
        return stream.feed(piece, take);
    } catch (const base::Error&) {
        return false;
    }
}

}  // namespace

std::string request_path(const std::string& request_id)
{
    return "/requests/" + base::percent_encoded(request_id);
}

Watch::Watch(Session& session, std::string request_id, Progress& progress)
    : session_(session), path_(request_path(request_id)), progress_(progress)
{}

Answer Watch::until_settled()
{
    follow_stream();
    while (true) {
        auto answer = look();
        const auto status = text_of(answer.shown, "status");
        progress_.reached(status);
        if (is_settled(status))
            return answer;
        // A server that has no thread left to wait on answers at once; without a pause this would spin.
        session_.surroundings().pause(between_looks);
    }
}

void Watch::follow_stream()
{
    EventStream stream;
    const auto take = [&](const EventStream::Event& event) {
        last_event_id_ = event.id;
        return !is_settled(progress_.take_event(safe_value(base::read_json(event.text))));
    };
    // The stream only shows more than looking does: where it fails, looking tells what is the matter.
    try {
        session_.api().follow(path_ + "/events", last_event_id_, [&](std::string_view piece) {
            return feed(stream, piece, take);
        });
    } catch (const base::Error& error) {
        if (error.code != base::Code::unavailable)
            throw;
    }
}

Answer Watch::look()
{
    for (int attempt = 1;; ++attempt) {
        try {
            return session_.api().get(path_ + "/status", {{"wait", "30"}});
        } catch (const base::Error& error) {
            if (!base::row_of(error.code).retried || attempt == attempts)
                throw;
            session_.surroundings().pause(base::backoff(attempt, 0.0));
        }
    }
}

}  // namespace client

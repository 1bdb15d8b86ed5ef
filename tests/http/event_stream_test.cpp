#include "base/guarded.h"
#include "base/network.h"
#include "http/event_stream.h"
#include "http/front.h"
#include "http/raw_client.h"
#include "http/server.h"
#include "http/two_operations.h"

#include <gmock/gmock.h>

#include <thread>

namespace http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Events that a test tells.
class ToldEvents final : public EventFeed {
public:
    explicit ToldEvents(events::Hub& hub) : hub_(hub) {}

    void tell(const std::string& kind, bool last = false)
    {
        {
            const std::lock_guard lock(mutex_);
            events_.push_back(
                {static_cast<std::int64_t>(events_.size()) + 1, kind, "system", {{"text", "two\nlines"}}, {}}
            );
            finished_ = finished_ || last;
        }
        hub_.tell({"request", "req-1"});
    }

    std::vector<events::Event> after(const std::string&, std::int64_t number) override
    {
        const std::lock_guard lock(mutex_);
        return {
            events_.begin() + static_cast<std::ptrdiff_t>(
                                  std::min<std::size_t>(static_cast<std::size_t>(number), events_.size())
                              ),
            events_.end()};
    }
    bool finished(const std::string&) override
    {
        const std::lock_guard lock(mutex_);
        return finished_;
    }

private:
    events::Hub& hub_;
    std::mutex mutex_;
    std::vector<events::Event> events_;
    bool finished_ = false;
};

class EventStream : public testing::Test {
protected:
    EventStream()
    {
        operations_.verbs["requests.status"] = [](const base::Value& input, const std::string&) {
            return input.at("id") == "req-1"
                       ? operations::Answer{200, {{"status", "queued"}}, {}}
                       : TwoOperations::refused(base::Code::not_found, "No such request.");
        };
    }

    static std::string asking(const std::string& more = "")
    {
        return "GET /api/v1/requests/req-1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
               more + "\r\n";
    }

    events::Hub hub_;
    ToldEvents feed_{hub_};
    TwoOperations operations_;
    base::Metrics metrics_;
    const EventStreamSettings settings_{.heartbeat = 20ms, .look = 5ms, .most_streams = 2};
    Front front_{{}, operations_, metrics_, {event_stream_route(settings_, operations_, feed_, hub_)}};
    Server server_{
        {},
        [this](const Request& request) { return front_.answer(request); },
        [this](int status) { return front_.refuse(status); }};
};

TEST_F(EventStream, TellsWhatWasAndWhatComesInOrderAndEnds)
{
    feed_.tell("request.queued");
    RawClient client(server_.port());
    client.say(asking());
    auto heard = client.hear_until("request.queued");
    feed_.tell("request.status");
    heard += client.hear_until("request.status");
    feed_.tell("request.completed", true);
    heard += client.hear_all();
    EXPECT_THAT(heard, HasSubstr("Content-Type: text/event-stream"));
    EXPECT_THAT(heard, HasSubstr("id: 1\nevent: request.queued\ndata: {"));
    EXPECT_THAT(heard, HasSubstr(R"("payload":{"text":"two\nlines"})"));
    EXPECT_LT(heard.find("id: 1\n"), heard.find("id: 2\n"));
    EXPECT_LT(heard.find("id: 2\n"), heard.find("id: 3\n"));
    EXPECT_THAT(heard, testing::EndsWith("0\r\n\r\n")) << "ended by the server, properly";
}

TEST_F(EventStream, ResumesAfterTheLastEventThatWasSeen)
{
    feed_.tell("request.queued");
    feed_.tell("request.completed", true);
    const auto heard = RawClient(server_.port()).ask(asking("Last-Event-ID: 1\r\n"));
    EXPECT_THAT(heard, Not(HasSubstr("id: 1\n")));
    EXPECT_THAT(heard, HasSubstr("id: 2\n"));
    EXPECT_THAT(RawClient(server_.port()).ask(asking("Last-Event-ID: x\r\n")), StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(
        RawClient(server_.port()).ask(asking("Last-Event-ID: 99999\r\n")), StartsWith("HTTP/1.1 200")
    );
}

TEST_F(EventStream, EndsWhenTheHubIsClosed)
{
    feed_.tell("request.queued");
    RawClient client(server_.port());
    client.say(asking());
    client.hear_until("request.queued");
    hub_.close();
    EXPECT_THAT(client.hear_all(), testing::EndsWith("0\r\n\r\n"));
}

TEST_F(EventStream, IsAListForThoseWhoAcceptOnlyJson)
{
    operations_.verbs["requests.events"] = [](const base::Value& input, const std::string&) {
        return operations::Answer{200, {{"events", base::Value::array({input})}}, {}};
    };
    const auto heard = RawClient(server_.port()).ask(asking("Accept: application/json\r\n"));
    EXPECT_THAT(heard, HasSubstr(R"({"events":[{"id":"req-1"}]})"));
}

TEST_F(EventStream, BeatsWhileNothingHappens)
{
    RawClient client(server_.port());
    client.say(asking());
    EXPECT_THAT(client.hear_until(": still here"), HasSubstr(": still here\n\n"));
}

TEST_F(EventStream, RefusesMoreStreamsThanItMayHoldAndFreesThemAgain)
{
    RawClient first(server_.port());
    auto second = std::make_unique<RawClient>(server_.port());
    first.say(asking());
    second->say(asking());
    first.hear_until("retry");
    second->hear_until("retry");
    const auto refused = RawClient(server_.port()).ask(asking());
    EXPECT_THAT(refused, StartsWith("HTTP/1.1 429"));
    EXPECT_THAT(refused, HasSubstr("\"code\":\"limited\""));
    second.reset();
    std::string answer;
    const auto until = std::chrono::steady_clock::now() + 10s;
    do {
        RawClient third(server_.port());
        third.say(asking());
        answer = third.hear_until("\r\n\r\n");
    } while (!answer.starts_with("HTTP/1.1 200") && std::chrono::steady_clock::now() < until);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200")) << "the slot of the client that hung up";
}

TEST_F(EventStream, IsOnlyForThoseWhoMaySeeTheRequest)
{
    base::RealNetwork network;
    base::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/api/v1/requests/req-2/events";
    EXPECT_EQ(network.send(request).status, 404);
}

TEST_F(EventStream, HoldsNoSlotForAHeadRequest)
{
    for (int i = 0; i < 10; ++i)
        EXPECT_THAT(
            RawClient(server_.port())
                .ask("HEAD /api/v1/requests/req-1/events HTTP/1.1\r\nHost: localhost\r\nConnection: "
                     "close\r\n\r\n"),
            StartsWith("HTTP/1.1 200")
        );
}

TEST_F(EventStream, EndsWhenTheServerStops)
{
    RawClient client(server_.port());
    client.say(asking());
    client.hear_until("retry");
    server_.stop();
    client.hear_all();
}

}  // namespace
}  // namespace http

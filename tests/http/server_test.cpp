#include "base/error.h"
#include "base/network.h"
#include "base/value.h"
#include "http/failure.h"
#include "http/raw_client.h"
#include "http/server.h"

#include <gmock/gmock.h>

#include <future>
#include <thread>

namespace http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Response refuse(int status)
{
    return failure({base::Code::invalid, "refused with " + std::to_string(status)}, "trace", status);
}

/// Answers with what it understood.
Response echo(const Request& request)
{
    return {
        .body = base::write_json(
            {{"method", request.method},
             {"path", request.path},
             {"query", request.query},
             {"size", request.body.size()},
             {"body", request.body.substr(0, 100)}}
        )};
}

ServerSettings quick()
{
    ServerSettings settings;
    settings.head_deadline = 200ms;
    settings.body_deadline = 300ms;
    settings.keep_alive = 200ms;
    return settings;
}

std::string get(std::string_view target, std::string_view more = "")
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

std::string post(std::string_view headers, std::string_view body)
{
    return "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           std::string(headers) + "\r\n" + std::string(body);
}

/// An answer with this status, closing, whose body is our JSON error; nothing that names the library.
void expect_refused(const std::string& answer, int status)
{
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + std::to_string(status) + " "));
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
    EXPECT_THAT(answer, HasSubstr("Content-Type: application/json"));
    EXPECT_THAT(answer, Not(HasSubstr("httplib")));
    EXPECT_THAT(answer, Not(HasSubstr("Server:")));
    const auto end = answer.find("\r\n\r\n");
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(
        base::read_json(answer.substr(end + 4))["error"]["message"], "refused with " + std::to_string(status)
    );
}

TEST(Server, GivesTheRequestAndSendsTheAnswer)
{
    Server server({}, echo, refuse);
    base::RealNetwork network;
    const auto url = "http://127.0.0.1:" + std::to_string(server.port());
    const auto answer = network.send({"POST", url + "/a%20b?c=d%26e", {}, "hello", 5s, 1U << 20U, {}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(
        base::read_json(answer.body),
        base::Value(
            {{"method", "POST"}, {"path", "/a b"}, {"query", {{"c", "d&e"}}}, {"size", 5}, {"body", "hello"}}
        )
    );
}

TEST(Server, RefusesAPortThatIsTaken)
{
    Server first({}, echo, refuse);
    try {
        Server second({.port = first.port()}, echo, refuse);
        FAIL() << "two servers share a port";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::conflict);
        EXPECT_THAT(error.message, HasSubstr(std::to_string(first.port())));
    }
}

TEST(Server, RefusesAnAddressThatIsNotOurs)
{
    EXPECT_THROW(Server({.host = "192.0.2.1"}, echo, refuse), base::Error);
}

TEST(Server, CanBeStartedAgainOnItsPort)
{
    int port = 0;
    {
        Server first({}, echo, refuse);
        port = first.port();
        RawClient(port).ask(get("/", "Connection: close\r\n"));
    }
    Server second({.port = port}, echo, refuse);
    EXPECT_THAT(RawClient(port).ask(get("/", "Connection: close\r\n")), StartsWith("HTTP/1.1 200"));
}

TEST(Server, AnswersPipelinedRequestsInOrder)
{
    Server server(quick(), echo, refuse);
    const auto heard =
        RawClient(server.port()).ask(get("/1") + post("Content-Length: 2\r\n", "hi") + get("/3"));
    const auto first = heard.find(R"("path":"/1")");
    const auto second = heard.find(R"("body":"hi")");
    const auto third = heard.find(R"("path":"/3")");
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_NE(third, std::string::npos) << heard;
}

TEST(Server, SendsNoBodyToHead)
{
    Server server(quick(), echo, refuse);
    const auto heard = RawClient(server.port()).ask("HEAD /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(heard, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(heard, testing::EndsWith("\r\n\r\n"));
    EXPECT_THAT(heard, Not(HasSubstr("Accept-Ranges")));
}

TEST(Server, AnswersAPostWithoutAnyLength)
{
    Server server(quick(), echo, refuse);
    EXPECT_THAT(RawClient(server.port()).ask(post("", "")), HasSubstr(R"("size":0)"));
}

TEST(Server, RefusesWhatItCannotReadInTheErrorShape)
{
    Server server(quick(), echo, refuse);
    const auto ask = [&](const std::string& bytes) { return RawClient(server.port()).ask(bytes); };
    expect_refused(ask("nonsense\r\n\r\n"), 400);
    expect_refused(ask("BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    expect_refused(ask("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405);
    expect_refused(ask("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405);
    expect_refused(ask("GET / HTTP/7.0\r\nHost: localhost\r\n\r\n"), 400);
    expect_refused(ask(get("/" + std::string(9000, 'a'))), 414);
    expect_refused(ask(get("/a%00b")), 400);
    expect_refused(ask(get("/a%0Ab")), 400);
    expect_refused(ask(get("/a%zz")), 400);
    expect_refused(ask(get("/%ff")), 400);
    expect_refused(ask(get("/?q=%01")), 400);
    expect_refused(ask(get("/", "X-Note: a%0d%0aSet-Cookie: b\r\n")), 400);
    expect_refused(ask(get("/", "Host: evil.example\r\n")), 400);
    expect_refused(ask(get("/", "Range: bytes=oops\r\n")), 416);
    expect_refused(ask(post("Content-Type: multipart/form-data; boundary=x\r\n", "")), 400);
    expect_refused(
        ask("POST /x HTTP/1.1\r\nHost: l\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"), 415
    );
}

TEST(Server, RefusesBodiesWhoseLengthIsInDoubt)
{
    Server server(quick(), echo, refuse);
    const auto ask = [&](const std::string& bytes) { return RawClient(server.port()).ask(bytes); };
    expect_refused(ask(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
    expect_refused(ask(post("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
    expect_refused(ask(post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello")), 400);
    expect_refused(ask(post("Content-Length: -5\r\n", "hello")), 400);
    expect_refused(ask(post("Content-Length: 5x\r\n", "hello")), 400);
    expect_refused(ask(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")), 400);
    // httplib reads -5 as a very long chunk; the body's limit and deadline end it.
    expect_refused(ask(post("Transfer-Encoding: chunked\r\n", "-5\r\nhello\r\n0\r\n\r\n")), 408);
    expect_refused(ask(post("Transfer-Encoding: chunked\r\n", "zz\r\nhello\r\n0\r\n\r\n")), 400);
    expect_refused(ask(get("/", "Content-Length: 5\r\n") + "hello"), 400);
}

TEST(Server, TakesABodyUpToTheLimitAndNotAByteMore)
{
    auto settings = quick();
    settings.body_limit = 10'000;
    Server server(settings, echo, refuse);
    const auto ask = [&](const std::string& bytes) { return RawClient(server.port()).ask(bytes); };
    EXPECT_THAT(
        ask(post("Content-Length: 10000\r\n", std::string(10'000, 'a'))), HasSubstr(R"("size":10000)")
    );
    expect_refused(ask(post("Content-Length: 10001\r\n", std::string(10'001, 'a'))), 413);
    expect_refused(ask(post("Content-Length: 99999999999\r\n", "")), 413);
    const std::string chunk = "2710\r\n" + std::string(10'000, 'a') + "\r\n";
    EXPECT_THAT(
        ask(post("Transfer-Encoding: chunked\r\n", chunk + "0\r\n\r\n")), HasSubstr(R"("size":10000)")
    );
    expect_refused(ask(post("Transfer-Encoding: chunked\r\n", chunk + chunk + "0\r\n\r\n")), 413);
}

TEST(Server, RefusesAFloodOfHeaders)
{
    Server server(quick(), echo, refuse);
    RawClient client(server.port());
    ASSERT_TRUE(client.say("GET / HTTP/1.1\r\nHost: localhost\r\n"));
    int sent = 0;
    while (sent < 100'000 && client.say("X-" + std::to_string(sent) + ": y\r\n"))
        ++sent;
    expect_refused(
        RawClient(server.port()).ask(get("/", "X-Long: " + std::string(10'000, 'a') + "\r\n")), 400
    );
    std::string hundred;
    for (int i = 0; i < 150; ++i)
        hundred += "X-" + std::to_string(i) + ": y\r\n";
    expect_refused(RawClient(server.port()).ask(get("/", hundred)), 400);
}

TEST(Server, GivesUpOnAHeadOrBodyThatDripsIn)
{
    Server server(quick(), echo, refuse);
    RawClient head(server.port());
    RawClient body(server.port());
    body.say(post("Content-Length: 1000\r\n", "a"));
    head.say("GET / HTTP/1.1\r\n");
    // Every byte comes well within any time limit of a single read.
    std::thread drip([&] {
        while (head.say("X") && !head.hear_until("HTTP/1.1 ").empty())
            ;
    });
    expect_refused(body.hear_all(), 408);
    drip.join();

    RawClient silent(server.port());
    silent.say("GET / HTTP/1.1\r\nHost: local");
    expect_refused(silent.hear_all(), 408);
}

TEST(Server, ServesOthersWhileManyConnectionsIdle)
{
    auto settings = quick();
    settings.threads = 8;
    settings.keep_alive = 60s;
    Server server(settings, echo, refuse);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 200; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        if (i % 2 == 0)
            idle.back()->say(get("/"));
    }
    EXPECT_THAT(RawClient(server.port()).ask(get("/", "Connection: close\r\n")), StartsWith("HTTP/1.1 200"));
}

TEST(Server, ClosesAConnectionThatStaysIdle)
{
    Server server(quick(), echo, refuse);
    RawClient client(server.port());
    EXPECT_THAT(client.ask(get("/")), HasSubstr("Keep-Alive"));
}

TEST(Server, StreamsUntilTheStreamEnds)
{
    const auto count = [](const Request&) {
        return Response{.content_type = "text/plain", .stream = [](const auto& write) {
                            for (int i = 0; i < 3; ++i)
                                write("piece " + std::to_string(i) + "\n");
                        }};
    };
    Server server(quick(), count, refuse);
    base::RealNetwork network;
    EXPECT_EQ(
        network.send({"GET", "http://127.0.0.1:" + std::to_string(server.port()), {}, "", 5s, 1U << 20U, {}}
        ).body,
        "piece 0\npiece 1\npiece 2\n"
    );
    EXPECT_THAT(
        RawClient(server.port()).ask("GET / HTTP/1.0\r\nHost: l\r\n\r\n"),
        testing::EndsWith("\r\n\r\npiece 0\npiece 1\npiece 2\n")
    );
}

TEST(Server, TellsAStreamThatItsPeerHasGone)
{
    std::promise<void> gone;
    const auto endless = [&](const Request&) {
        return Response{.stream = [&](const auto& write) {
            write("begun");
            while (write(""))
                std::this_thread::yield();
            gone.set_value();
        }};
    };
    Server server(quick(), endless, refuse);
    {
        RawClient client(server.port());
        client.say(get("/"));
        client.hear_until("begun");
    }
    EXPECT_EQ(gone.get_future().wait_for(10s), std::future_status::ready);
}

TEST(Server, CutsAStreamThatFailsAndGoesOn)
{
    const auto broken = [&](const Request& request) {
        return request.path == "/fine" ? Response{.body = "fine"}
                                       : Response{.stream = [&](const auto& write) {
                                             write("begun");
                                             throw std::runtime_error("broken");
                                         }};
    };
    Server server(quick(), broken, refuse);
    const auto cut = RawClient(server.port()).ask(get("/"));
    EXPECT_THAT(cut, HasSubstr("begun"));
    EXPECT_THAT(cut, Not(HasSubstr("\r\n0\r\n\r\n")));
    EXPECT_THAT(RawClient(server.port()).ask(get("/fine")), HasSubstr("fine"));
}

TEST(Server, FinishesWhatWasBegunWhenItStops)
{
    std::promise<void> begun;
    std::promise<void> may_end;
    const auto slow = [&, released = may_end.get_future().share()](const Request&) {
        begun.set_value();
        released.wait();
        return Response{.body = "done"};
    };
    Server server(quick(), slow, refuse);
    RawClient client(server.port());
    client.say(get("/"));
    begun.get_future().wait();
    std::thread stopper([&] { server.stop(); });
    may_end.set_value();
    EXPECT_THAT(client.hear_all(), HasSubstr("done"));
    stopper.join();
    EXPECT_THROW(RawClient(server.port()).ask(get("/")), std::runtime_error);
}

TEST(Server, StopsStreams)
{
    std::promise<void> begun;
    const auto endless = [&](const Request&) {
        return Response{.stream = [&](const auto& write) {
            write("begun");
            begun.set_value();
            while (write(""))
                std::this_thread::yield();
        }};
    };
    Server server(quick(), endless, refuse);
    RawClient client(server.port());
    client.say(get("/"));
    begun.get_future().wait();
    server.stop();
    EXPECT_THAT(client.hear_all(), HasSubstr("begun"));
}

}  // namespace
}  // namespace http

#include "base/error.h"
#include "base/network.h"
#include "base/small_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

namespace {

using base::HttpRequest;
using base::RealNetwork;
using testing::HasSubstr;
using testing::Not;

HttpRequest request_to(const std::string& url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

/// Answers every request with `answer` and remembers what was asked.
class Echo {
public:
    explicit Echo(std::string answer, std::size_t body = 0)
        : answer_(std::move(answer)), server_([this, body](const Connection& connection) {
              const auto asked = connection.read_head();
              const std::lock_guard lock(mutex_);
              asked_ = body == 0 ? asked : asked + connection.read(body);
              connection.write(answer_);
          })
    {}

    std::string asked()
    {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    SmallServer& server() { return server_; }

private:
    std::string answer_;
    std::mutex mutex_;
    std::string asked_;
    SmallServer server_;
};

const std::string empty_answer = "HTTP/1.1 204 No Content\r\n\r\n";

TEST(Network, GivesStatusHeadersAndBody)
{
    const std::string body("a\0\xFF\r\n", 5);
    Echo bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
    EXPECT_EQ(RealNetwork().send(request_to(bytes.server().url())).body, body);
    Echo teapot("HTTP/1.1 418 I'm a teapot\r\nX-Request-ID:  A b \r\nEMPTY:\r\nContent-Length: 3\r\n\r\nabc");
    const auto answer = RealNetwork().send(request_to(teapot.server().url()));
    EXPECT_EQ(answer.status, 418);
    EXPECT_EQ(answer.body, "abc");
    EXPECT_EQ(answer.headers.at("x-request-id"), "A b");
    EXPECT_EQ(answer.headers.at("empty"), "");
    for (const auto& [name, _] : answer.headers)
        EXPECT_EQ(name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ "), std::string::npos) << name;
}

TEST(Network, SendsMethodPathHeadersAndBody)
{
    Echo echo(empty_answer, 3);
    auto request = request_to(echo.server().url("/a%20b?c=d&e=%2F"));
    request.method = "PATCH";
    request.headers = {{"Content-Type", "application/json"}, {"X-Token", "abc"}};
    request.body = "{ }";
    EXPECT_EQ(RealNetwork().send(request).status, 204);
    EXPECT_THAT(echo.asked(), testing::StartsWith("PATCH /a%20b?c=d&e=%2F HTTP/1.1\r\n"));
    EXPECT_THAT(echo.asked(), HasSubstr("\r\nX-Token: abc\r\n"));
    EXPECT_THAT(echo.asked(), HasSubstr("\r\nContent-Length: 3\r\n"));
    EXPECT_THAT(echo.asked(), testing::EndsWith("\r\n\r\n{ }"));
    EXPECT_THAT(echo.asked(), Not(HasSubstr("Expect:")));
}

TEST(Network, SendsAnEmptyPostWithItsLength)
{
    Echo echo(empty_answer);
    auto request = request_to(echo.server().url());
    request.method = "POST";
    EXPECT_EQ(RealNetwork().send(request).status, 204);
    EXPECT_THAT(echo.asked(), HasSubstr("\r\nContent-Length: 0\r\n"));
}

TEST(Network, SendsBodiesWithNulAndOfManyPieces)
{
    std::string body(2'000'000, 'x');
    body[5] = '\0';
    Echo echo(empty_answer, body.size());
    auto request = request_to(echo.server().url());
    request.method = "POST";
    request.body = body;
    RealNetwork().send(request);
    EXPECT_TRUE(echo.asked().ends_with(body));
}

TEST(Network, WaitsForNoBodyOfAHead)
{
    Echo echo("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    auto request = request_to(echo.server().url());
    request.method = "HEAD";
    const auto answer = RealNetwork().send(request);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("content-length"), "1000");
    EXPECT_THAT(echo.asked(), testing::StartsWith("HEAD / "));
}

TEST(Network, DoesNotFollowRedirects)
{
    Echo target(empty_answer);
    Echo echo(
        "HTTP/1.1 302 Found\r\nLocation: " + target.server().url("/x") + "\r\nContent-Length: 0\r\n\r\n"
    );
    const auto answer = RealNetwork().send(request_to(echo.server().url()));
    EXPECT_EQ(answer.status, 302);
    EXPECT_EQ(answer.headers.at("location"), target.server().url("/x"));
    EXPECT_EQ(target.server().connections(), 0);
}

TEST(Network, KeepsOnlyTheHeadersOfTheLastAnswer)
{
    Echo echo(
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    );
    const auto answer = RealNetwork().send(request_to(echo.server().url()));
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.headers.contains("link"));
}

TEST(Network, ReadsChunksAndBodiesThatEndWithTheConnection)
{
    Echo chunks("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");
    EXPECT_EQ(RealNetwork().send(request_to(chunks.server().url())).body, "abcde");
    Echo until_closed("HTTP/1.0 200 OK\r\n\r\nall of it");
    EXPECT_EQ(RealNetwork().send(request_to(until_closed.server().url())).body, "all of it");
}

TEST(Network, HandsOnTheBodyAsItComes)
{
    std::atomic<bool> first_seen = false;
    SmallServer server([&](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none");
        first_seen.wait(false);
        connection.write("two");
    });
    std::string seen;
    auto request = request_to(server.url());
    request.answer_limit = 1;
    request.on_body = [&](std::string_view piece) {
        seen += piece;
        first_seen = true;
        first_seen.notify_all();
        return true;
    };
    const auto answer = RealNetwork().send(request);
    EXPECT_EQ(seen, "onetwo");
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.status, 200);
}

TEST(Network, IsStoppedByWhoReadsTheBody)
{
    SmallServer server([](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n");
        while (connection.write("data\n")) {
        }
    });
    auto request = request_to(server.url());
    int pieces = 0;
    request.on_body = [&](std::string_view) { return ++pieces < 3; };
    const auto answer = RealNetwork().send(request);
    EXPECT_EQ(pieces, 3);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.at("x-a"), "b");
}

TEST(Network, GivesBackWhatTheReaderOfTheBodyThrows)
{
    Echo echo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    auto request = request_to(echo.server().url());
    request.on_body = [](std::string_view) -> bool {
        throw base::Error(base::Code::upstream, "not what was asked");
    };
    try {
        RealNetwork().send(request);
        ADD_FAILURE();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::upstream);
    }
}

TEST(Network, IsUsedByManyThreadsAtOnce)
{
    SmallServer server([](const Connection& connection) {
        const auto head = connection.read_head();
        const auto path = head.substr(4, head.find(' ', 4) - 4);
        connection.write(
            "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(path.size()) + "\r\n\r\n" + path
        );
    });
    RealNetwork network;
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            for (int j = 0; j < 10; ++j) {
                const auto path = "/" + std::to_string(i) + "/" + std::to_string(j);
                right += network.send(request_to(server.url(path))).body == path ? 1 : 0;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 160);
}

}  // namespace

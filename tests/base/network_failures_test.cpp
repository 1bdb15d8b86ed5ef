// Whatever the other side does, a call ends with an answer or an Error, and in time.
#include "base/error.h"
#include "base/network.h"
#include "base/process.h"
#include "base/small_server.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace {

using base::Code;
using base::HttpRequest;
using std::chrono::milliseconds;
using testing::HasSubstr;

HttpRequest request_to(const std::string& url, milliseconds deadline = std::chrono::minutes(5))
{
    HttpRequest request;
    request.url = url;
    request.deadline = deadline;
    return request;
}

base::Error refusal_of(const HttpRequest& request)
{
    try {
        const auto answer = base::RealNetwork().send(request);
        ADD_FAILURE() << "answered " << answer.status << " " << answer.body.substr(0, 100);
    } catch (const base::Error& error) {
        return error;
    }
    return {Code::internal, ""};
}

TEST(NetworkFailures, ARefusedConnectionIsUnavailableAndNamesTheAddress)
{
    std::string url;
    {
        SmallServer gone([](const Connection&) {});
        url = gone.url("/path");
    }
    const auto error = refusal_of(request_to(url));
    EXPECT_EQ(error.code, Code::unavailable);
    EXPECT_THAT(error.message, HasSubstr("No answer from " + url));
}

TEST(NetworkFailures, ANameThatDoesNotExistIsUnavailable)
{
    EXPECT_EQ(refusal_of(request_to("http://nowhere.invalid/")).code, Code::unavailable);
}

TEST(NetworkFailures, OnlyHttpIsSpoken)
{
    for (const auto* url :
         {"file:///etc/passwd",
          "ftp://127.0.0.1/",
          "gopher://127.0.0.1/",
          "dict://127.0.0.1/",
          "",
          "http://",
          "http://127.0.0.1:99999/"})
        EXPECT_EQ(refusal_of(request_to(url)).code, Code::unavailable) << url;
}

TEST(NetworkFailures, AServerThatSaysNothingMeetsTheDeadline)
{
    SmallServer server([](const Connection& connection) { connection.wait_until_closed(); });
    EXPECT_EQ(refusal_of(request_to(server.url(), milliseconds(200))).code, Code::unavailable);
}

TEST(NetworkFailures, HeadersThatNeverEndMeetTheDeadlineOrTheLimit)
{
    SmallServer server([](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\n");
        while (connection.write("X-A: " + std::string(1000, 'x') + "\r\n")) {
        }
    });
    const auto error = refusal_of(request_to(server.url(), std::chrono::seconds(2)));
    EXPECT_TRUE(error.code == Code::unavailable || error.code == Code::upstream);
}

TEST(NetworkFailures, ABodyThatTricklesMeetsTheDeadline)
{
    SmallServer server([](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
        connection.wait_until_closed();
    });
    EXPECT_EQ(refusal_of(request_to(server.url(), milliseconds(200))).code, Code::unavailable);
}

TEST(NetworkFailures, ADeadlineThatHasPassedIsNoLeaveToWaitForEver)
{
    SmallServer server([](const Connection& connection) { connection.wait_until_closed(); });
    EXPECT_EQ(refusal_of(request_to(server.url(), milliseconds(0))).code, Code::unavailable);
    EXPECT_EQ(refusal_of(request_to(server.url(), milliseconds(-5))).code, Code::unavailable);
}

TEST(NetworkFailures, AnAnswerLargerThanTheLimitIsUpstream)
{
    SmallServer server([](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\n\r\n");
        while (connection.write(std::string(1000, 'x'))) {
        }
    });
    auto request = request_to(server.url());
    request.answer_limit = 5000;
    const auto error = refusal_of(request);
    EXPECT_EQ(error.code, Code::upstream);
    EXPECT_THAT(error.message, HasSubstr("larger than 5000 bytes"));
}

TEST(NetworkFailures, AnAnswerOfExactlyTheLimitIsRead)
{
    SmallServer server([](const Connection& connection) {
        connection.read_head();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + std::string(5000, 'x'));
    });
    auto request = request_to(server.url());
    request.answer_limit = 5000;
    EXPECT_EQ(base::RealNetwork().send(request).body.size(), 5000U);
}

TEST(NetworkFailures, WhatIsCutShortIsUnavailable)
{
    for (const auto* answer :
         {"",
          "HTTP/1.1 2",
          "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
          "this is no HTTP at all\r\n\r\n"}) {
        SmallServer server([&](const Connection& connection) {
            connection.read_head();
            connection.write(answer);
        });
        EXPECT_EQ(refusal_of(request_to(server.url())).code, Code::unavailable) << answer;
    }
}

TEST(NetworkFailures, ACertificateThatNobodyVouchesForIsRefused)
{
    if (!std::filesystem::exists("/usr/bin/openssl"))
        GTEST_SKIP() << "there is no openssl to serve with";
    const support::TemporaryFolder folder;
    base::Command openssl;
    openssl.directory = folder.path().string();
    openssl.environment = {{"PATH", "/usr/bin:/bin"}};
    openssl.argv = {
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "key",
        "-out",
        "certificate",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1"};
    ASSERT_EQ(base::run(openssl).exit_code, 0);
    openssl.argv = {
        "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", "key", "-cert", "certificate", "-www"};
    openssl.deadline = std::chrono::minutes(5);
    std::string said;
    bool asked = false;
    base::run(openssl, [&](std::string_view piece) {
        said += piece;
        const auto at = said.find("ACCEPT 127.0.0.1:");
        if (at == std::string::npos || said.find('\n', at) == std::string::npos)
            return true;
        const auto port = std::to_string(std::stoi(said.substr(at + 17)));
        const auto error = refusal_of(request_to("https://127.0.0.1:" + port + "/"));
        EXPECT_EQ(error.code, Code::unavailable);
        EXPECT_THAT(error.message, HasSubstr("certificate"));
        asked = true;
        return false;
    });
    EXPECT_TRUE(asked) << said;
}

}  // namespace

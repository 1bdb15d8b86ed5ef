#include "http/front.h"
#include "http/git_routes.h"
#include "http/inflate.h"
#include "http/two_operations.h"

#include <gmock/gmock.h>
#include <zlib.h>

namespace http {
namespace {

std::string gzipped(const std::string& text)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string input = text;
    std::string output(deflateBound(&stream, input.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    deflate(&stream, Z_FINISH);
    output.resize(output.size() - stream.avail_out);
    deflateEnd(&stream);
    return output;
}

class GitRoutes : public testing::Test {
protected:
    GitRoutes()
    {
        operations_.verbs["pulls.list"] = [this](const base::Value&, const std::string& bearer) {
            return bearer == token_
                       ? operations::Answer{200, {{"pulls", base::Value::array()}}, {}}
                       : TwoOperations::refused(base::Code::unauthenticated, "A token is needed.");
        };
    }

    Response
    ask(const std::string& method,
        const std::string& path,
        std::map<std::string, std::string> headers,
        const std::string& body = "",
        const std::string& service = "git-upload-pack")
    {
        headers["host"] = "localhost";
        auto answer = front_.answer(
            {.method = method,
             .path = "/git/infrastructure.git" + path,
             .query = {{"service", service}},
             .headers = headers,
             .body = body}
        );
        if (answer.stream)
            answer.stream([&](std::string_view piece) {
                answer.body += piece;
                return ++pieces_ < pieces_taken_;
            });
        return answer;
    }

    std::string token_;
    int pieces_ = 0;
    int pieces_taken_ = 100;
    TwoOperations operations_;
    base::Metrics metrics_;
    const GitServing git_{
        [](const std::string& protocol) { return "refs " + protocol; },
        [](const std::string& protocol, const std::string& body, const auto& write) {
            for (const auto& piece : {"pack " + protocol, " " + body})
                if (!write(piece))
                    return;
        },
    };
    Front front_{{}, operations_, metrics_, git_routes(git_, operations_)};
};

const std::map<std::string, std::string> wants{{"content-type", "application/x-git-upload-pack-request"}};

TEST_F(GitRoutes, AdvertiseAndPack)
{
    const auto refs = ask("GET", "/info/refs", {{"git-protocol", "version=2"}});
    EXPECT_EQ(refs.status, 200);
    EXPECT_EQ(refs.content_type, "application/x-git-upload-pack-advertisement");
    EXPECT_EQ(refs.body, "refs version=2");
    const auto pack = ask("POST", "/git-upload-pack", wants, "want");
    EXPECT_EQ(pack.content_type, "application/x-git-upload-pack-result");
    EXPECT_EQ(pack.body, "pack  want");
    EXPECT_EQ(ask("GET", "/info/refs", {{"git-protocol", "version=2:evil"}}).body, "refs ");
}

TEST_F(GitRoutes, StopPackingWhenThePeerHasGone)
{
    pieces_taken_ = 1;
    EXPECT_EQ(ask("POST", "/git-upload-pack", wants, "want").body, "pack ");
}

TEST_F(GitRoutes, NeverTakeAPush)
{
    EXPECT_EQ(ask("GET", "/info/refs", {}, "", "git-receive-pack").status, 403);
    EXPECT_EQ(
        ask("POST", "/git-receive-pack", {{"content-type", "application/x-git-receive-pack-request"}}).status,
        404
    );
}

TEST_F(GitRoutes, AskForThePasswordAsGitUnderstandsIt)
{
    token_ = "secret";
    const auto refused = ask("GET", "/info/refs", {});
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(refused.headers.at("WWW-Authenticate"), testing::StartsWith("Basic "));
    EXPECT_EQ(ask("GET", "/info/refs", {{"authorization", "Basic eDpzZWNyZXQ="}}).status, 200);
}

TEST_F(GitRoutes, InflateACompressedRequest)
{
    auto headers = wants;
    headers["content-encoding"] = "gzip";
    EXPECT_EQ(ask("POST", "/git-upload-pack", headers, gzipped("want")).body, "pack  want");
    EXPECT_EQ(ask("POST", "/git-upload-pack", headers, "not gzip").status, 400);
    headers["content-encoding"] = "br";
    EXPECT_EQ(ask("POST", "/git-upload-pack", headers, "x").status, 400);
    EXPECT_EQ(ask("POST", "/git-upload-pack", {{"content-type", "text/plain"}}, "x").status, 415);
}

TEST(Inflated, HasALimitThatABombDoesNotPass)
{
    const auto bomb = gzipped(std::string(20'000'000, 'a'));
    EXPECT_LT(bomb.size(), 50'000U);
    EXPECT_THROW(inflated(bomb, 1'000'000), base::Error);
    EXPECT_EQ(inflated(gzipped("text"), 4), "text");
    EXPECT_THROW(inflated(gzipped("text").substr(0, 10), 100), base::Error);
    EXPECT_THROW(inflated("", 100), base::Error);
}

}  // namespace
}  // namespace http

#include "git/remote_fixture.h"

using testing::HasSubstr;
using testing::Not;

class TokenTest : public RemoteTest {};

TEST_F(TokenTest, ThatIsWrongIsUnauthenticatedAndNeverShown)
{
    const git::Remote remote(settings("wrong-token"));
    const auto error = error_of([&] { remote.look(); });
    EXPECT_EQ(error.code, base::Code::unauthenticated);
    EXPECT_THAT(error.message, HasSubstr("token"));
    EXPECT_THAT(error.message + error.detail, Not(HasSubstr("wrong-token")));
    EXPECT_EQ(error_of([&] { git::Remote(settings("")).look(); }).code, base::Code::unauthenticated);
    auto none = settings();
    none.token = nullptr;
    EXPECT_EQ(error_of([&] { git::Remote(none).look(); }).code, base::Code::unauthenticated);
}

TEST_F(TokenTest, IsAskedForOnceMoreWhenItWasRefused)
{
    std::vector<std::string> refused;
    auto renewing = settings();
    renewing.token = [&](const base::Secret& old) {
        refused.push_back(old.reveal());
        return base::Secret(old.empty() ? "expired" : support::GitServer::writer);
    };
    EXPECT_EQ(git::Remote(renewing).look().default_branch, "main");
    EXPECT_EQ(refused, (std::vector<std::string>{"", "expired"}));

    refused.clear();
    renewing.token = [&](const base::Secret& old) {
        refused.push_back(old.reveal());
        return base::Secret(old.reveal() + "x");
    };
    EXPECT_EQ(error_of([&] { git::Remote(renewing).look(); }).code, base::Code::unauthenticated);
    EXPECT_EQ(refused.size(), 2U);
}

TEST_F(TokenTest, SourceThatFailsEndsTheCallWithItsOwnError)
{
    auto failing = settings();
    failing.token = [](const base::Secret&) -> base::Secret {
        throw base::Error(base::Code::limited, "Later.");
    };
    const auto error = error_of([&] { git::Remote(failing).look(); });
    EXPECT_EQ(error.code, base::Code::limited);
    EXPECT_EQ(error.message, "Later.");
}

TEST_F(TokenTest, IsSentOnlyWhenItIsAskedFor)
{
    // The server asks first: whoever redirects or imitates it without asking gets nothing.
    remote_->look();
    const auto call = "GET /" + name_ + "/info/refs?service=git-upload-pack ";
    EXPECT_THAT(server().calls(name_, " 200"), testing::ElementsAre(call + "401", call + "200"));
}

class Address : public RemoteTest {
protected:
    base::Error error_at(const std::string& path)
    {
        auto elsewhere = settings();
        elsewhere.url = server().address() + path;
        return error_of([&] { git::Remote(elsewhere).look(); });
    }
};

TEST_F(Address, MustBeHttpsOrOfThisMachine)
{
    for (const std::string url :
         {"http://github.com/a/b.git",
          "http://127.0.0.1.example.com/b.git",
          "http://localhost.example.com/b.git",
          "http://[::ffff:10.0.0.1]/x",
          "file:///etc",
          "/etc",
          "ssh://git@github.com/a/b.git",
          "git@github.com:a/b.git",
          "git://github.com/a/b.git",
          "https://token@github.com/a/b.git",
          "https://me:token@github.com/a/b.git",
          "https:///a/b.git",
          "https://",
          "https://github.com/a b.git",
          "https://github.com/a\nb.git",
          "ext::sh -c id",
          ""}) {
        const auto error = error_of([&] { git::Remote({url, folder_.at("none"), source("t")}); });
        EXPECT_EQ(error.code, base::Code::invalid) << url;
        EXPECT_THAT(error.message, Not(HasSubstr("token@")));
    }
    for (const std::string url :
         {"https://github.com/a/b.git", "http://127.0.0.1:1/x", "http://localhost/x", "http://[::1]:80/x"})
        EXPECT_EQ(git::Remote({url, folder_.at("some"), source("t")}).url(), url);
}

TEST_F(Address, OfAMovedRepositoryIsFollowedOnItsHostOnly)
{
    auto moved = settings();
    moved.url = server().address() + "/moved/" + name_;
    const git::Remote remote(moved);
    EXPECT_EQ(remote.look().default_branch, "main");
    EXPECT_EQ(remote.create_branch("new", write(remote, "a")), git::Remote::Created::made);

    const auto error = error_at("/elsewhere/" + name_);
    EXPECT_EQ(error.code, base::Code::not_found);
    EXPECT_THAT(error.message, HasSubstr("moved"));
    EXPECT_THAT(server().calls(name_, " 301").back(), HasSubstr("/elsewhere/"));
}

TEST_F(Address, WhereTheServerSaysWhenToComeBack)
{
    const auto wait_at = [&](const std::string& head) {
        support::TcpPeer peer([&](int socket) {
            std::array<char, 4096> call{};
            EXPECT_GT(::recv(socket, call.data(), call.size(), 0), 0);
            const auto answer = "HTTP/1.1 " + head + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            EXPECT_GT(::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL), 0);
        });
        return error_of([&] { git::Remote(settings_at(peer.port())).look(); }).retry_after;
    };
    using std::chrono::seconds;
    EXPECT_EQ(wait_at("429 Too Many Requests\r\nRetry-After: 77\r\n"), seconds(77));
    EXPECT_EQ(wait_at("429 Too Many Requests\r\n"), seconds(60));
    EXPECT_EQ(wait_at("503 Service Unavailable\r\nRETRY-AFTER:9\r\n"), seconds(9));
    EXPECT_EQ(wait_at("503 Service Unavailable\r\nRetry-After: soon\r\n"), std::nullopt);
    EXPECT_EQ(wait_at("503 Service Unavailable\r\nRetry-After: 99999999\r\n"), std::chrono::hours(24));
}

TEST_F(Address, WhereNobodyOrSomethingElseAnswers)
{
    EXPECT_EQ(error_at("/status/429/x").code, base::Code::limited);
    EXPECT_EQ(error_at("/status/503/x").code, base::Code::unavailable);
    EXPECT_EQ(error_at("/status/410/x").code, base::Code::upstream);
    support::TcpPeer closing([](int) {});
    EXPECT_EQ(
        error_of([&] { git::Remote(settings_at(closing.port())).look(); }).code, base::Code::unavailable
    );
    std::uint16_t free_port = 0;
    {
        const support::Listener listener;
        free_port = listener.port();
    }
    EXPECT_EQ(error_of([&] { git::Remote(settings_at(free_port)).look(); }).code, base::Code::unavailable);
    auto unnamed = settings();
    unnamed.url = "https://host.invalid/a.git";
    EXPECT_EQ(error_of([&] { git::Remote(unnamed).look(); }).code, base::Code::unavailable);
}

TEST_F(TokenTest, IsTriedForPushingWithoutATraceAndWithoutACache)
{
    const auto writer = settings();
    EXPECT_TRUE(git::look_to_push(writer).branches.contains("main"));
    const auto call = "GET /" + name_ + "/info/refs?service=git-receive-pack ";
    EXPECT_THAT(server().calls(name_, " 200"), testing::ElementsAre(call + "401", call + "200"));
    const auto reader = settings(support::GitServer::reader);
    EXPECT_EQ(error_of([&] { git::look_to_push(reader); }).code, base::Code::forbidden);
    for (const auto& tried : {writer, reader})
        EXPECT_FALSE(std::filesystem::exists(tried.cache));
    const auto empty_name = "empty-" + name_;
    git::Repository::open_or_create_empty(server().path(empty_name));
    EXPECT_TRUE(git::look_to_push({server().address() + "/" + empty_name, "", writer.token}).branches.empty()
    );
    EXPECT_EQ(
        error_of([&] {
            git::look_to_push({"http://github.com/a/b.git", "", writer.token});
        }).code,
        base::Code::invalid
    );
}

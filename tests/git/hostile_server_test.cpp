#include "base/files.h"
#include "git/remote_fixture.h"

using testing::HasSubstr;
using Fault = support::FaultyRelay::Fault;

class BrokenConnection : public RemoteTest {
protected:
    void SetUp() override
    {
        RemoteTest::SetUp();
        if (IsSkipped())
            return;
        commit_there("main", "large", base::random_hex(20'000));
        relay_ = std::make_unique<support::FaultyRelay>(server().port());
        relay_->heal();
    }

    git::Remote hurried(std::chrono::milliseconds deadline) const
    {
        auto limited = settings_at(relay_->port());
        limited.limits.deadline = deadline;
        limited.limits.fetch_deadline = deadline;
        return git::Remote(limited);
    }

    std::unique_ptr<support::FaultyRelay> relay_;
};

TEST_F(BrokenConnection, EndsAtTheDeadlineWhereTheServerStallsOrTrickles)
{
    for (const auto fault : {Fault::stall, Fault::trickle})
        for (const std::size_t after : {0U, 10U, 600U, 2500U, 12'000U}) {
            const auto remote = hurried(std::chrono::milliseconds(400));
            relay_->fail(fault, after);
            const auto error = error_of([&] { remote.fetch("main"); });
            EXPECT_EQ(error.code, base::Code::unavailable) << after << ": " << error.message;
            EXPECT_THAT(error.message, HasSubstr("within 1 second"));
            relay_->heal();
        }
}

TEST_F(BrokenConnection, EndsAPushAtTheDeadline)
{
    const auto sha = write(*remote_, "a");
    server().set_hook(
        name_,
        "pre-receive",
        "touch \"$GIT_DIR/asked\"; while ! [ -e \"$GIT_DIR/go\" ]; do sleep 0.01; done\n"
    );
    auto limited = settings();
    limited.cache = remote_->cache().path();
    limited.limits.deadline = std::chrono::milliseconds(1500);
    const git::Remote remote(limited);
    EXPECT_EQ(error_of([&] { remote.create_branch("slow", sha); }).code, base::Code::unavailable);
    base::write_file(server().path(name_) + "/go", "");
}

TEST_F(BrokenConnection, IsUnavailableWhereverAFetchIsCutAndTheNextOneIsWhole)
{
    const auto sha = tip("main");
    const git::Remote whole(settings_at(relay_->port()));
    EXPECT_EQ(whole.fetch("main"), sha);
    const auto bytes = relay_->answered();
    ASSERT_GT(bytes, 10'000U);
    for (std::size_t cut = 0; cut + 1000 < bytes; cut += bytes / 16) {
        const git::Remote remote(settings_at(relay_->port()));
        relay_->fail(Fault::cut, cut);
        EXPECT_EQ(error_of([&] { remote.fetch("main"); }).code, base::Code::unavailable) << cut;
        relay_->heal();
        EXPECT_EQ(remote.fetch("main"), sha);
        EXPECT_EQ(RealGit(remote.cache().path())({"fsck", "--connectivity-only"}), "");
    }
}

/// What a server may do that is no Git server, or a hostile one: the answer to whatever is asked.
class HostileServer : public RemoteTest {
protected:
    static std::string line(const std::string& text)
    {
        std::array<char, 5> size{};
        std::snprintf(size.data(), size.size(), "%04zx", text.size() + 4);
        return size.data() + text;
    }

    static std::string head(const std::string& more = "")
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n" + more +
               "\r\n";
    }

    static std::string advertisement(const std::string& refs)
    {
        return line("# service=git-upload-pack\n") + "0000" + refs;
    }

    static inline const std::string some_sha = std::string(40, '1');

    base::Error error_with(const std::function<void(int)>& answer, git::RemoteLimits limits = {})
    {
        support::TcpPeer peer([&](int socket) {
            std::string asked;
            std::array<char, 4096> buffer{};
            while (asked.find("\r\n\r\n") == std::string::npos) {
                const auto count = ::recv(socket, buffer.data(), buffer.size(), 0);
                if (count <= 0)
                    return;
                asked.append(buffer.data(), static_cast<std::size_t>(count));
            }
            answer(socket);
        });
        auto there = settings_at(peer.port());
        there.limits = limits;
        const git::Remote remote(there);
        return error_of([&] { remote.fetch("main"); });
    }

    base::Error error_with(const std::string& answer)
    {
        return error_with([&](int socket) { support::send_all(socket, answer.data(), answer.size()); });
    }
};

TEST_F(HostileServer, CannotSendWithoutEnd)
{
    git::RemoteLimits limits;
    limits.answer_bytes = 1'000'000;
    limits.deadline = limits.fetch_deadline = std::chrono::minutes(5);
    const auto endless = [&](const std::string& first, const std::string& again) {
        return error_with(
            [&](int socket) {
                bool there = support::send_all(socket, first.data(), first.size());
                while (there)
                    there = support::send_all(socket, again.data(), again.size());
            },
            limits
        );
    };
    const auto ref = line(some_sha + " refs/heads/main\n");
    for (const auto& error :
         {endless(head() + advertisement(line(some_sha + " HEAD" + '\0' + "side-band-64k\n")), ref),
          endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"),
          endless(
              "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nTransfer-Encoding: chunked\r\n\r\n",
              "4\r\nmore\r\n"
          ),
          endless("", "no http at all")})
        EXPECT_TRUE(error.code == base::Code::upstream || error.code == base::Code::unavailable)
            << error.message << error.detail;
}

TEST_F(HostileServer, CannotPassForAGitServer)
{
    const auto length = [](const std::string& body) {
        return "Content-Length: " + std::to_string(body.size()) + "\r\n";
    };
    const auto page = std::string("<html>Log in</html>");
    EXPECT_EQ(
        error_with("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + length(page) + "\r\n" + page).code,
        base::Code::upstream
    );
    const auto refused = advertisement(line("ERR Repository is \033[31marchived\n"));
    EXPECT_EQ(error_with(head(length(refused)) + refused).code, base::Code::upstream);
    for (const std::string& body :
         {std::string("0000"),
          std::string("zzzz"),
          std::string("0001"),
          line("# service=git-receive-pack\n"),
          advertisement("ffff"),
          advertisement(line("x")),
          advertisement(line(std::string(40, 'z') + " refs/heads/main\n") + "0000"),
          advertisement(line(some_sha) + "0000"),
          advertisement(line(some_sha + " HEAD" + '\0' + "symref=HEAD:\n") + "0000"),
          advertisement(
              line(some_sha + " HEAD" + '\0' + "symref=HEAD:refs/heads/../../x agent=") + "0000"
          )}) {
        const auto error = error_with(head(length(body)) + body);
        EXPECT_TRUE(
            error.code == base::Code::unavailable || error.code == base::Code::upstream ||
            error.code == base::Code::not_found
        ) << body
          << ": " << error.message << " " << error.detail;
    }
}

TEST_F(HostileServer, CannotPromiseWhatItDoesNotSend)
{
    // It names a commit and, asked for it, sends an empty pack.
    const auto refs = advertisement(
        line(some_sha + " HEAD" + '\0' + "side-band-64k shallow symref=HEAD:refs/heads/main\n") +
        line(some_sha + " refs/heads/main\n") + "0000"
    );
    int asked = 0;
    const auto error = error_with([&](int socket) {
        const auto body = asked++ == 0 ? refs : line("NAK\n") + "0000";
        const auto kind = asked == 1 ? "advertisement" : "result";
        const auto answer =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/x-git-upload-pack-" +
            std::string(kind) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        support::send_all(socket, answer.data(), answer.size());
    });
    EXPECT_GE(asked, 2);
    EXPECT_TRUE(error.code == base::Code::unavailable || error.code == base::Code::upstream)
        << error.message << " " << error.detail;
}

TEST_F(HostileServer, CannotSendMoreThanAFetchMayBring)
{
    commit_there("main", "large", base::random_hex(200'000));
    auto small = settings();
    small.limits.answer_bytes = 10'000;
    small.limits.fetched_bytes = 100'000;
    const git::Remote remote(small);
    const auto error = error_of([&] { remote.fetch("main"); });
    EXPECT_EQ(error.code, base::Code::upstream);
    EXPECT_THAT(error.message, HasSubstr("larger than allowed"));
    EXPECT_EQ(remote.look().default_branch, "main");
}

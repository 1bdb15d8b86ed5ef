#include "base/text.h"
#include "git/edge.h"
#include "git/remote_fixture.h"

#include <atomic>

using testing::HasSubstr;

class Certificate : public RemoteTest {
protected:
    git::RemoteSettings secure(const std::string& address)
    {
        auto there = settings();
        there.url = address + "/infra.git";
        return there;
    }

    /// A proxy's part: connects where CONNECT says, and passes everything on.
    static void tunnel(int client, std::uint16_t server)
    {
        std::array<char, 65536> buffer{};
        std::string asked;
        while (asked.find("\r\n\r\n") == std::string::npos) {
            const auto count = ::recv(client, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                return;
            asked.append(buffer.data(), static_cast<std::size_t>(count));
        }
        if (!asked.starts_with("CONNECT localhost:" + std::to_string(server) + " "))
            return;
        const std::string yes = "HTTP/1.1 200 OK\r\n\r\n";
        support::send_all(client, yes.data(), yes.size());
        support::FaultyRelay::pass_all(client, server);
    }
};

TEST_F(Certificate, MustBeTrustedByThisMachineAndBeForTheHost)
{
    const support::GitServer server(support::GitServer::Wire::tls);
    server.make("infra.git", first_);
    const git::Remote remote(secure(server.secure_address()));
    const auto error = error_of([&] { remote.look(); });
    EXPECT_EQ(error.code, base::Code::unavailable);
    EXPECT_THAT(error.message, HasSubstr("certificate"));

    git::trust_certificates(server.certificate());
    EXPECT_EQ(remote.look().default_branch, "main");
    EXPECT_EQ(remote.create_branch("new", write(remote, "a")), git::Remote::Created::made);
    const auto by_number = base::replaced(server.secure_address(), "localhost", "127.0.0.1");
    const git::Remote other_name(secure(by_number));
    EXPECT_THAT(error_of([&] { other_name.look(); }).message, HasSubstr("certificate"));
    git::trust_certificates("/etc/ssl/certs/ca-certificates.crt");
    EXPECT_THAT(error_of([&] { remote.look(); }).message, HasSubstr("certificate"));
}

TEST_F(Certificate, IsLookedAtThroughTheProxyOfTheEnvironmentToo)
{
    const support::GitServer server(support::GitServer::Wire::tls);
    server.make("infra.git", first_);
    std::atomic<int> tunnels = 0;
    support::TcpPeer proxy([&](int client) {
        ++tunnels;
        tunnel(client, server.port());
    });
    const git::Remote remote(secure(server.secure_address()));
    ::setenv("https_proxy", ("http://127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);
    ::setenv("no_proxy", "", 1);
    const auto error = error_of([&] { remote.look(); });
    EXPECT_THAT(error.message, HasSubstr("certificate"));
    EXPECT_EQ(tunnels, 1);
    git::trust_certificates(server.certificate());
    EXPECT_EQ(remote.fetch("main"), RealGit(server.path("infra.git"))({"rev-parse", "main"}));
    EXPECT_GT(tunnels, 1);
    git::trust_certificates("/etc/ssl/certs/ca-certificates.crt");
    ::unsetenv("https_proxy");
    ::unsetenv("no_proxy");
}

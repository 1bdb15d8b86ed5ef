#include "git/edge.h"
#include "git/remote_fixture.h"

using testing::HasSubstr;

class Certificate : public RemoteTest {
protected:
    git::RemoteSettings secure(const std::string& address)
    {
        auto there = settings();
        there.url = address + "/infra.git";
        return there;
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

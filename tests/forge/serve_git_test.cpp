#include "forge/git_http_peer.h"
#include "forge/local_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

using testing::HasSubstr;
using testing::StartsWith;

class ServedRepository : public testing::Test {
protected:
    std::string path() const { return world_.repository.path(); }

    std::string clone(const std::string& protocol)
    {
        const auto place = world_.directory.at("clone-v" + protocol);
        outside_({"-c", "protocol.version=" + protocol, "clone", "-q", peer_.address(), place});
        return place;
    }

    LocalWorld world_;
    GitHttpPeer peer_{world_.repository.path()};
    RealGit outside_{"/"};
};

TEST_F(ServedRepository, IsClonedByGitInEveryProtocolVersion)
{
    world_.add_to_base({{"terraform/dev/s3/a/main.tf", std::string(300'000, 'x')}});
    world_.repository.create_branch("groundwork/a", world_.repository.branch("main"));
    for (const std::string protocol : {"0", "1", "2"}) {
        const RealGit copy(clone(protocol));
        EXPECT_EQ(copy.files_at("HEAD"), world_.files_at("main")) << protocol;
        EXPECT_EQ(copy({"rev-parse", "origin/groundwork/a"}), world_.sha_of("main"));
        EXPECT_EQ(copy.try_run({"fsck", "--strict"}).exit_code, 0);
    }
}

TEST_F(ServedRepository, IsFetchedFromAgain)
{
    const RealGit copy(clone("2"));
    world_.add_to_base({{"later", "x"}});
    copy({"fetch", "-q"});
    EXPECT_EQ(copy({"rev-parse", "origin/main"}), world_.sha_of("main"));
}

TEST_F(ServedRepository, CannotBePushedTo)
{
    const RealGit copy(clone("2"));
    copy({"commit", "-q", "--allow-empty", "-m", "x"});
    const auto before = world_.sha_of("main");
    const auto push = copy.try_run({"push", "origin", "HEAD:main"});
    EXPECT_NE(push.exit_code, 0);
    EXPECT_THAT(push.errors, HasSubstr("403"));
    EXPECT_THAT(push.errors, HasSubstr("read-only"));
    EXPECT_EQ(world_.sha_of("main"), before);
}

TEST_F(ServedRepository, IsServedWhenAnotherUserOwnsIt)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root can give files away";
    const auto expected = world_.files_at("main");
    base::Command give_away;
    give_away.argv = {"chown", "-R", "65534", path()};
    ASSERT_EQ(base::run(give_away).exit_code, 0);
    EXPECT_EQ(RealGit(clone("2")).files_at("HEAD"), expected);
}

TEST_F(ServedRepository, PassesOverAProtocolThatGitDoesNotKnow)
{
    const auto plain = forge::advertise_refs(path(), "");
    EXPECT_THAT(plain.body, StartsWith("001e# service=git-upload-pack\n0000"));
    EXPECT_EQ(plain.content_type, "application/x-git-upload-pack-advertisement");
    EXPECT_EQ(forge::advertise_refs(path(), "version=2\nGIT_DIR=/").body, plain.body);
    EXPECT_EQ(forge::advertise_refs(path(), "version=99").body, plain.body);
    EXPECT_EQ(forge::advertise_refs(path(), "version=2:more=1").body, plain.body);
    EXPECT_THAT(forge::advertise_refs(path(), "version=2").body, StartsWith("000eversion 2\n"));
}

TEST_F(ServedRepository, RefusesABodyThatGitDoesNotUnderstand)
{
    const auto code_of = [&](const std::string& body) {
        try {
            forge::upload_pack(path(), "version=2", body, [](std::string_view) { return true; });
        } catch (const base::Error& error) {
            return error.code;
        }
        return base::Code::internal;
    };
    EXPECT_EQ(code_of("zzzz not a packet"), base::Code::invalid);
    EXPECT_EQ(code_of("0014command=ls-refs\n"), base::Code::invalid);
}

TEST_F(ServedRepository, StopsQuietlyWhenThePeerHasGone)
{
    int pieces = 0;
    forge::upload_pack(path(), "version=2", "0014command=ls-refs\n00010000", [&](std::string_view) {
        ++pieces;
        return false;
    });
    EXPECT_EQ(pieces, 1);
}

TEST_F(ServedRepository, ThatIsNotThereIsUnavailable)
{
    try {
        forge::advertise_refs(path() + "-not", "");
        FAIL() << "nothing was thrown";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::unavailable);
        EXPECT_THAT(error.message, testing::Not(HasSubstr(path())));
    }
}

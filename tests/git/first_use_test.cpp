#include "git/remote_fixture.h"

/// The promise of the first use of a repository, in bytes: those are the same on every machine.
class FirstUse : public RemoteTest {
protected:
    /// Commits of one file each, in a tree of 200 files.
    void grow_history(int commits) const
    {
        std::string program;
        for (int number = 0; number < commits; ++number) {
            const auto text = base::random_hex(500);
            program +=
                "commit refs/heads/main\ncommitter A <a@b.c> " + std::to_string(1'700'000'001 + number) +
                " +0000\ndata 1\nx\n" + (number == 0 ? "from refs/heads/main^0\n" : "") + "M 644 inline f" +
                std::to_string(number % 200) + "\ndata " + std::to_string(text.size()) + "\n" + text + "\n";
        }
        (*there_)({"fast-import", "--quiet"}, program);
    }

    /// That git's own clone receives.
    std::size_t cloned(support::FaultyRelay& relay, const std::vector<std::string>& how) const
    {
        base::Command command;
        command.argv = {"git", "clone", "-q", "--bare"};
        command.argv.insert(command.argv.end(), how.begin(), how.end());
        const auto address = "http://x-access-token:" + std::string(support::GitServer::writer) +
                             "@127.0.0.1:" + std::to_string(relay.port()) + "/" + name_;
        command.argv.insert(command.argv.end(), {address, folder_.at("clone-" + base::random_hex(4))});
        command.environment = {
            {"PATH", "/usr/bin:/bin"}, {"GIT_CONFIG_NOSYSTEM", "1"}, {"HOME", "/nonexistent"}};
        relay.heal();
        const auto finished = base::run(command);
        EXPECT_EQ(finished.exit_code, 0) << finished.errors;
        return relay.answered();
    }
};

TEST_F(FirstUse, BringsHardlyMoreThanACloneOfDepthOne)
{
    grow_history(2'000);
    support::FaultyRelay relay(server().port());
    const auto clone = cloned(relay, {"--depth", "1"});
    ASSERT_GT(cloned(relay, {}), 5 * clone) << "there is no history to be spared";
    const git::Remote remote(settings_at(relay.port()));
    relay.heal();
    remote.fetch("main");
    EXPECT_LE(relay.answered(), clone * 13 / 10);
    EXPECT_GT(relay.answered(), clone / 2) << "that cannot be all";
}

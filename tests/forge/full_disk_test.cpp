#include "forge/remote_branches.h"
#include "forge/remote_world.h"
#include "support/error_of.h"
#include "support/full_disk.h"

namespace {

/// Wherever the cache's disk is full, in what is fetched or in what is written, the push is put off and
/// nothing is there; with space again the same push goes through.
TEST(RemoteBranchesOnAFullDisk, ArePutOffUntilThereIsSpace)
{
    if (!support::GitServer::installed())
        GTEST_SKIP() << "nginx and fcgiwrap are not installed";
    const NoForge world;
    std::string large;
    for (int i = 0; i < 2'000; ++i)
        large += base::random_hex(16) + "\n";
    world.commit("main", {{"large", large}});
    const std::string directory = "terraform/dev/s3/logs";
    const forge::Branch logs{
        "groundwork/dev-s3-logs",
        world.sha_of("main"),
        {{directory + "/main.tf", large}},
        "Add logs\n\nGroundwork-Request: req-1\n",
        base::from_micros(1'800'000'000'000'000),
        {directory}};
    for (const bool fetched : {false, true}) {
        const auto remote = world.remote();
        forge::RemoteBranches forge(remote, {});
        if (fetched)
            remote.fetch("main");
        const auto error = [&] {
            const support::FullDisk full(10'000);
            return error_of([&] { forge.push(logs); });
        }();
        EXPECT_EQ(error.code, base::Code::unavailable) << fetched << ": " << error.message << error.detail;
        EXPECT_FALSE(world.has_branch(logs.name)) << fetched;
        const auto sha = forge.push(logs);
        EXPECT_EQ(sha, world.sha_of(logs.name)) << fetched;
        EXPECT_EQ(world.files_at(logs.name).at(directory + "/main.tf"), large) << fetched;
        EXPECT_TRUE(forge.drop(logs));
    }
}

/// All that is fetched fits, and only what is written does not: libgit2 gives no reason then.
TEST(RemoteBranchesOnAFullDisk, ArePutOffWhereOnlyTheirOwnFilesFindNoSpace)
{
    if (!support::GitServer::installed())
        GTEST_SKIP() << "nginx and fcgiwrap are not installed";
    const NoForge world;
    const std::string directory = "terraform/dev/s3/logs";
    const forge::Branch logs{
        "groundwork/dev-s3-logs",
        world.sha_of("main"),
        {{directory + "/main.tf", base::random_hex(50'000)}},
        "Add logs\n\nGroundwork-Request: req-1\n",
        base::from_micros(1'800'000'000'000'000),
        {directory}};
    forge::RemoteBranches forge(world.remote(), {});
    const auto error = [&] {
        const support::FullDisk full(10'000);
        return error_of([&] { forge.push(logs); });
    }();
    EXPECT_EQ(error.code, base::Code::unavailable) << error.message << error.detail;
    EXPECT_FALSE(world.has_branch(logs.name));
    EXPECT_EQ(forge.push(logs).size(), 40U);
    EXPECT_TRUE(world.has_branch(logs.name));
}

}  // namespace

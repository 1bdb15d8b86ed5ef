#include "forge/github_world.h"

namespace {

/// How GitHub answers to this label's address.
int status_of(GitHubWorld& world, forge::GitHubApi& api, const std::string& label)
{
    world.clock.advance(std::chrono::seconds(1));
    api.read("/repos/acme/infra/labels/" + label, "read a label");
    return world.github.ledger().back().status;
}

}  // namespace

TEST(GitHubApiMemory, HoldsTheAnswersOfManyPullRequests)
{
    GitHubWorld world;
    for (int i = 0; i < 1'000; ++i)
        world.github.labels.insert("label" + std::to_string(i));
    for (const auto& label : world.github.labels)
        ASSERT_EQ(status_of(world, world.side.api, label), 200);
    for (const auto& label : world.github.labels)
        ASSERT_EQ(status_of(world, world.side.api, label), 304);
}

TEST(GitHubApiMemory, HasABoundAndLosesWhatWasNotUsedForTheLongestTime)
{
    GitHubWorld world;
    world.github.labels = {"a", "b"};
    forge::GitHubApi api(
        "https://api.github.test", {world.network, world.side.limits, world.side.account}, 8'000
    );
    EXPECT_EQ(status_of(world, api, "a"), 200);
    EXPECT_EQ(status_of(world, api, "b"), 200);
    for (int i = 0; i < 20; ++i) {
        world.github.labels.insert("c" + std::to_string(i));
        EXPECT_EQ(status_of(world, api, "c" + std::to_string(i)), 200);
        EXPECT_EQ(status_of(world, api, "a"), 304);
    }
    EXPECT_EQ(status_of(world, api, "b"), 200);
}

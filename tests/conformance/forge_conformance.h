#pragma once

#include "base/error.h"
#include "conformance/forge_world.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <thread>

struct ForgeKind {
    std::string name;
    std::function<std::unique_ptr<ForgeWorld>()> make_world;  ///< nullptr: its Git server is not installed

    friend void PrintTo(const ForgeKind& kind, std::ostream* out) { *out << kind.name; }
};

/// What every kind of forge promises (forge/forge.h). A kind instantiates the suite with its world, in the
/// one file that includes this one.
class ForgeConformance : public testing::TestWithParam<ForgeKind> {
protected:
    void SetUp() override
    {
        if (!world_)
            GTEST_SKIP() << GetParam().name << ": nginx and fcgiwrap are not installed";
    }

    forge::Branch branch(const std::string& name = "logs")
    {
        const auto directory = "terraform/dev/s3/" + name;
        return {
            "groundwork/dev-s3-" + name,
            world_->forge().base_sha(),
            {{directory + "/main.tf", "# " + name + "\n"}, {directory + "/.groundwork.json", "{}\n"}},
            "Add " + name + "\n",
            base::from_micros(1'800'000'000'000'000),
            {directory},
        };
    }

    forge::Proposal proposal(const forge::Branch& branch, const std::string& sha)
    {
        return {
            branch.name,
            sha,
            "Add a bucket",
            "Body with `ünïcode`\n",
            {"infrastructure", "env:dev"},
            "alice"};
    }

    base::Error refused(const forge::Branch& branch)
    {
        return error_of([&] { world_->forge().push(branch); });
    }

    std::unique_ptr<ForgeWorld> world_ = GetParam().make_world();
};

TEST_P(ForgeConformance, PushMakesTheBranchWithExactlyItsFilesOverTheBase)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    auto expected = logs.files;
    expected["README.md"] = world_->files_at(logs.base_sha).at("README.md");
    EXPECT_EQ(world_->files_at(logs.name), expected);
    EXPECT_EQ(world_->sha_of(logs.name), sha);
}

TEST_P(ForgeConformance, PushAgainChangesNothing)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    EXPECT_EQ(world_->forge().push(logs), sha);
    world_->add_to_base({{"elsewhere", "x"}});
    EXPECT_EQ(world_->forge().push(logs), sha);
}

TEST_P(ForgeConformance, PushAgainIsFineAfterItsFilesCameIntoTheBase)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    world_->add_to_base(logs.files);
    EXPECT_EQ(world_->forge().push(logs), sha);
}

TEST_P(ForgeConformance, PushDoesNotTouchABranchThatHoldsSomethingElse)
{
    auto logs = branch();
    const auto sha = world_->forge().push(logs);
    logs.files.begin()->second = "other";
    EXPECT_EQ(refused(logs).code, base::Code::conflict);
    EXPECT_EQ(world_->sha_of(logs.name), sha);
}

TEST_P(ForgeConformance, PushRefusesADirectoryThatTheBaseHoldsAlready)
{
    const auto early = branch();
    world_->add_to_base({{"terraform/dev/s3/logs/main.tf", "taken"}});
    for (const auto& logs : {early, branch()}) {
        const auto error = refused(logs);
        EXPECT_EQ(error.code, base::Code::conflict);
        EXPECT_THAT(error.message, testing::HasSubstr("terraform/dev/s3/logs"));
        EXPECT_FALSE(world_->has_branch(logs.name));
    }
}

TEST_P(ForgeConformance, PushRefusesFilesOutsideItsDirectories)
{
    for (const std::string path :
         {"../x",
          "terraform/dev/s3/logs/../../x",
          "terraform/dev/s3/logs2/x",
          "terraform/dev/s3/logs",
          "README.md",
          ".github/workflows/x.yml",
          "terraform/dev/s3/logs/.git/hooks/x",
          "terraform/dev/s3/logs/.GIT/config",
          "terraform/dev/s3/logs/git~1/x",
          "terraform/dev/s3/logs//x",
          "/terraform/dev/s3/logs/x",
          "",
          "terraform/dev/s3/logs/",
          "terraform/dev/s3/logs/.gitmodules",
          "terraform/dev/s3/logs/.gitattributes",
          "terraform/dev/s3/logs/.GitHub/CODEOWNERS",
          "terraform/dev/s3/logs/a\\b"}) {
        auto logs = branch();
        logs.files[path] = "x";
        EXPECT_EQ(refused(logs).code, base::Code::invalid) << path;
        EXPECT_FALSE(world_->has_branch(logs.name));
    }
    auto cut = branch();
    cut.files[std::string("terraform/dev/s3/logs/a\0b", 25)] = "x";
    EXPECT_EQ(refused(cut).code, base::Code::invalid);
}

TEST_P(ForgeConformance, PushRefusesDirectoriesThatSteerTheServer)
{
    for (const std::string directory : {".github/workflows", ".git/hooks", "", ".", "..", "a/../.."}) {
        auto logs = branch();
        logs.directories = {directory};
        logs.files = {{directory + "/x", "x"}};
        EXPECT_EQ(refused(logs).code, base::Code::invalid) << directory;
    }
}

TEST_P(ForgeConformance, PushOfNothingIsRefused)
{
    auto logs = branch();
    logs.files.clear();
    EXPECT_EQ(refused(logs).code, base::Code::invalid);
}

TEST_P(ForgeConformance, DropRemovesABranchAndIsFineWithNone)
{
    const auto logs = branch();
    world_->forge().push(logs);
    EXPECT_TRUE(world_->forge().drop(logs));
    EXPECT_FALSE(world_->forge().drop(logs));
    EXPECT_FALSE(world_->has_branch(logs.name));
}

TEST_P(ForgeConformance, DropLeavesWhatItDidNotPush)
{
    const auto logs = branch();
    world_->forge().push(logs);
    auto other = logs;
    other.message = "Another one\n";
    EXPECT_EQ(error_of([&] { world_->forge().drop(other); }).code, base::Code::conflict);
    EXPECT_TRUE(world_->has_branch(logs.name));
}

TEST_P(ForgeConformance, OpenTellsWhatItOpened)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    const auto pull = world_->forge().open(proposal(logs, sha));
    EXPECT_GT(pull.number, 0);
    EXPECT_EQ(pull.title, "Add a bucket");
    EXPECT_EQ(pull.body, "Body with `ünïcode`\n");
    EXPECT_THAT(pull.labels, testing::UnorderedElementsAre("infrastructure", "env:dev"));
    EXPECT_EQ(pull.state, "open");
    EXPECT_EQ(pull.branch, logs.name);
    EXPECT_EQ(pull.head_sha, sha);
    EXPECT_EQ(pull.base_sha, logs.base_sha);
    EXPECT_EQ(pull.merge_sha, "");
    EXPECT_EQ(pull.closed_at, std::nullopt);
    EXPECT_THAT(pull.url, testing::HasSubstr(std::to_string(pull.number)));
}

TEST_P(ForgeConformance, OpenAgainGivesTheSamePullRequest)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    const auto first = world_->forge().open(proposal(logs, sha));
    auto again = proposal(logs, sha);
    again.title = "Another title";
    EXPECT_EQ(world_->forge().open(again).number, first.number);
    EXPECT_EQ(world_->forge().open(again).title, first.title);
}

TEST_P(ForgeConformance, FindsAPullRequestByItsBranch)
{
    const auto logs = branch();
    EXPECT_FALSE(world_->forge().find_by_branch(logs.name));
    const auto sha = world_->forge().push(logs);
    EXPECT_FALSE(world_->forge().find_by_branch(logs.name));
    const auto pull = world_->forge().open(proposal(logs, sha));
    ASSERT_TRUE(world_->forge().find_by_branch(logs.name));
    EXPECT_EQ(world_->forge().find_by_branch(logs.name)->number, pull.number);
    EXPECT_EQ(world_->forge().find_by_branch(logs.name)->url, pull.url);
}

TEST_P(ForgeConformance, OpenNeedsItsBranch)
{
    const auto logs = branch();
    EXPECT_EQ(
        error_of([&] { world_->forge().open(proposal(logs, logs.base_sha)); }).code, base::Code::not_found
    );
}

TEST_P(ForgeConformance, OpenRefusesABranchThatSomebodyHasPushedToAndAdoptsAnOpenedOne)
{
    const auto logs = branch();
    const auto sha = world_->forge().push(logs);
    const auto elsewhere = proposal(logs, logs.base_sha);
    EXPECT_EQ(error_of([&] { world_->forge().open(elsewhere); }).code, base::Code::conflict);
    EXPECT_FALSE(world_->forge().find_by_branch(logs.name));
    const auto pull = world_->forge().open(proposal(logs, sha));
    EXPECT_EQ(world_->forge().open(elsewhere).number, pull.number);
}

TEST_P(ForgeConformance, SixteenThreadsPushAndOpenTheirOwnBranches)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, mine = branch("b" + std::to_string(i))] {
            const auto sha = world_->forge().push(mine);
            EXPECT_EQ(world_->forge().open(proposal(mine, sha)).head_sha, sha);
        });
    for (auto& thread : threads)
        thread.join();
    std::set<std::int64_t> numbers;
    for (int i = 0; i < 16; ++i)
        numbers.insert(world_->forge().find_by_branch(branch("b" + std::to_string(i)).name).value().number);
    EXPECT_EQ(numbers.size(), 16U);
}

TEST_P(ForgeConformance, SixteenThreadsOnOneBranchAgree)
{
    const auto logs = branch();
    std::vector<std::string> shas(16);
    std::vector<std::int64_t> numbers(16);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 16; ++i)
        threads.emplace_back([&, i] {
            shas[i] = world_->forge().push(logs);
            numbers[i] = world_->forge().open(proposal(logs, shas[i])).number;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_THAT(shas, testing::Each(shas[0]));
    EXPECT_THAT(numbers, testing::Each(numbers[0]));
}

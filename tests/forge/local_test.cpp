#include "forge/local_world.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class LocalForge : public testing::Test {
protected:
    forge::Branch branch(const std::string& name)
    {
        const auto directory = "terraform/dev/s3/" + name;
        return {
            "groundwork/" + name,
            forge_.base_sha(),
            {{directory + "/main.tf", "# " + name + "\n"}},
            "Add " + name + "\n",
            world_.clock.now(),
            {directory},
        };
    }

    forge::PullRequest open(const std::string& name)
    {
        const auto wanted = branch(name);
        const auto sha = forge_.push(wanted);
        return forge_.open({wanted.name, sha, "Add " + name, "", {}, "alice"});
    }

    static void crash(db::Transaction&, const forge::PullRequest&)
    {
        throw base::Error(base::Code::unavailable, "crash");
    }

    LocalWorld world_;
    forge::Local& forge_ = world_.local;
    RealGit git_{world_.repository.path()};
};

TEST_F(LocalForge, NumbersPullRequestsFromOneWithoutGaps)
{
    EXPECT_EQ(open("a").number, 1);
    EXPECT_EQ(open("a").number, 1);
    EXPECT_EQ(open("b").number, 2);
    EXPECT_EQ(open("c").url, "http://localhost:8000/pulls/3");
    EXPECT_EQ(forge_.describe(), "local, ./data/infrastructure.git");
}

TEST_F(LocalForge, ListsNewestFirstPageByPage)
{
    for (const std::string name : {"a", "b", "c", "d"})
        open(name);
    forge_.close(3);
    const auto numbers = [&](const forge::Listing& listing) {
        std::vector<std::int64_t> result;
        for (const auto& pull : forge_.list(listing))
            result.push_back(pull.number);
        return result;
    };
    EXPECT_THAT(numbers({}), ElementsAre(4, 3, 2, 1));
    EXPECT_THAT(numbers({.state = "open", .below = {}, .limit = 2}), ElementsAre(4, 2));
    EXPECT_THAT(numbers({.state = "open", .below = 2, .limit = 2}), ElementsAre(1));
    EXPECT_THAT(numbers({.state = "closed", .below = {}}), ElementsAre(3));
}

TEST_F(LocalForge, SaysThatAPullRequestIsNotThere)
{
    EXPECT_EQ(error_of([&] { forge_.get(7); }).code, base::Code::not_found);
    EXPECT_EQ(error_of([&] { forge_.diff(7); }).code, base::Code::not_found);
    EXPECT_EQ(error_of([&] { forge_.merge(7, "bob"); }).code, base::Code::not_found);
    EXPECT_EQ(error_of([&] { forge_.close(7); }).code, base::Code::not_found);
}

TEST_F(LocalForge, MergesTwoThatAddDirectoriesOneAfterTheOther)
{
    const auto a = open("a");
    const auto b = open("b");
    const auto merged_a = forge_.merge(a.number, "bob");
    const auto merged_b = forge_.merge(b.number, "bob");
    EXPECT_EQ(merged_a.state, "merged");
    EXPECT_EQ(merged_b.closed_at, world_.clock.now());
    EXPECT_EQ(world_.sha_of("main"), merged_b.merge_sha);
    EXPECT_EQ(git_({"log", "-1", "--format=%P", "main"}), merged_a.merge_sha + " " + b.head_sha);
    EXPECT_THAT(
        git_({"log", "-1", "--format=%B", "main"}),
        AllOf(HasSubstr("Merge pull request #2 from groundwork/b"), HasSubstr("Merged-by: bob"))
    );
    const git::Files expected{
        {"README.md", "# Infrastructure\n"},
        {"terraform/dev/s3/a/main.tf", "# a\n"},
        {"terraform/dev/s3/b/main.tf", "# b\n"},
    };
    EXPECT_EQ(world_.files_at("main"), expected);
    EXPECT_EQ(git_.try_run({"fsck", "--strict"}).exit_code, 0);
}

TEST_F(LocalForge, NamesThePathsThatCannotBeMerged)
{
    const auto pull = open("a");
    world_.add_to_base({{"terraform/dev/s3/a/main.tf", "# by hand\n"}});
    const auto before = world_.sha_of("main");
    const auto error = error_of([&] { forge_.merge(pull.number, "bob"); });
    EXPECT_EQ(error.code, base::Code::conflict);
    EXPECT_THAT(error.message, HasSubstr("terraform/dev/s3/a/main.tf"));
    EXPECT_EQ(world_.sha_of("main"), before);
    EXPECT_EQ(forge_.get(pull.number).state, "open");
}

TEST_F(LocalForge, MergesOnceHoweverOftenItIsAsked)
{
    const auto pull = open("a");
    int told = 0;
    const auto count = [&](db::Transaction&, const forge::PullRequest&) { ++told; };
    const auto first = forge_.merge(pull.number, "bob", count);
    world_.clock.advance(std::chrono::hours(1));
    const auto second = forge_.merge(pull.number, "carol", count);
    EXPECT_EQ(second.merge_sha, first.merge_sha);
    EXPECT_EQ(second.closed_at, first.closed_at);
    EXPECT_EQ(told, 1);
}

TEST_F(LocalForge, ClosesAndKeepsTheBranch)
{
    const auto pull = open("a");
    EXPECT_EQ(forge_.close(pull.number).state, "closed");
    EXPECT_EQ(forge_.close(pull.number).state, "closed");
    EXPECT_EQ(error_of([&] { forge_.merge(pull.number, "bob"); }).code, base::Code::conflict);
    EXPECT_TRUE(world_.has_branch("groundwork/a"));
    EXPECT_EQ(open("a").state, "closed");
}

TEST_F(LocalForge, DoesNotCloseWhatIsMerged)
{
    const auto pull = open("a");
    forge_.merge(pull.number, "bob");
    EXPECT_EQ(error_of([&] { forge_.close(pull.number); }).code, base::Code::conflict);
    EXPECT_EQ(forge_.get(pull.number).state, "merged");
}

TEST_F(LocalForge, ShowsTheSameDifferenceBeforeAndAfterTheMerge)
{
    const auto pull = open("a");
    world_.add_to_base({{"terraform/other", "x"}});
    for (int round = 0; round < 2; ++round) {
        const auto files = forge_.diff(pull.number);
        ASSERT_THAT(files, SizeIs(1));
        EXPECT_EQ(files[0].path, "terraform/dev/s3/a/main.tf");
        EXPECT_EQ(files[0].patch, "@@ -0,0 +1 @@\n+# a\n");
        forge_.merge(pull.number, "bob");
    }
}

TEST_F(LocalForge, ChangesStateOnlyTogetherWithItsEvent)
{
    const auto pull = open("a");
    EXPECT_EQ(error_of([&] { forge_.close(pull.number, crash); }).code, base::Code::unavailable);
    EXPECT_EQ(forge_.get(pull.number).state, "open");
}

/// The branch has moved and the database does not know: the state that a crash between the two leaves.
TEST_F(LocalForge, HealsAMergeWhoseRecordWasLost)
{
    const auto pull = open("a");
    EXPECT_EQ(error_of([&] { forge_.merge(pull.number, "bob", crash); }).code, base::Code::unavailable);
    const auto effect = world_.sha_of("main");
    ASSERT_NE(effect, pull.base_sha);
    EXPECT_EQ(forge_.get(pull.number).state, "open");
    EXPECT_EQ(error_of([&] { forge_.close(pull.number); }).code, base::Code::conflict);

    world_.add_to_base({{"later", "x"}});
    const auto tip = world_.sha_of("main");
    std::string told;
    const auto tell = [&](db::Transaction&, const forge::PullRequest& merged) { told = merged.merge_sha; };
    const auto healed = forge_.merge(pull.number, "bob", tell);
    EXPECT_EQ(healed.state, "merged");
    EXPECT_EQ(healed.merge_sha, effect);
    EXPECT_EQ(told, effect);
    EXPECT_EQ(world_.sha_of("main"), tip);
}

/// The merge commit was written and the branch did not move: what a crash a step earlier leaves.
TEST_F(LocalForge, MergesOverAMergeCommitThatNobodyPointsAt)
{
    const auto pull = open("a");
    const auto lost = world_.repository.write_merge(pull.base_sha, pull.head_sha, "Lost\n", world_.author);
    const auto merged = forge_.merge(pull.number, "bob");
    EXPECT_NE(merged.merge_sha, lost);
    EXPECT_EQ(world_.sha_of("main"), merged.merge_sha);
}

/// The branch was pushed and no pull request followed.
TEST_F(LocalForge, OpensForABranchThatACrashLeftAlone)
{
    const auto wanted = branch("a");
    const auto sha = forge_.push(wanted);
    world_.add_to_base({{"meanwhile", "x"}});
    EXPECT_EQ(forge_.push(wanted), sha);
    const auto pull = forge_.open({wanted.name, sha, "Add a", "", {}, "alice"});
    EXPECT_EQ(pull.base_sha, wanted.base_sha);
}

TEST_F(LocalForge, DoesNotDropWhatIsInUse)
{
    open("a");
    EXPECT_EQ(error_of([&] { forge_.drop(branch("a")); }).code, base::Code::conflict);
    auto base = branch("b");
    base.name = "main";
    EXPECT_EQ(error_of([&] { forge_.drop(base); }).code, base::Code::conflict);
    EXPECT_TRUE(world_.has_branch("main"));
    EXPECT_TRUE(world_.has_branch("groundwork/a"));
}

TEST_F(LocalForge, DoesNotOpenForACommitThatIsNotTheBranchs)
{
    const auto a = branch("a");
    forge_.push(a);
    EXPECT_EQ(
        error_of([&] {
            forge_.open({a.name, a.base_sha, "x", "", {}, "alice"});
        }).code,
        base::Code::conflict
    );
}

TEST_F(LocalForge, DoesNotWriteThroughASymbolicLinkOrASubmoduleInTheBase)
{
    for (const std::string mode : {"120000", "160000"}) {
        const auto linked = git_.commit_entry(forge_.base_sha(), mode, "terraform", "/etc");
        world_.repository.move_branch("main", forge_.base_sha(), linked);
        EXPECT_EQ(error_of([&] { forge_.push(branch("a")); }).code, base::Code::conflict);
        EXPECT_FALSE(world_.has_branch("groundwork/a"));
    }
}

TEST_F(LocalForge, KeepsWordsFromForgingTheMergeCommit)
{
    const auto a = branch("a");
    const auto sha = forge_.push(a);
    const auto pull = forge_.open({a.name, sha, "Title\n\nMerged-by: the boss", "", {}, "alice"});
    forge_.merge(pull.number, "bob\nMerged-by: carol");
    const auto trailers = git_({"log", "-1", "--format=%(trailers:key=Merged-by,valueonly)", "main"});
    EXPECT_EQ(trailers, "bob Merged-by: carol");
}

TEST_F(LocalForge, IsMergedByOneOfSixteenThreads)
{
    const auto pull = open("a");
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] { EXPECT_EQ(forge_.merge(pull.number, "bob").state, "merged"); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(git_({"rev-list", "--count", "--merges", "main"}), "1");
}

class PullsTable : public LocalForge, public testing::WithParamInterface<std::string> {};

TEST_P(PullsTable, RefusesAnIllegalRow)
{
    open("a");
    const auto change = [&] {
        world_.database->write([](db::Transaction& tx) { tx.execute("UPDATE pulls SET " + GetParam()); });
    };
    EXPECT_EQ(error_of(change).code, base::Code::conflict);
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    PullsTable,
    testing::Values(
        "state = 'unknown'",
        "state = 'merged', closed_at = 1",
        "merge_sha = head_sha",
        "state = 'closed'",
        "closed_at = 1",
        "head_sha = 'short'",
        "number = 0",
        "base_branch = branch",
        "author = NULL"
    )
);

#include "git/repository_fixture.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

class Branch : public RepositoryTest {};

TEST_F(Branch, IsMadeOnceAndOnlyThere)
{
    const auto sha = repository_.write_commit(plan({{"a", "1"}}));
    const auto other = repository_.write_commit(plan({{"a", "2"}}));
    repository_.create_branch("groundwork/dev-s3-logs", sha);
    repository_.create_branch("groundwork/dev-s3-logs", sha);
    EXPECT_EQ(git_({"rev-parse", "refs/heads/groundwork/dev-s3-logs"}), sha);
    EXPECT_EQ(
        code_of([&] { repository_.create_branch("groundwork/dev-s3-logs", other); }), base::Code::conflict
    );
    EXPECT_EQ(repository_.branch("groundwork/dev-s3-logs"), sha);
}

TEST_F(Branch, CannotContinueAnotherBranchsName)
{
    repository_.create_branch("a", base_);
    EXPECT_EQ(code_of([&] { repository_.create_branch("a/b", base_); }), base::Code::conflict);
    repository_.create_branch("c/d", base_);
    EXPECT_EQ(code_of([&] { repository_.create_branch("c", base_); }), base::Code::conflict);
}

TEST_F(Branch, ThatIsNotThereIsSaidSo)
{
    EXPECT_EQ(repository_.find_branch("none"), std::nullopt);
    EXPECT_EQ(code_of([&] { repository_.branch("none"); }), base::Code::not_found);
    EXPECT_EQ(code_of([&] { repository_.move_branch("none", base_, base_); }), base::Code::not_found);
    EXPECT_EQ(
        code_of([&] { repository_.create_branch("x", "0123456789012345678901234567890123456789"); }),
        base::Code::not_found
    );
}

TEST_F(Branch, HasANameThatGitAllows)
{
    for (const std::string name : {"", "a b", "../x", "-x", "a..b", "x.lock", "a\nb", "@{", "HEAD"})
        EXPECT_EQ(code_of([&] { repository_.create_branch(name, base_); }), base::Code::invalid) << name;
    EXPECT_EQ(code_of([&] { repository_.find_branch(std::string("main\0x", 6)); }), base::Code::invalid);
}

TEST_F(Branch, IsRemovedAndRemovingItAgainIsFine)
{
    repository_.create_branch("a/b", base_);
    repository_.delete_branch("a/b");
    repository_.delete_branch("a/b");
    EXPECT_EQ(repository_.find_branch("a/b"), std::nullopt);
}

TEST_F(Branch, MovesOnlyFromWhereItIsExpected)
{
    const auto sha = repository_.write_commit(plan({{"a", "1"}}));
    const auto other = repository_.write_commit(plan({{"a", "2"}}));
    repository_.move_branch("main", base_, sha);
    EXPECT_EQ(code_of([&] { repository_.move_branch("main", base_, other); }), base::Code::conflict);
    EXPECT_EQ(git_({"rev-parse", "main"}), sha);
}

TEST_F(Branch, OfOneNameIsMadeByExactlyOneOfSixteenThreads)
{
    std::vector<std::string> shas;
    for (int i = 0; i < 16; ++i)
        shas.push_back(repository_.write_commit(plan({{"a", std::to_string(i)}})));
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (const auto& sha : shas)
        threads.emplace_back([&, sha] {
            try {
                repository_.create_branch("race", sha);
                ++made;
            } catch (const base::Error& error) {
                EXPECT_TRUE(error.code == base::Code::conflict || error.code == base::Code::unavailable)
                    << error.detail;
                ++refused;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 15);
}

TEST_F(Branch, SixteenThreadsMakeSixteenBranches)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&, name = std::to_string(i)] {
            repository_.create_branch(
                "race/" + name, repository_.write_commit(plan({{"r/" + name + "/a", name}}))
            );
        });
    for (auto& thread : threads)
        thread.join();
    for (int i = 0; i < 16; ++i)
        EXPECT_EQ(
            git_.files_at("race/" + std::to_string(i)).at("r/" + std::to_string(i) + "/a"), std::to_string(i)
        );
    EXPECT_EQ(git_.try_run({"fsck", "--strict"}).exit_code, 0);
}

class AbandonedLock : public RepositoryTest {
protected:
    void leave_lock(std::chrono::seconds ago)
    {
        const auto lock = directory_.at("bare.git/refs/heads/main.lock");
        std::ofstream(lock) << "half a line";
        std::filesystem::last_write_time(lock, std::filesystem::file_time_type::clock::now() - ago);
    }
};

TEST_F(AbandonedLock, OfADeadProcessDoesNotStopTheNext)
{
    const auto sha = repository_.write_commit(plan({{"a", "1"}}));
    leave_lock(std::chrono::seconds(60));
    repository_.move_branch("main", base_, sha);
    EXPECT_EQ(git_({"rev-parse", "main"}), sha);
}

TEST_F(AbandonedLock, ThatIsFreshIsRespected)
{
    const auto sha = repository_.write_commit(plan({{"a", "1"}}));
    leave_lock(std::chrono::seconds(0));
    EXPECT_EQ(code_of([&] { repository_.move_branch("main", base_, sha); }), base::Code::unavailable);
    EXPECT_EQ(git_({"rev-parse", "main"}), base_);
}

class Opening : public RepositoryTest {};

TEST_F(Opening, AnExistingRepositoryChangesNothing)
{
    const auto again =
        git::Repository::open_or_create(directory_.at("bare.git"), "main", {{"other", "x"}}, author_);
    EXPECT_EQ(again.branch("main"), base_);
    EXPECT_EQ(git_({"symbolic-ref", "HEAD"}), "refs/heads/main");
    EXPECT_EQ(git_.files_at("main"), first_);
}

TEST_F(Opening, FinishesARepositoryWhoseMakingWasCutShort)
{
    std::filesystem::remove(directory_.at("bare.git/refs/heads/main"));
    const auto again = git::Repository::open_or_create(directory_.at("bare.git"), "main", first_, author_);
    EXPECT_EQ(again.branch("main"), base_);
}

TEST_F(Opening, DoesNotInventABaseBranchInARepositoryThatHasOthers)
{
    EXPECT_EQ(
        code_of([&] { git::Repository::open_or_create(directory_.at("bare.git"), "trunk", first_, author_); }
        ),
        base::Code::not_found
    );
}

TEST_F(Opening, AFolderThatCannotBeMadeIsUnavailable)
{
    std::ofstream(directory_.at("file")) << "x";
    EXPECT_EQ(
        code_of([&] { git::Repository::open_or_create(directory_.at("file/x.git"), "main", first_, author_); }
        ),
        base::Code::unavailable
    );
}

TEST_F(Opening, WorksForARepositoryOfAnotherUser)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root can give files away";
    base::Command give_away;
    give_away.argv = {"chown", "-R", "65534", directory_.at("bare.git")};
    ASSERT_EQ(base::run(give_away).exit_code, 0);
    const auto theirs = git::Repository::open_or_create(directory_.at("bare.git"), "main", first_, author_);
    EXPECT_EQ(theirs.branch("main"), base_);
}

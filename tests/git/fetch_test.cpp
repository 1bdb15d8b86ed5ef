#include "base/files.h"
#include "git/remote_fixture.h"

using testing::HasSubstr;

class Fetch : public RemoteTest {
protected:
    RealGit cache_of(const git::Remote& remote) const { return RealGit(remote.cache().path()); }

    std::string grow_history(int commits) const
    {
        std::string program;
        for (int i = 0; i < commits; ++i)
            program += "commit refs/heads/main\ncommitter A <a@b.c> " + std::to_string(1'700'000'001 + i) +
                       " +0000\ndata 1\nx\n" + (i == 0 ? "from refs/heads/main^0\n" : "") + "M 644 inline f" +
                       std::to_string(i) + "\ndata 1\nx\n";
        (*there_)({"fast-import", "--quiet"}, program);
        return tip("main");
    }
};

TEST_F(Fetch, LooksAtBranchesAndTheDefaultBranch)
{
    (*there_)({"branch", "groundwork/dev-s3-logs", "main"});
    (*there_)({"tag", "v1", "main"});
    const auto heads = remote_->look();
    EXPECT_EQ(heads.default_branch, "main");
    EXPECT_EQ(
        heads.branches,
        (std::map<std::string, std::string>{{"groundwork/dev-s3-logs", tip("main")}, {"main", tip("main")}})
    );
    (*there_)({"symbolic-ref", "HEAD", "refs/heads/groundwork/dev-s3-logs"});
    EXPECT_EQ(remote_->look().default_branch, "groundwork/dev-s3-logs");
}

TEST_F(Fetch, OfAnEmptyRepositoryFindsNoBranches)
{
    (*there_)({"update-ref", "-d", "refs/heads/main"});
    EXPECT_TRUE(remote_->look().branches.empty());
    EXPECT_EQ(remote_->look().default_branch, "");
    EXPECT_EQ(error_of([&] { remote_->fetch("main"); }).code, base::Code::not_found);
}

TEST_F(Fetch, BringsTheNewestTreeAndNoHistory)
{
    const auto sha = grow_history(30);
    EXPECT_EQ(remote_->fetch("main"), sha);
    EXPECT_EQ(remote_->cache().find_text(sha, "README.md"), first_.at("README.md"));
    EXPECT_EQ(remote_->cache().find_text(sha, "f29"), "x");
    EXPECT_EQ(cache_of(*remote_)({"rev-list", "--count", sha}), "1");
    EXPECT_EQ(cache_of(*remote_)({"fsck", "--connectivity-only"}), "");
}

TEST_F(Fetch, NamesAParentThatTheCacheDoesNotHold)
{
    const auto parent = tip("main");
    const auto sha = commit_there("main", "new", "x");
    remote_->fetch("main");
    ASSERT_TRUE(remote_->cache().find_commit(sha));
    EXPECT_EQ(remote_->cache().find_commit(sha)->parents, std::vector{parent});
    EXPECT_FALSE(remote_->cache().find_commit(parent));
}

TEST_F(Fetch, AgainBringsOnlyWhatIsNew)
{
    std::string large;
    for (int i = 0; i < 20'000; ++i)
        large += base::random_hex(16) + "\n";
    commit_there("main", "large", large);
    support::FaultyRelay relay(server().port());
    const git::Remote remote(settings_at(relay.port()));
    relay.heal();
    remote.fetch("main");
    EXPECT_GT(relay.answered(), 200'000U);
    for (int round = 0; round < 3; ++round) {
        const auto sha = commit_there("main", "small" + std::to_string(round), "x");
        relay.heal();
        EXPECT_EQ(remote.fetch("main"), sha);
        EXPECT_LT(relay.answered(), 10'000U);
        EXPECT_EQ(remote.cache().find_text(sha, "large"), large);
        EXPECT_EQ(cache_of(remote)({"rev-list", "--count", sha}), "1");
    }
}

TEST_F(Fetch, AgainOfTheSameChangesNothing)
{
    const auto sha = grow_history(3);
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(remote_->fetch("main"), sha);
        const auto checked = cache_of(*remote_).try_run({"fsck", "--connectivity-only"});
        EXPECT_EQ(checked.exit_code, 0) << checked.output << checked.errors;
        EXPECT_EQ(remote_->cache().find_text(sha, "README.md"), first_.at("README.md"));
    }
    EXPECT_EQ(remote_->create_branch("new", write(*remote_, "a")), git::Remote::Created::made);
}

TEST_F(Fetch, OfTwoCommitsBringsTheParentsTreeToo)
{
    const auto parent = commit_there("main", "a", "1");
    const auto sha = commit_there("main", "a", "2");
    for (const bool after_another : {false, true}) {
        const git::Remote remote(settings());
        if (after_another)
            remote.fetch("main");
        EXPECT_EQ(remote.fetch("main", 2), sha);
        EXPECT_EQ(remote.cache().find_text(parent, "a"), "1");
        EXPECT_EQ(remote.cache().find_text(sha, "a"), "2");
        EXPECT_EQ(cache_of(remote)({"rev-list", "--count", sha}), "2");
    }
}

TEST_F(Fetch, FollowsABranchThatWasForcedElsewhere)
{
    commit_there("main", "a", "1");
    remote_->fetch("main");
    const auto other = (*there_)({"commit-tree", "main^{tree}", "-m", "Start anew"});
    (*there_)({"update-ref", "refs/heads/main", other});
    EXPECT_EQ(remote_->fetch("main"), other);
    EXPECT_EQ(remote_->cache().find_text(other, "a"), "1");
}

TEST_F(Fetch, BeginsAnewAfterManyPacks)
{
    auto few = settings();
    few.limits.cached_packs = 3;
    const git::Remote remote(few);
    for (int i = 0; i < 4; ++i) {
        commit_there("main", "f" + std::to_string(i), "x");
        remote.fetch("main");
    }
    EXPECT_THAT(cache_of(remote)({"count-objects", "-v"}), HasSubstr("packs: 1\n"));
    EXPECT_EQ(remote.cache().find_text(tip("main"), "f3"), "x");
    EXPECT_EQ(remote.cache().find_text(tip("main"), "f0"), "x");
}

TEST_F(Fetch, BeginsAnewWhereTheCacheCannotBeOpened)
{
    remote_->fetch("main");
    for (const std::string file : {"shallow", "config", "HEAD"}) {
        auto again = settings();
        again.cache = remote_->cache().path();
        base::write_file(std::filesystem::path(again.cache) / file, std::string(100, '\1') + "\n[");
        const git::Remote remote(again);
        EXPECT_EQ(remote.fetch("main"), tip("main")) << file;
        EXPECT_EQ(remote.cache().find_text(tip("main"), "README.md"), first_.at("README.md")) << file;
    }
}

TEST_F(Fetch, OfWhatIsNotThereIsNotFound)
{
    const auto error = error_of([&] { remote_->fetch("none"); });
    EXPECT_EQ(error.code, base::Code::not_found);
    EXPECT_THAT(error.message, HasSubstr("none"));
    EXPECT_EQ(error_of([&] { remote_->fetch("a b"); }).code, base::Code::invalid);
    auto nowhere = settings();
    nowhere.url = server().address() + "/nowhere.git";
    EXPECT_EQ(error_of([&] { git::Remote(nowhere).look(); }).code, base::Code::not_found);
}

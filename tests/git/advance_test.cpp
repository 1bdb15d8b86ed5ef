#include "git/remote_fixture.h"

class Advance : public RemoteTest {
protected:
    void SetUp() override
    {
        RemoteTest::SetUp();
        if (IsSkipped())
            return;
        first_commit_ = write(*remote_, "a", "1\n");
        remote_->create_branch("ours", first_commit_);
    }

    std::string next(const git::Remote& remote, const std::string& content = "2\n") const
    {
        return remote.cache().write_commit({first_commit_, {{"a", content}}, "More\n", author_});
    }

    std::string first_commit_;
};

TEST_F(Advance, MovesTheBranchOnByOneCommit)
{
    const auto sha = next(*remote_);
    remote_->advance_branch("ours", first_commit_, sha);
    EXPECT_EQ(tip("ours"), sha);
    EXPECT_EQ(there_->files_at(sha).at("a"), "2\n");
    EXPECT_EQ(there_->try_run({"fsck", "--strict", "--full"}).exit_code, 0);
}

TEST_F(Advance, ToWhereTheBranchIsAlreadyIsFine)
{
    const auto sha = next(*remote_);
    remote_->advance_branch("ours", first_commit_, sha);
    remote_->advance_branch("ours", first_commit_, sha);
    EXPECT_EQ(tip("ours"), sha);
}

TEST_F(Advance, NeverPassesOverSomebodyElsesCommit)
{
    const auto theirs = commit_there("ours", "b", "hand edit\n");
    const auto error = error_of([&] { remote_->advance_branch("ours", first_commit_, next(*remote_)); });
    EXPECT_EQ(error.code, base::Code::conflict);
    EXPECT_EQ(tip("ours"), theirs);
}

TEST_F(Advance, OfABranchThatIsGoneIsAConflict)
{
    remote_->delete_branch("ours", first_commit_);
    const auto error = error_of([&] { remote_->advance_branch("ours", first_commit_, next(*remote_)); });
    EXPECT_EQ(error.code, base::Code::conflict);
    EXPECT_FALSE(has("ours"));
}

TEST_F(Advance, LosesToAPushThatComesFirst)
{
    // It comes between our look at the branch and the server's change of it.
    const auto theirs = there_->commit_entry("refs/heads/ours", "100644", "b", "2\n");
    server().set_hook(
        name_, "update", "unset GIT_QUARANTINE_PATH; git update-ref refs/heads/ours " + theirs + "\n"
    );
    const auto advance = [&] { remote_->advance_branch("ours", first_commit_, next(*remote_)); };
    EXPECT_EQ(error_of(advance).code, base::Code::unavailable);  // so it is tried again, and looked at first
    EXPECT_EQ(error_of(advance).code, base::Code::conflict);
    EXPECT_EQ(tip("ours"), theirs);
}

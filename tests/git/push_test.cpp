#include "base/files.h"
#include "git/remote_fixture.h"

#include <atomic>
#include <thread>

using testing::HasSubstr;
using Created = git::Remote::Created;

class Push : public RemoteTest {};

TEST_F(Push, MakesTheBranchAtTheCommit)
{
    const auto sha = write(*remote_, "terraform/dev/s3/logs/main.tf", "# logs\n");
    EXPECT_EQ(remote_->create_branch("groundwork/dev-s3-logs", sha), Created::made);
    EXPECT_EQ(tip("groundwork/dev-s3-logs"), sha);
    auto expected = first_;
    expected["terraform/dev/s3/logs/main.tf"] = "# logs\n";
    EXPECT_EQ(there_->files_at(sha), expected);
    EXPECT_EQ((*there_)({"rev-parse", sha + "^"}), tip("main"));
    EXPECT_EQ(there_->try_run({"fsck", "--strict", "--full"}).exit_code, 0);
}

TEST_F(Push, SendsOnlyWhatIsNew)
{
    git::Files many;
    for (int i = 0; i < 300; ++i)
        many["other/" + std::to_string(i)] = std::to_string(i);
    const auto wide = git::Repository::open_or_create(server().path(name_), "main", {}, author_);
    wide.move_branch("main", tip("main"), wide.write_commit({tip("main"), many, "Many\n", author_}));
    server().set_hook(name_, "pre-receive", "git count-objects -v >\"$GIT_DIR/sent\"\n");
    EXPECT_EQ(remote_->create_branch("new", write(*remote_, "a/b/c")), Created::made);
    // One commit, the root, a, a/b and one file.
    EXPECT_THAT(base::read_file(server().path(name_) + "/sent"), HasSubstr("count: 5\n"));
}

TEST_F(Push, NeverMovesABranchThatIsThere)
{
    const auto sha = write(*remote_, "a");
    const auto base = tip("main");
    (*there_)({"branch", "taken", "main"});  // a fast forward would be possible
    EXPECT_EQ(remote_->create_branch("taken", sha), Created::exists);
    EXPECT_EQ(tip("taken"), base);
    EXPECT_EQ(remote_->create_branch("free", sha), Created::made);
    EXPECT_EQ(remote_->create_branch("free", sha), Created::exists);
}

TEST_F(Push, OnABaseThatHasMovedSendsNothing)
{
    const auto sha = write(*remote_, "a");
    commit_there("main", "b", "2");
    EXPECT_EQ(remote_->create_branch("late", sha), Created::outdated);
    EXPECT_FALSE(has("late"));
}

TEST_F(Push, OfTwoOneMakesTheBranch)
{
    // The other one pushes while our push is on its way.
    const auto sha = write(*remote_, "a");
    const git::Remote other(settings());
    const auto theirs = write(other, "b");
    server().set_hook(
        name_,
        "pre-receive",
        "while ! [ -e \"$GIT_DIR/both\" ]; do [ -e \"$GIT_DIR/one\" ] && touch \"$GIT_DIR/both\"; touch "
        "\"$GIT_DIR/one\"; done\n"
    );
    Created outcome{};
    std::thread racing([&] { outcome = other.create_branch("race", theirs); });
    const auto ours = remote_->create_branch("race", sha);
    racing.join();
    EXPECT_THAT((std::vector{ours, outcome}), testing::UnorderedElementsAre(Created::made, Created::exists));
    EXPECT_EQ(tip("race"), ours == Created::made ? sha : theirs);
}

TEST_F(Push, RefusedByAHookSaysItsFirstWords)
{
    const auto sha = write(*remote_, "a");
    for (const std::string hook : {"pre-receive", "update"}) {
        server().set_hook(
            name_,
            hook,
            "printf '\\033[31mGH013: Rule \\033[0m\\n' >&2; echo 'Branches need a ticket.' >&2; exit 1\n"
        );
        const auto error = error_of([&] { remote_->create_branch("refused", sha); });
        EXPECT_EQ(error.code, base::Code::forbidden) << hook;
        EXPECT_THAT(error.message, HasSubstr("Branches need a ticket."));
        EXPECT_THAT(error.message, HasSubstr("hook declined"));
        EXPECT_EQ(error.message.find('\033'), std::string::npos);
        EXPECT_FALSE(has("refused"));
        server().set_hook(name_, hook, "exit 0\n");
    }
    server().set_hook(
        name_, "update", "i=0; while [ $i -lt 3000 ]; do echo long long long; i=$((i+1)); done >&2; exit 1\n"
    );
    const auto error = error_of([&] { remote_->create_branch("refused", sha); });
    EXPECT_LT(error.message.size(), 700U);
}

TEST_F(Push, OfOneThatMayOnlyReadIsForbidden)
{
    const git::Remote reading(settings(support::GitServer::reader));
    const auto sha = write(reading, "a");
    EXPECT_EQ(error_of([&] { reading.create_branch("x", sha); }).code, base::Code::forbidden);
    EXPECT_EQ(error_of([&] { reading.delete_branch("main", tip("main")); }).code, base::Code::forbidden);
    EXPECT_FALSE(has("x"));
}

TEST_F(Push, NeedsACommitAndANameThatGitAllows)
{
    const auto sha = write(*remote_, "a");
    for (const std::string name : {"", "a b", "../x", "-x", "x.lock", "a:b", "a*", "HEAD"})
        EXPECT_EQ(error_of([&] { remote_->create_branch(name, sha); }).code, base::Code::invalid) << name;
    const std::string none(40, 'a');
    EXPECT_EQ(error_of([&] { remote_->create_branch("x", none); }).code, base::Code::not_found);
}

TEST_F(Push, CannotContinueAnotherBranchsName)
{
    const auto sha = write(*remote_, "a");
    (*there_)({"branch", "a/b", "main"});
    for (const std::string name : {"a", "a/b/c"}) {
        EXPECT_EQ(error_of([&] { remote_->create_branch(name, sha); }).code, base::Code::conflict) << name;
        EXPECT_FALSE(has(name));
    }
    EXPECT_EQ(remote_->create_branch("a/bc", sha), Created::made);
}

class Delete : public RemoteTest {};

TEST_F(Delete, RemovesTheBranchOnlyFromWhereItIsExpected)
{
    const auto base = tip("main");
    (*there_)({"branch", "old", "main"});
    const auto sha = commit_there("old", "theirs", "x");
    EXPECT_EQ(error_of([&] { remote_->delete_branch("old", base); }).code, base::Code::conflict);
    EXPECT_EQ(tip("old"), sha);
    remote_->delete_branch("old", sha);
    EXPECT_FALSE(has("old"));
    remote_->delete_branch("old", sha);
    EXPECT_EQ(tip("main"), base);
}

TEST_F(Delete, RefusedByTheServerSaysSo)
{
    (*there_)({"config", "receive.denyDeletes", "true"});
    (*there_)({"branch", "kept", "main"});
    const auto error = error_of([&] { remote_->delete_branch("kept", tip("main")); });
    EXPECT_EQ(error.code, base::Code::forbidden);
    EXPECT_TRUE(has("kept"));
}

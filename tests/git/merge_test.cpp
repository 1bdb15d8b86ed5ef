#include "base/text.h"
#include "git/repository_fixture.h"

#include <random>

using testing::HasSubstr;
using testing::Not;

class Merge : public RepositoryTest {
protected:
    std::string merge(const std::string& ours, const std::string& theirs) const
    {
        return repository_.write_merge(ours, theirs, "Merge\n", author_);
    }
    std::string tree_of(const std::string& commit) const { return git_({"rev-parse", commit + "^{tree}"}); }
};

TEST_F(Merge, KeepsBothSides)
{
    const auto ours = commit_on(base_, {{"terraform/dev/s3/a/main.tf", "a"}});
    const auto theirs = commit_on(base_, {{"terraform/dev/s3/b/main.tf", "b"}, {"README.md", "# Changed\n"}});
    const auto merged = merge(ours, theirs);
    auto expected = first_;
    expected["terraform/dev/s3/a/main.tf"] = "a";
    expected["terraform/dev/s3/b/main.tf"] = "b";
    expected["README.md"] = "# Changed\n";
    EXPECT_EQ(git_.files_at(merged), expected);
    EXPECT_EQ(git_({"log", "-1", "--format=%P", merged}), ours + " " + theirs);
    EXPECT_EQ(git_.try_run({"fsck", "--strict"}).exit_code, 0);
    EXPECT_EQ(repository_.branch("main"), base_);
}

TEST_F(Merge, NamesEveryPathThatBothSidesChanged)
{
    const auto before = commit_on(base_, {{"x/one", "1"}, {"x/two", "2"}, {"x/three", "3"}});
    const auto ours = commit_on(before, {{"x/one", "ours"}, {"x/two", "ours"}, {"y", "ours"}});
    const auto theirs = commit_on(before, {{"x/one", "theirs"}, {"x/three", "theirs"}, {"y", "theirs"}});
    const auto error = error_of([&] { merge(ours, theirs); });
    EXPECT_EQ(error.code, base::Code::conflict);
    EXPECT_THAT(error.message, testing::AllOf(HasSubstr("x/one, y"), Not(HasSubstr("x/two"))));
}

TEST_F(Merge, JoinsEditsOfDifferentLines)
{
    const auto before = commit_on(base_, {{"f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"}});
    const auto ours = commit_on(before, {{"f", "one\n2\n3\n4\n5\n6\n7\n8\n9\n"}});
    const auto theirs = commit_on(before, {{"f", "1\n2\n3\n4\n5\n6\n7\n8\nnine\n"}});
    EXPECT_EQ(repository_.find_text(merge(ours, theirs), "f"), "one\n2\n3\n4\n5\n6\n7\n8\nnine\n");
}

TEST_F(Merge, NeedsACommonHistory)
{
    git_({"fast-import", "--quiet"}, "commit refs/heads/orphan\ncommitter A <a@b.c> 1 +0000\ndata 1\nx\n");
    EXPECT_EQ(code_of([&] { merge(base_, repository_.branch("orphan")); }), base::Code::conflict);
}

TEST_F(Merge, IsFoundAgainFromTheTip)
{
    const auto theirs = commit_on(base_, {{"b", "b"}});
    const auto merged = merge(commit_on(base_, {{"a", "a"}}), theirs);
    const auto tip = commit_on(merged, {{"later", "x"}});
    EXPECT_EQ(repository_.find_merge(tip, theirs), merged);
    EXPECT_EQ(repository_.find_merge(theirs, theirs), theirs);
    EXPECT_EQ(repository_.find_merge(base_, theirs), std::nullopt);
    EXPECT_TRUE(repository_.is_ancestor(theirs, tip));
    EXPECT_TRUE(repository_.is_ancestor(tip, tip));
    EXPECT_FALSE(repository_.is_ancestor(tip, theirs));
    EXPECT_EQ(repository_.merge_base(tip, theirs), git_({"merge-base", tip, theirs}));
}

/// Random edits of one small tree: files and directories come, go and change.
class RandomTree {
public:
    explicit RandomTree(unsigned seed) : random_(seed) {}

    /// A fast-import program for one commit on `parent` (empty: the first one).
    std::string edit(const std::string& branch, const std::string& parent, int edits)
    {
        std::string program = "commit refs/heads/" + branch + "\ncommitter A <a@b.c> 1 +0000\ndata 1\nx\n";
        if (!parent.empty())
            program += "from " + parent + "\n";
        for (int i = 0; i < edits; ++i)
            program += draw(4) == 0 ? "D " + path() + "\n" : change();
        return program + "\n";
    }

private:
    unsigned draw(unsigned below) { return std::uniform_int_distribution<unsigned>(0, below - 1)(random_); }

    std::string path()
    {
        std::string path(1, static_cast<char>('a' + draw(4)));
        for (unsigned depth = draw(3); depth > 0; --depth)
            path += std::string("/") + static_cast<char>('a' + draw(3));
        return path;
    }

    /// Few words, so that both sides sometimes make one change; no common lines, so that git sees no renames.
    std::string change()
    {
        const auto where = path();
        const auto text = where + std::string(1, static_cast<char>('0' + draw(4)));
        const auto mode = draw(8) == 0 ? "755" : "644";
        return std::string("M ") + mode + " inline " + where + "\ndata " + std::to_string(text.size()) +
               "\n" + text + "\n";
    }

    std::mt19937 random_;
};

/// The judge is `git merge-tree`: where we merge it gets the same tree, and where we refuse it refuses.
TEST_F(Merge, OfRandomTreesAgreesWithGit)
{
    int merged = 0;
    int refused = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        RandomTree random(seed);
        git_(
            {"fast-import", "--quiet", "--force"},
            random.edit("r-base", "", 10) + random.edit("r-ours", "refs/heads/r-base", 3) +
                random.edit("r-theirs", "refs/heads/r-base", 3)
        );
        const auto judge = git_.try_run({"merge-tree", "--write-tree", "r-ours", "r-theirs"});
        try {
            const auto ours = merge(repository_.branch("r-ours"), repository_.branch("r-theirs"));
            ASSERT_EQ(judge.exit_code, 0) << "seed " << seed << "\n" << judge.output;
            EXPECT_EQ(tree_of(ours), base::trimmed(judge.output)) << "seed " << seed;
            ++merged;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::conflict);
            EXPECT_EQ(judge.exit_code, 1) << "seed " << seed << ": " << error.message;
            ++refused;
        }
    }
    EXPECT_GT(merged, 30);
    EXPECT_GT(refused, 30);
}

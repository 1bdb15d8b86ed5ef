#include "base/text.h"
#include "git/repository_fixture.h"

using testing::IsEmpty;
using testing::SizeIs;

class Reading : public RepositoryTest {};

TEST_F(Reading, FindsFilesAndDirectories)
{
    EXPECT_EQ(repository_.find_text(base_, "README.md"), "# Infrastructure\n");
    EXPECT_EQ(repository_.find_text(base_, "terraform/dev"), std::nullopt);
    EXPECT_EQ(repository_.find_text(base_, "terraform/none/x"), std::nullopt);
    EXPECT_TRUE(repository_.has_path(base_, "terraform/dev/s3/old"));
    EXPECT_FALSE(repository_.has_path(base_, "terraform/dev/s3/logs"));
    for (const auto& odd :
         {std::string(), std::string("/"), std::string("README.md/x"), std::string("README.md\0", 10)})
        EXPECT_FALSE(repository_.has_path(base_, odd)) << odd;
    EXPECT_EQ(code_of([&] { repository_.has_path("no commit", "README.md"); }), base::Code::not_found);
}

TEST_F(Reading, DoesNotTakeASymbolicLinkForAFile)
{
    const auto commit = git_.commit_entry(base_, "120000", "link", "/etc/passwd");
    EXPECT_EQ(repository_.find_text(commit, "link"), std::nullopt);
    EXPECT_TRUE(repository_.has_path(commit, "link"));
}

class Diff : public RepositoryTest {
protected:
    /// git's own patch from the first hunk on.
    std::string patch_of(const std::string& a, const std::string& b, const std::string& path) const
    {
        const auto text = git_.try_run({"diff", "--no-renames", a, b, "--", path}).output;
        const auto hunk = text.find("@@");
        return hunk == std::string::npos ? "" : text.substr(hunk);
    }
};

TEST_F(Diff, IsGitsOwn)
{
    std::string lines;
    for (int i = 0; i < 60; ++i)
        lines += "line " + std::to_string(i) + "\n";
    const auto before =
        commit_on(base_, {{"long", lines}, {"end", "no newline"}, {"picture", std::string("\0\1", 2)}});
    const auto changed = base::replaced(base::replaced(lines, "line 3\n", "line three\n"), "line 50\n", "");
    const auto after = commit_on(
        before,
        {{"long", changed},
         {"end", "no newline at all"},
         {"picture", std::string("\0\2", 2)},
         {"new", "a\nb\n"}}
    );
    const auto files = repository_.diff(before, after);
    ASSERT_THAT(files, SizeIs(4));
    for (const auto& file : files) {
        EXPECT_EQ(file.status, file.path == "new" ? "added" : "modified");
        if (file.path == "picture")
            continue;
        EXPECT_EQ(file.patch, patch_of(before, after, file.path)) << file.path;
        const auto counts =
            std::to_string(file.added) + "\t" + std::to_string(file.removed) + "\t" + file.path;
        EXPECT_EQ(counts, git_({"diff", "--numstat", before, after, "--", file.path}));
    }
}

TEST_F(Diff, OfABinaryFileHasNoPatch)
{
    const auto before = commit_on(base_, {{"picture", std::string("\0\1", 2)}});
    const auto after = commit_on(before, {{"picture", std::string("\0\2", 2)}});
    const auto files = repository_.diff(before, after);
    ASSERT_THAT(files, SizeIs(1));
    EXPECT_EQ(files[0].status, "modified");
    EXPECT_THAT(files[0].patch, IsEmpty());
}

TEST_F(Diff, SeenBackwardsIsADeletion)
{
    const auto after = commit_on(base_, {{"new", "a\nb\n"}});
    const auto files = repository_.diff(after, base_);
    ASSERT_THAT(files, SizeIs(1));
    EXPECT_EQ(files[0].status, "deleted");
    EXPECT_EQ(files[0].path, "new");
    EXPECT_EQ(files[0].removed, 2U);
}

TEST_F(Diff, OfACommitWithItselfIsEmpty)
{
    EXPECT_THAT(repository_.diff(base_, base_), IsEmpty());
}

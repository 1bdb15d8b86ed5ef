#include "git/repository_fixture.h"

using testing::HasSubstr;

class Commit : public RepositoryTest {};

TEST_F(Commit, HoldsWhatGitItselfReads)
{
    const git::Files files{
        {"terraform/dev/s3/logs/main.tf", "resource {}\n"},
        {"terraform/dev/s3/logs/.groundwork.json", "{}\n"},
        {"terraform/dev/s3/logs/größe.txt", std::string("\0bytes", 6)},
        {"terraform/dev/s3/old/main.tf", "# new\n"},
        {"top.txt", ""},
    };
    const auto sha = repository_.write_commit(plan(files));
    auto expected = first_;
    for (const auto& [path, content] : files)
        expected[path] = content;
    EXPECT_EQ(git_.files_at(sha), expected);
    EXPECT_EQ(
        git_({"log", "-1", "--format=%an|%ae|%at|%cn|%ct|%P|%B", sha}),
        "Groundwork|groundwork@localhost|1800000000|Groundwork|1800000000|" + base_ +
            "|Add a bucket\n\nFor the logs."
    );
    EXPECT_EQ(git_.try_run({"fsck", "--strict", "--full", "--no-dangling"}).exit_code, 0);
}

TEST_F(Commit, OfEqualPlansIsOneCommit)
{
    const auto files = git::Files{{"a/b.tf", "1"}};
    const auto sha = repository_.write_commit(plan(files));
    EXPECT_EQ(repository_.write_commit(plan(files)), sha);

    support::TemporaryFolder elsewhere;
    const auto other = git::Repository::open_or_create(elsewhere.at("other.git"), "main", first_, author_);
    EXPECT_EQ(other.branch("main"), base_);
    EXPECT_EQ(other.write_commit(plan(files)), sha);
}

TEST_F(Commit, IsWhatTheGitCommandLineWouldHaveMade)
{
    const auto sha = repository_.write_commit(plan({{"a/b.tf", "1"}, {"a.b", "2"}, {"a-b/c", "3"}}));
    const auto stream =
        "commit refs/heads/judge\ncommitter Groundwork <groundwork@localhost> 1800000000 +0000\n"
        "data 28\nAdd a bucket\n\nFor the logs.\nfrom " +
        base_ +
        "\nM 644 inline a/b.tf\ndata 1\n1\nM 644 inline a.b\ndata 1\n2\nM 644 inline a-b/c\ndata 1\n3\n";
    git_({"fast-import", "--quiet"}, stream);
    EXPECT_EQ(git_({"rev-parse", "judge"}), sha);
}

TEST_F(Commit, KeepsTheExecutableBitOfAFileThatItRewrites)
{
    const auto base = git_.commit_entry(base_, "100755", "bin/run", "#!/bin/sh\n");
    const auto sha = commit_on(base, {{"bin/run", "#!/bin/bash\n"}});
    EXPECT_THAT(git_({"ls-tree", sha, "bin/run"}), HasSubstr("100755"));
}

TEST_F(Commit, NeedsABaseThatIsThere)
{
    const auto on = [&](const std::string& base) { return code_of([&] { commit_on(base, {{"a", "1"}}); }); };
    EXPECT_EQ(on("0123456789012345678901234567890123456789"), base::Code::not_found);
    EXPECT_EQ(on(base_.substr(0, 10)), base::Code::not_found);
    EXPECT_EQ(on(git_({"rev-parse", base_ + "^{tree}"})), base::Code::not_found);
    EXPECT_EQ(on("main"), base::Code::not_found);
}

TEST_F(Commit, RefusesWordsThatCouldForgeAHeader)
{
    for (const std::string name :
         {"Eve\nparent 0123456789012345678901234567890123456789", "Eve <eve@evil>", "", "a\rb"}) {
        auto forged = plan({{"a", "1"}});
        forged.author.name = name;
        EXPECT_EQ(code_of([&] { repository_.write_commit(forged); }), base::Code::invalid) << name;
    }
    auto cut = plan({{"a", "1"}});
    cut.message = std::string("seen\0hidden", 11);
    EXPECT_EQ(code_of([&] { repository_.write_commit(cut); }), base::Code::invalid);
}

TEST_F(Commit, DoesNotPassThroughASymbolicLinkASubmoduleOrAFile)
{
    for (const std::string mode : {"120000", "160000", "100644"}) {
        const auto base = git_.commit_entry(base_, mode, "way/link", "/etc");
        const auto error = error_of([&] { commit_on(base, {{"way/link/deep/main.tf", "1"}}); });
        EXPECT_EQ(error.code, base::Code::conflict) << mode;
        EXPECT_THAT(error.message, HasSubstr("way/link"));
    }
}

TEST_F(Commit, DoesNotReplaceALinkASubmoduleOrADirectoryByAFile)
{
    for (const std::string mode : {"120000", "160000"}) {
        const auto base = git_.commit_entry(base_, mode, "way/link", "/etc");
        EXPECT_EQ(code_of([&] { commit_on(base, {{"way/link", "1"}}); }), base::Code::conflict) << mode;
    }
    EXPECT_EQ(code_of([&] { commit_on(base_, {{"terraform/dev", "1"}}); }), base::Code::conflict);
}

TEST_F(Commit, RefusesAPlanThatContradictsItself)
{
    EXPECT_EQ(
        code_of([&] {
            commit_on(base_, {{"a", "1"}, {"a-b", "2"}, {"a/b", "3"}});
        }),
        base::Code::conflict
    );
}

TEST_F(Commit, RefusesHostilePathsBeforeAnythingIsWritten)
{
    const std::string paths[] = {
        "",
        "/",
        "/etc/passwd",
        "a//b",
        "a/",
        "../x",
        "a/../../b",
        "a/./b",
        ".",
        "..",
        ".git",
        ".git/hooks/x",
        "a/.git/config",
        ".GIT/config",
        ".GiT",
        "git~1",
        "a/GIT~1/x",
        "git~12",
        ".git ",
        ".git.",
        ".git . .",
        ".git::$INDEX_ALLOCATION/x",
        ".git\xE2\x80\x8C/x",
        ".g\xE2\x80\x8Dit",
        "\xEF\xBB\xBF.git",
        "a\\b",
        "..\\x",
        std::string("a\0b", 3),
        "a\nb",
        "a\x7f",
        std::string(5000, 'a'),
    };
    const auto before = git_({"count-objects"});
    for (const auto& path : paths)
        EXPECT_EQ(
            code_of([&] {
                commit_on(base_, {{"good", "x"}, {path, "x"}});
            }),
            base::Code::invalid
        ) << path;
    EXPECT_EQ(git_({"count-objects"}), before) << "something was written";
}

TEST_F(Commit, AllowsHarmlessNeighboursOfForbiddenNames)
{
    const auto sha =
        commit_on(base_, {{"a/.gitignore", "1"}, {"...", "2"}, {"git/x", "3"}, {".gitx", "4"}, {"a b", "5"}});
    EXPECT_EQ(git_.files_at(sha).size(), first_.size() + 5);
    EXPECT_EQ(git_.try_run({"fsck", "--strict"}).exit_code, 0);
}

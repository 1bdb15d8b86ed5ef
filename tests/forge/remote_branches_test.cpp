#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "forge/remote_branches.h"
#include "forge/remote_world.h"
#include "support/error_of.h"
#include "support/faulty_relay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

using testing::HasSubstr;

namespace {

class RemoteBranches : public testing::Test {
protected:
    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        world_ = std::make_unique<NoForge>();
    }

    /// Another process's, with a cache of its own.
    std::unique_ptr<forge::RemoteBranches>
    another(std::optional<std::uint16_t> port = std::nullopt, git::RemoteLimits limits = {}) const
    {
        return std::make_unique<forge::RemoteBranches>(
            world_->remote(port, limits), forge::RemoteBranchesSettings{}
        );
    }

    static forge::Branch branch(const std::string& base, const std::string& request = "req-1")
    {
        return {
            "groundwork/dev-s3-logs",
            base,
            {{"terraform/dev/s3/logs/main.tf", "# logs\n"},
             {"terraform/dev/s3/logs/.groundwork.json", "{}\n"}},
            "Add logs\n\nGroundwork-Request: " + request + "\n",
            base::from_micros(1'800'000'000'000'000),
            {"terraform/dev/s3/logs"}};
    }

    std::string parent_of(const std::string& commit) const
    {
        return world_->there()({"rev-parse", commit + "^"});
    }
    std::vector<std::string> branches() const
    {
        return base::split(
            world_->there()({"for-each-ref", "--format=%(refname:short)", "refs/heads"}), '\n'
        );
    }

    std::unique_ptr<NoForge> world_;
};

}  // namespace

TEST_F(RemoteBranches, AreRebuiltOnABaseThatHasMovedOn)
{
    const auto forge = another();
    const auto logs = branch(forge->base().sha);
    const auto moved = world_->commit("main", {{"elsewhere", "x"}});
    const auto sha = forge->push(logs);
    EXPECT_EQ(parent_of(sha), moved);
    EXPECT_EQ(world_->files_at(logs.name).count("elsewhere"), 1U);
    EXPECT_EQ(world_->sha_of(logs.name), sha);
}

TEST_F(RemoteBranches, AreAdoptedOnAnOlderBase)
{
    const auto first = another();
    const auto logs = branch(first->base().sha);
    const auto sha = first->push(logs);
    for (int i = 0; i < 3; ++i)
        world_->commit("main", {{"f" + std::to_string(i), "x"}});
    world_->commit("main", logs.files);  // even where the base has taken the directory since
    EXPECT_EQ(another()->push(logs), sha);
    EXPECT_EQ(first->push(logs), sha);
    EXPECT_EQ(world_->sha_of(logs.name), sha);
}

TEST_F(RemoteBranches, AreAdoptedByTheRequestsTrailer)
{
    const auto forge = another();
    auto logs = branch(forge->base().sha);
    const auto sha = forge->push(logs);
    logs.message = "Add the logs\n\nIn other words.\n\nGroundwork-Request: req-1\n";
    EXPECT_EQ(another()->push(logs), sha);
    logs.message = "Add logs\n\nGroundwork-Request: req-2\n";
    EXPECT_EQ(error_of([&] { another()->push(logs); }).code, base::Code::conflict);
    logs.message = "Add the logs\n";
    EXPECT_EQ(error_of([&] { another()->push(logs); }).code, base::Code::conflict);
    EXPECT_EQ(world_->sha_of(logs.name), sha);
}

TEST_F(RemoteBranches, AreNotTouchedWhereTheyHoldSomethingElse)
{
    const auto base = another()->base().sha;
    const auto logs = branch(base);
    const auto ours = another()->push(logs);
    const auto& there = world_->there();
    const auto put = [&](const std::string& sha) { there({"update-ref", "refs/heads/" + logs.name, sha}); };
    const auto tree = [&](const std::string& commit) { return there({"rev-parse", commit + "^{tree}"}); };
    const auto more = [&] {
        put(base);
        world_->commit(logs.name, logs.files);
        return tree(world_->commit(logs.name, {{".github/workflows/x.yml", "x"}}));
    }();
    const std::vector<std::string> foreign{
        base,                                                                            // no commit at all
        there({"commit-tree", tree(ours), "-p", ours, "-m", logs.message}),              // one more
        there({"commit-tree", tree(base), "-p", base, "-m", logs.message}),              // without our files
        there({"commit-tree", more, "-p", base, "-m", logs.message}),                    // with others beside
        there({"commit-tree", tree(ours), "-m", logs.message}),                          // without a parent
        there({"commit-tree", tree(ours), "-p", base, "-p", ours, "-m", logs.message}),  // a merge
    };
    for (std::size_t i = 0; i < foreign.size(); ++i) {
        put(foreign[i]);
        const auto forge = another();
        const auto error = error_of([&] { forge->push(logs); });
        EXPECT_EQ(error.code, base::Code::conflict) << i << ": " << error.message;
        EXPECT_THAT(error.message, HasSubstr(logs.name));
        EXPECT_EQ(world_->sha_of(logs.name), foreign[i]);
    }
    put(there({"commit-tree", tree(ours), "-p", base, "-m", logs.message}));  // by another name: ours still
    EXPECT_EQ(another()->push(logs), world_->sha_of(logs.name));
}

TEST_F(RemoteBranches, OfTwoPushersAgree)
{
    // Two processes run one request after a lease was lost; the base moves between their looks.
    const auto one = another();
    const auto other = another();
    const auto logs = branch(one->base().sha);
    world_->server().set_hook(
        world_->name(),
        "pre-receive",
        "touch \"$GIT_DIR/seen-$$\"; "
        "while [ \"$(ls \"$GIT_DIR\" | grep -c seen-)\" -lt 2 ]; do :; done\n"
    );
    std::string sha;
    std::thread racing([&] { sha = other->push(logs); });
    const auto ours = one->push(logs);
    racing.join();
    EXPECT_EQ(ours, sha);
    EXPECT_EQ(sha, world_->sha_of(logs.name));
}

TEST_F(RemoteBranches, AreNotMadeThroughASymbolicLinkOrASubmodule)
{
    const auto forge = another();
    for (const auto& [mode, name] : {std::pair{"120000", "terraform"}, {"160000", "terraform/dev"}}) {
        const auto hostile = world_->there().commit_entry(world_->sha_of("main"), mode, name, "/etc");
        world_->there()({"update-ref", "refs/heads/main", hostile});
        const auto error = error_of([&] { forge->push(branch(hostile)); });
        EXPECT_EQ(error.code, base::Code::conflict) << error.message;
        EXPECT_THAT(error.message, HasSubstr("terraform"));
        world_->there()({"update-ref", "refs/heads/main", "refs/heads/main^"});
    }
    EXPECT_FALSE(world_->has_branch(branch("").name));
}

TEST_F(RemoteBranches, HaveNamesThatGitAllows)
{
    const auto forge = another();
    auto logs = branch(forge->base().sha);
    for (const std::string name :
         {"", "-x", "a..b", "../x", "a b", "x.lock", "a:b", "refs/heads/main:x", "a\nb", "HEAD"}) {
        logs.name = name;
        EXPECT_EQ(error_of([&] { forge->push(logs); }).code, base::Code::invalid) << name;
        EXPECT_EQ(error_of([&] { forge->drop(logs); }).code, base::Code::invalid) << name;
    }
    EXPECT_EQ(branches(), std::vector<std::string>{"main"});
}

TEST_F(RemoteBranches, StandOnTheDefaultBranchUnlessAnotherIsSet)
{
    world_->there()({"branch", "trunk", "main"});
    world_->there()({"symbolic-ref", "HEAD", "refs/heads/trunk"});
    const auto trunk = world_->commit("trunk", {{"x", "1"}});
    EXPECT_EQ(another()->base().branch, "trunk");
    EXPECT_EQ(another()->base().sha, trunk);
    forge::RemoteBranches on_main(world_->remote(), {"main"});
    EXPECT_EQ(on_main.base().sha, world_->sha_of("main"));
    EXPECT_EQ(parent_of(on_main.push(branch(trunk))), world_->sha_of("main"));
    auto base = branch(trunk);
    base.name = "main";
    EXPECT_EQ(error_of([&] { on_main.drop(base); }).code, base::Code::conflict);

    const forge::RemoteBranches nowhere(world_->remote(), {"none"});
    const auto error = error_of([&] { nowhere.base(); });
    EXPECT_EQ(error.code, base::Code::not_found);
    EXPECT_THAT(error.message, HasSubstr("none"));
    world_->there()({"update-ref", "-d", "refs/heads/main"});
    world_->there()({"update-ref", "-d", "refs/heads/groundwork/dev-s3-logs"});
    world_->there()({"update-ref", "-d", "refs/heads/trunk"});
    EXPECT_THAT(error_of([&] { another()->base(); }).message, HasSubstr("empty"));
}

TEST_F(RemoteBranches, SurviveABrokenCache)
{
    world_->commit("main", {{"one", "1"}});
    world_->commit("main", {{"two", "2"}});
    const auto remote = world_->remote();
    forge::RemoteBranches forge(remote, {});
    const auto logs = branch(forge.base().sha);
    const auto sha = forge.push(logs);
    const std::filesystem::path cache = remote.cache().path();
    const auto spoil_packs = [&] {
        for (const auto& entry : std::filesystem::directory_iterator(cache / "objects/pack")) {
            std::filesystem::permissions(entry, std::filesystem::perms::owner_all);
            std::filesystem::resize_file(entry, std::filesystem::file_size(entry) / 2);
        }
    };
    const std::vector<std::function<void()>> mishaps{
        [&] { std::filesystem::remove(cache / "shallow"); },
        [&] { std::filesystem::remove_all(cache); },
        [&] { std::filesystem::remove(cache / "HEAD"); },
        spoil_packs,
    };
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler disabler;  // libgit2 1.8 forgets 16 bytes where a commit's parent is missing
#endif
    for (std::size_t i = 0; i < mishaps.size(); ++i) {
        forge.drop(logs);
        mishaps[i]();
        EXPECT_EQ(forge.base().sha, world_->sha_of("main")) << i;
        EXPECT_EQ(forge.push(logs), sha) << i;
        mishaps[i]();
        forge.drop(logs);
        EXPECT_FALSE(world_->has_branch(logs.name)) << i;
        EXPECT_EQ(forge.push(logs), sha) << i;
        EXPECT_EQ(world_->sha_of(logs.name), sha);
    }
}

/// What is fetched is put together from what is there already.
TEST_F(RemoteBranches, SurviveFlippedBitsInTheirCache)
{
    std::string large;
    for (int i = 0; i < 2'000; ++i)
        large += base::random_hex(16) + "\n";
    const auto remote = world_->remote();
    forge::RemoteBranches forge(remote, {});
    world_->commit("main", {{"large", large}});
    auto logs = branch(forge.base().sha);
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler disabler;  // libgit2 1.8 forgets some bytes where objects are damaged
#endif
    for (const int percent : {1, 10, 50, 90}) {
        forge.push(logs);
        for (const auto& entry : std::filesystem::directory_iterator(
                 std::filesystem::path(remote.cache().path()) / "objects/pack"
             ))
            if (entry.path().extension() == ".pack") {
                std::filesystem::permissions(entry, std::filesystem::perms::owner_all);
                auto bytes = base::read_file(entry.path());
                bytes[bytes.size() * percent / 100] ^= 0x10;
                base::write_file(entry.path(), bytes);
            }
        const auto moved = world_->commit("main", {{"large", large + std::to_string(percent)}});
        logs.name += "x";
        EXPECT_EQ(parent_of(forge.push(logs)), moved) << percent;
    }
}

TEST_F(RemoteBranches, BeginWithWhatAKilledProcessHasLeft)
{
    const auto remote = world_->remote();
    forge::RemoteBranches(remote, {}).push(branch(""));
    const std::filesystem::path cache = remote.cache().path();
    for (const std::string left :
         {"shallow.lock", "refs/groundwork/newest.lock", "objects/pack/pack_git2_1234"})
        base::write_file(cache / left, "x");
    world_->commit("main", {{"new", "x"}});
    const git::Remote again({remote.url(), cache, [](const base::Secret&) {
                                 return base::Secret(support::GitServer::writer);
                             }});
    auto other = branch("");
    other.name = "groundwork/dev-s3-other";
    forge::RemoteBranches(again, {}).push(other);
    EXPECT_TRUE(world_->has_branch(other.name));
    EXPECT_FALSE(std::filesystem::exists(cache / "objects/pack/pack_git2_1234"));
}

TEST_F(RemoteBranches, GetOneMoreCommit)
{
    const auto forge = another();
    auto more = branch(forge->base().sha);
    more.base_sha = forge->push(more);
    more.files["terraform/dev/s3/logs/main.tf"] = "# more logs\n";
    more.message = "Set storage\n\nGroundwork-Request: req-1\nGroundwork-Comment: 7\n";
    EXPECT_FALSE(forge->has_appended(more, more.base_sha));
    const auto sha = forge->append(more);
    EXPECT_TRUE(forge->has_appended(more, sha));
    EXPECT_EQ(world_->sha_of(more.name), sha);
    EXPECT_EQ(parent_of(sha), more.base_sha);
    EXPECT_EQ(world_->files_at(more.name).at("terraform/dev/s3/logs/main.tf"), "# more logs\n");
    // Again, also with a cache that knows nothing of it.
    EXPECT_EQ(forge->append(more), sha);
    EXPECT_EQ(another()->append(more), sha);
    EXPECT_EQ(world_->sha_of(more.name), sha);
    more.message = "Set another storage\n\nGroundwork-Request: req-1\nGroundwork-Comment: 8\n";
    EXPECT_FALSE(forge->has_appended(more, sha));
}

TEST_F(RemoteBranches, GetOneMoreCommitWithABrokenCache)
{
    world_->commit("main", {{"one", "1"}});
    const auto remote = world_->remote();
    forge::RemoteBranches forge(remote, {});
    const std::filesystem::path cache = remote.cache().path();
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler disabler;  // libgit2 1.8 forgets 16 bytes where a commit's parent is missing
#endif
    for (const auto* spoilt : {"objects/pack", "HEAD"}) {
        auto more = branch(forge.base().sha);
        more.name += std::to_string(std::string_view(spoilt).size());
        more.base_sha = forge.push(more);
        if (std::filesystem::is_directory(cache / spoilt))
            for (const auto& entry : std::filesystem::directory_iterator(cache / spoilt)) {
                std::filesystem::permissions(entry, std::filesystem::perms::owner_all);
                std::filesystem::resize_file(entry, std::filesystem::file_size(entry) / 2);
            }
        else
            std::filesystem::remove(cache / spoilt);
        auto next = more;
        next.files["terraform/dev/s3/logs/main.tf"] = "# more logs\n";
        next.message = "Set storage\n\nGroundwork-Request: req-1\nGroundwork-Comment: 7\n";
        const auto sha = forge.append(next);
        EXPECT_EQ(world_->sha_of(more.name), sha) << spoilt;
        EXPECT_EQ(parent_of(sha), more.base_sha) << spoilt;
    }
}

TEST_F(RemoteBranches, GetNoMoreCommitsWhereSomebodyElsePushed)
{
    const auto forge = another();
    auto more = branch(forge->base().sha);
    more.base_sha = forge->push(more);
    const auto theirs = world_->commit(more.name, {{"terraform/dev/s3/logs/main.tf", "# by hand"}});
    more.message = "Set storage\n";
    EXPECT_EQ(error_of([&] { forge->append(more); }).code, base::Code::conflict);
    EXPECT_EQ(error_of([&] { another()->append(more); }).code, base::Code::conflict);
    EXPECT_EQ(world_->sha_of(more.name), theirs);
    world_->there()({"update-ref", "-d", "refs/heads/" + more.name});
    EXPECT_EQ(error_of([&] { forge->append(more); }).code, base::Code::conflict);
    EXPECT_EQ(error_of([&] { another()->append(more); }).code, base::Code::conflict);
}

/// GitHub's button “Update branch”.
TEST_F(RemoteBranches, GetOneMoreCommitOnTopOfMergesOfTheBase)
{
    const auto forge = another();
    auto more = branch(forge->base().sha);
    more.base_sha = forge->push(more);
    const auto merge = [&](const git::Files& files) {
        world_->commit("main", {{"new", base::random_hex(4)}});
        std::string program = "commit refs/heads/" + more.name +
                              "\ncommitter Somebody <some@body> 1700000000 +0000\ndata 6\nUpdate\nfrom "
                              "refs/heads/" +
                              more.name + "^0\nmerge refs/heads/main^0\n";
        for (const auto& [path, content] : files)
            program += "M 644 inline " + path + "\ndata 1\n" + content + "\n";
        world_->there()({"fast-import", "--quiet"}, program);
        return world_->sha_of(more.name);
    };
    merge({{"new", "1"}});
    const auto second = merge({{"new", "2"}});
    more.files["terraform/dev/s3/logs/main.tf"] = "# more logs\n";
    more.message = "Set storage\n\nGroundwork-Request: req-1\n";
    const auto sha = forge->append(more);
    EXPECT_EQ(parent_of(sha), second);
    EXPECT_EQ(world_->files_at(more.name).at("new"), "2");
    EXPECT_EQ(world_->files_at(more.name).at("terraform/dev/s3/logs/main.tf"), "# more logs\n");
    EXPECT_EQ(forge->append(more), sha);
    EXPECT_EQ(another()->append(more), sha);

    more.base_sha = sha;
    more.message = "Set another\n";
    merge({{"terraform/dev/s3/logs/main.tf", "x"}});  // not only a merge: our files are other ones
    EXPECT_EQ(error_of([&] { forge->append(more); }).code, base::Code::conflict);
    EXPECT_EQ(error_of([&] { another()->append(more); }).code, base::Code::conflict);
}

/// Wherever the connection breaks, the same call again ends with one branch and the same commit.
TEST_F(RemoteBranches, AreMadeOnceHoweverOftenTheConnectionBreaks)
{
    world_->commit("main", {{"large", base::random_hex(20'000)}});
    support::FaultyRelay relay(world_->server().port());
    relay.heal();
    const auto whole = another(relay.port());
    const auto logs = branch("");
    const auto sha = whole->push(logs);
    const auto bytes = relay.answered();
    ASSERT_GT(bytes, 20'000U);

    std::set<std::string> outcomes;
    for (std::size_t cut = 0; cut < bytes; cut += bytes < cut + 2500 ? 131 : bytes / 20) {
        world_->there()({"update-ref", "-d", "refs/heads/" + logs.name});
        const auto forge = another(relay.port());
        relay.fail(support::FaultyRelay::Fault::cut, cut);
        try {
            EXPECT_EQ(forge->push(logs), sha);
            outcomes.insert("done");
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::unavailable) << cut << ": " << error.message << error.detail;
            outcomes.insert(world_->has_branch(logs.name) ? "cut after success" : "cut before");
        }
        relay.heal();
        EXPECT_EQ(forge->push(logs), sha);
        EXPECT_EQ(branches(), (std::vector<std::string>{logs.name, "main"}));
    }
    EXPECT_THAT(outcomes, testing::IsSupersetOf({"cut before", "cut after success"}));
}

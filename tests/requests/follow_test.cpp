#include "events/schema.h"
#include "forge/local.h"
#include "forge/schema.h"
#include "jobs/runner.h"
#include "jobs/schema.h"
#include "llm/offline.h"
#include "requests/commands.h"
#include "requests/follow.h"
#include "requests/schema.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace requests {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::array<db::Migration, 6> tables{{
    {1, "events", events::schema},
    {2, "jobs", jobs::schema},
    {3, "pull requests", forge::schema},
    {4, "requests", schema},
    {5, "progress", progress_schema},
    {6, "checks that cannot be read", unknown_checks_schema},
}};

/// A host with one pull request, its people, and what we did there.
class Host final : public forge::Conversation {
public:
    forge::Progress look(std::int64_t) override
    {
        ++looks;
        during_look();
        if (away)
            throw base::Error(base::Code::unavailable, "GitHub does not answer.");
        return progress;
    }

    std::vector<forge::Comment> comments(std::int64_t, std::int64_t after) override
    {
        std::vector<forge::Comment> some;
        for (const auto& comment : all)
            if (comment.id > after)
                some.push_back(comment);
        return some;
    }

    bool may_write(const std::string& person) override { return person == "maintainer"; }

    void say(std::int64_t, const std::string& text) override
    {
        if (silent)
            throw base::Error(base::Code::unavailable, "GitHub does not answer.");
        write("groundwork[bot]", text);
        said.push_back(text);
    }

    std::string amend(const forge::Branch& branch) override
    {
        if (pushed_by_others)
            throw base::Error(base::Code::conflict, "The branch has a commit that Groundwork did not make.");
        commits.insert_or_assign(branch.message, branch);
        return std::string(40, 'c');
    }

    void retell(std::int64_t, const forge::Proposal& proposal) override { told = proposal; }
    void close(std::int64_t) override { progress.state = "closed"; }

    void write(const std::string& author, const std::string& body)
    {
        all.push_back({static_cast<std::int64_t>(all.size()) + 1, author, body, {}});
    }

    forge::Progress progress;
    std::vector<forge::Comment> all;
    std::vector<std::string> said;
    std::map<std::string, forge::Branch> commits;  ///< by message: the same commit again is the same
    forge::Proposal told;
    int looks = 0;
    std::function<void()> during_look = [] {};
    bool away = false;
    bool silent = false;
    bool pushed_by_others = false;
};

class Follow : public testing::Test {
protected:
    Follow()
    {
        db::migrate(*database_, tables);
        means_.opened = [this](db::Transaction& tx, const Document& document) {
            start_following(tx, runner_, follow_, document);
        };
        runner_.add(provision_);
        runner_.add(follow_);
        Submission submission;
        submission.request = "production Postgres for the payments API with 200 GB";
        submission.requester = "jane";
        id_ = database_->write([&](db::Transaction& tx) {
            return submit(tx, {hub_, runner_, provision_}, submission, "jane");
        });
        runner_.run_until_idle();
        EXPECT_EQ(request().status, Status::completed) << request().error.value_or("");
    }

    Request request()
    {
        return database_->read([&](db::Transaction& tx) { return get(tx, id_); });
    }

    std::vector<std::string> kinds()
    {
        std::vector<std::string> kinds;
        database_->read([&](db::Transaction& tx) {
            for (const auto& event : events::list(tx, subject_of(id_)))
                if (event.kind != "request.status")
                    kinds.push_back(event.kind.substr(8));
        });
        kinds.erase(kinds.begin(), kinds.begin() + 2);  // queued, completed
        return kinds;
    }

    /// As after a webhook.
    void wake()
    {
        EXPECT_TRUE(database_->write([&](db::Transaction& tx) { return look_again(tx, runner_, id_); }));
        runner_.run_until_idle();
    }

    void say(const std::string& author, const std::string& body)
    {
        host_.write(author, body);
        wake();
    }

    void pass(std::chrono::microseconds time)
    {
        clock_.advance(time);
        runner_.run_until_idle();
    }

    base::Value parameter(const std::string& name)
    {
        return request().outcome.at("resources")[0].at("parameters").at(name);
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    base::Metrics metrics_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    events::Hub hub_;
    catalog::Catalog catalog_ = catalog::Catalog::load(
        {PROJECT_DIR "/templates/terraform",
         PROJECT_DIR "/config/environments.yaml",
         PROJECT_DIR "/config/policies.yaml"}
    );
    llm::Offline model_{catalog_};
    forge::Local forge_{
        *database_,
        git::Repository::open_or_create(
            (folder_.path() / "bare.git").string(), "main", {{"README.md", "x\n"}}, {"G", "g@localhost", {}}
        ),
        {"main", "bare.git", [] { return std::string("http://localhost"); }}};
    Host host_;
    forge::Targets targets_{{"default", forge_, &host_}, {}};
    Means means_{catalog_, model_, targets_, *database_, hub_, metrics_};
    FollowMeans follow_means_{means_};
    jobs::Workflow provision_ = provision_workflow(means_);
    jobs::Workflow follow_ = follow_workflow(follow_means_);
    jobs::Runner runner_{*database_, clock_, metrics_, {}};
    std::string id_;
};

TEST_F(Follow, TellsReviewAndChecksOnce)
{
    host_.progress.review = "approved";
    host_.progress.checks = "failing";
    wake();
    EXPECT_EQ(request().pr_review, "approved");
    EXPECT_EQ(request().pr_checks, "failing");
    const auto before = kinds();
    wake();
    EXPECT_EQ(kinds(), before);
    host_.progress.checks = "unknown";
    wake();
    EXPECT_EQ(request().pr_checks, "unknown");
}

TEST_F(Follow, EndsWhenThePullRequestIsMerged)
{
    host_.progress.state = "merged";
    wake();
    EXPECT_EQ(request().pr_state, "merged");
    EXPECT_EQ(request().status, Status::completed);
    EXPECT_EQ(kinds().back(), "pr_merged");
    const auto looks = host_.looks;
    pass(hours(48));
    EXPECT_EQ(host_.looks, looks);
    EXPECT_FALSE(database_->write([&](db::Transaction& tx) { return look_again(tx, runner_, id_); }));
}

TEST_F(Follow, LooksSeldomerAsThePullRequestGrowsOld)
{
    auto looks = host_.looks;
    pass(seconds(31));
    EXPECT_EQ(host_.looks, looks + 1);
    pass(hours(10));
    looks = host_.looks;
    pass(minutes(29));
    EXPECT_EQ(host_.looks, looks);
    pass(minutes(2));
    EXPECT_EQ(host_.looks, looks + 1);
}

TEST_F(Follow, OutlivesAHostThatIsAwayForADay)
{
    host_.away = true;
    wake();
    for (int i = 0; i < 24; ++i)
        pass(hours(1));
    host_.away = false;
    host_.progress.state = "closed";
    pass(hours(1));
    EXPECT_EQ(request().pr_state, "closed");
}

TEST_F(Follow, SetsAValueInOneMoreCommitThroughTheSameChecks)
{
    say("maintainer", "A bit more, please.\n/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    ASSERT_EQ(host_.commits.size(), 1U);
    const auto& commit = host_.commits.begin()->second;
    EXPECT_THAT(commit.message, HasSubstr("Groundwork-Comment: 1"));
    const auto values = commit.files.at(commit.directories.front() + "/terraform.tfvars");
    EXPECT_THAT(values, testing::ContainsRegex("# answer\nstorage_gb += 500"));
    EXPECT_THAT(host_.told.body, HasSubstr("`500`"));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit, ccccccc")));
    EXPECT_EQ(kinds().back(), "revised");
    EXPECT_THAT(request().outcome.at("resources")[0].at("files"), Not(IsEmpty()));
}

TEST_F(Follow, BuildsOnWhatItSetBefore)
{
    say("maintainer", "/groundwork set storage_gb=500");
    say("maintainer", "/groundwork set multi_az=true backup_retention_days=35");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(parameter("backup_retention_days"), 35);
    EXPECT_EQ(host_.commits.size(), 2U);
}

TEST_F(Follow, ChangesNothingThatARuleRefuses)
{
    say("maintainer", "/groundwork set backup_retention_days=0");
    EXPECT_EQ(parameter("backup_retention_days"), 30);
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("Nothing was changed")));
    EXPECT_EQ(kinds().back(), "comment_refused");
}

TEST_F(Follow, NeverMovesWhatThePullRequestIsAbout)
{
    for (const auto* name : {"resource_name", "environment", "team", "owner", "1.storage_gb", "no_such"})
        say("maintainer", "/groundwork set " + std::string(name) + "=dev");
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, testing::SizeIs(6));
    EXPECT_THAT(host_.said, testing::Each(HasSubstr("There is no parameter")));
}

TEST_F(Follow, ObeysOnlyWhoMayWrite)
{
    say("stranger", "/groundwork cancel");
    say("stranger", "/groundwork nonsense");
    EXPECT_EQ(request().pr_state, "open");
    EXPECT_THAT(host_.said, IsEmpty());
    EXPECT_EQ(kinds().back(), "comment_refused");
}

TEST_F(Follow, ClosesThePullRequestOnCancel)
{
    say("maintainer", "/groundwork cancel");
    EXPECT_EQ(request().pr_state, "closed");
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("Closed without merging")));
}

TEST_F(Follow, LeavesABranchAloneThatSomebodyElsePushedTo)
{
    host_.pushed_by_others = true;
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 200);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("that Groundwork did not make")));
}

TEST_F(Follow, HasTheSameEffectOnceWhenItIsCutOffBeforeTheAnswer)
{
    host_.silent = true;
    say("maintainer", "/groundwork set storage_gb=500");
    host_.silent = false;
    pass(minutes(2));
    EXPECT_EQ(host_.commits.size(), 1U);
    EXPECT_THAT(host_.said, testing::SizeIs(1));
    EXPECT_EQ(kinds().back(), "revised");
}

TEST_F(Follow, TellsWhatItDidAlsoWhenItIsWokenMeanwhile)
{
    int left = 1;
    host_.during_look = [&] {
        if (left-- > 0)
            database_->write([&](db::Transaction& tx) { look_again(tx, runner_, id_); });
    };
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(kinds().back(), "revised");
}

TEST_F(Follow, AnswersAllCommandsOfOneLookInTheirOrder)
{
    host_.write("maintainer", "/groundwork set storage_gb=300");
    host_.write("jane", "Fine by me.");
    host_.write("maintainer", "/groundwork set storage_gb=400");
    wake();
    EXPECT_EQ(parameter("storage_gb"), 400);
    EXPECT_THAT(host_.said, testing::SizeIs(2));
    wake();
    EXPECT_THAT(host_.said, testing::SizeIs(2));
}

}  // namespace
}  // namespace requests

#include "forge/local.h"
#include "jobs/runner.h"
#include "llm/offline.h"
#include "requests/claims.h"
#include "requests/commands.h"
#include "requests/tables.h"
#include "requests/tidy.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace requests {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::Not;

/// The local forge, with what happens after each of its deeds.
class Unsteady final : public forge::Forge {
public:
    explicit Unsteady(forge::Local& real) : real_(real) {}

    forge::Base base() override { return real_.base(); }
    std::string push(const forge::Branch& branch) override
    {
        before_push();
        auto sha = real_.push(branch);
        name = branch.name;
        after_push();
        return sha;
    }
    bool drop(const forge::Branch& branch) override { return real_.drop(branch); }
    std::optional<forge::PullRequest> find_by_branch(const std::string& branch) override
    {
        before_find();
        return real_.find_by_branch(branch);
    }
    forge::PullRequest open(const forge::Proposal& proposal) override
    {
        before_open();
        auto pull = real_.open(proposal);
        after_open();
        return pull;
    }
    std::string describe() const override { return "unsteady"; }

    std::string name;  ///< of the branch that was pushed
    std::function<void()> before_push = [] {};
    std::function<void()> after_push = [] {};
    std::function<void()> before_open = [] {};
    std::function<void()> after_open = [] {};
    std::function<void()> before_find = [] {};

private:
    forge::Local& real_;
};

class Tidy : public testing::Test {
protected:
    Tidy()
    {
        db::migrate(*database_, tables);
        means_.abandoned = [this](db::Transaction& tx, const Document& document, bool known) {
            start_tidying(tx, runner_, tidy_, document, known);
        };
        runner_.add(provision_);
        runner_.add(tidy_);
    }

    std::string submit_one()
    {
        Submission submission;
        submission.request = "production Postgres for the payments API with 200 GB";
        submission.requester = "jane";
        return database_->write([&](db::Transaction& tx) {
            return submit(tx, {hub_, runner_, provision_}, submission, "jane");
        });
    }

    void pass(std::chrono::microseconds time)
    {
        clock_.advance(time);
        runner_.run_until_idle();
    }

    /// Until the request has lost its patience.
    void pass_until_failed(const std::string& id)
    {
        for (int i = 0; i < 90 && status(id) != Status::failed; ++i)
            pass(minutes(1));
        EXPECT_EQ(status(id), Status::failed);
    }

    Status status(const std::string& id)
    {
        return database_->read([&](db::Transaction& tx) { return get(tx, id); }).status;
    }

    bool has_branch() { return repository_.find_branch(forge_.name).has_value(); }

    base::Value payload(const std::string& id, const std::string& kind)
    {
        base::Value found;
        database_->read([&](db::Transaction& tx) {
            for (const auto& event : events::list(tx, subject_of(id)))
                if (event.kind == kind)
                    found = event.payload;
        });
        return found;
    }

    static std::function<void()> throwing(base::Code code)
    {
        return [code] { throw base::Error(code, "GitHub said so."); };
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    base::Metrics metrics_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    events::Hub hub_;
    catalog::Catalog catalog_ =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    llm::Offline model_{catalog_};
    git::Repository repository_ = git::Repository::open_or_create(
        (folder_.path() / "bare.git").string(), "main", {{"README.md", "x\n"}}, {"G", "g@localhost", {}}
    );
    forge::Local local_{
        *database_, repository_, {"main", "bare.git", [] { return std::string("http://localhost"); }}};
    Unsteady forge_{local_};
    forge::Targets targets_{{"default", forge_, nullptr}, {}};
    Means means_{catalog_, model_, targets_, *database_, hub_, metrics_};
    jobs::Workflow provision_ = provision_workflow(means_);
    jobs::Workflow tidy_ = tidy_workflow(means_);
    jobs::Runner runner_{*database_, clock_, metrics_, {}};
};

TEST_F(Tidy, TakesBackTheBranchOfARequestThatWasCancelledAfterItsCommit)
{
    std::string id;
    forge_.after_push = [&] {
        EXPECT_TRUE(has_branch());
        database_->write([&](db::Transaction& tx) { cancel(tx, {hub_, runner_, provision_}, id, "jane"); });
    };
    id = submit_one();
    runner_.run_until_idle();
    EXPECT_EQ(status(id), Status::failed);
    EXPECT_FALSE(has_branch());
    EXPECT_EQ(payload(id, "request.branch_dropped")["branch_name"], forge_.name);
}

TEST_F(Tidy, OnlyACancelTakesItBack)
{
    std::string id;
    forge_.after_push = [&] { runner_.interrupt(id); };  // as at the deadline, and when the server stops
    id = submit_one();
    runner_.run_until_idle();
    EXPECT_EQ(status(id), Status::completed);
    EXPECT_TRUE(has_branch());
}

TEST_F(Tidy, TakesBackTheBranchWhosePullRequestWasRefused)
{
    forge_.before_open = throwing(base::Code::upstream);
    const auto id = submit_one();
    runner_.run_until_idle();
    EXPECT_EQ(status(id), Status::failed);
    EXPECT_FALSE(has_branch());
}

TEST_F(Tidy, TakesBackABranchWhosePushWasNeverAnswered)
{
    forge_.after_push = throwing(base::Code::unavailable);
    const auto id = submit_one();
    runner_.run_until_idle();
    pass_until_failed(id);
    EXPECT_TRUE(has_branch());  // the push may be under way still
    pass(minutes(10));
    EXPECT_FALSE(has_branch());
}

TEST_F(Tidy, LeavesABranchWhosePullRequestIsOpenAfterAll)
{
    forge_.after_open = throwing(base::Code::unavailable);
    const auto id = submit_one();
    runner_.run_until_idle();
    pass_until_failed(id);
    pass(minutes(10));
    EXPECT_TRUE(has_branch());
    EXPECT_EQ(payload(id, "request.branch_left")["pr_url"], "http://localhost/pulls/1");
    EXPECT_TRUE(payload(id, "request.branch_dropped").is_null());
}

TEST_F(Tidy, LooksUntilItSees)
{
    forge_.before_open = throwing(base::Code::upstream);
    forge_.before_find = throwing(base::Code::unavailable);
    submit_one();
    runner_.run_until_idle();
    for (int i = 0; i < 24; ++i)
        pass(hours(1));
    EXPECT_TRUE(has_branch());
    forge_.before_find = [] {};
    pass(hours(1));
    EXPECT_FALSE(has_branch());
}

TEST_F(Tidy, LooksUntilItMay)
{
    forge_.before_open = throwing(base::Code::upstream);  // as a token that has expired
    forge_.before_find = throwing(base::Code::upstream);
    const auto id = submit_one();
    runner_.run_until_idle();
    for (int i = 0; i < 23; ++i)
        pass(hours(1));
    EXPECT_TRUE(has_branch());
    forge_.before_find = [] {};
    pass(hours(1));
    EXPECT_FALSE(has_branch());
    EXPECT_TRUE(payload(id, "request.branch_left").is_null());
}

TEST_F(Tidy, LeavesWhatItMayNotLookAtForADayAndSaysSo)
{
    forge_.before_open = throwing(base::Code::upstream);
    int looks = 0;
    forge_.before_find = [&, refuse = throwing(base::Code::upstream)] {
        ++looks;
        refuse();
    };
    const auto id = submit_one();
    runner_.run_until_idle();
    for (int i = 0; i < 25 * 60; ++i)
        pass(minutes(1));
    EXPECT_TRUE(has_branch());
    EXPECT_LE(looks, 100) << "a host takes many wrong tokens for an attack";
    EXPECT_EQ(payload(id, "request.branch_left")["reason"], "GitHub said so.");
}

TEST_F(Tidy, TakesBackTheBranchOfALostPushWhoseRepetitionIsAConflict)
{
    forge_.after_push = [&] {
        forge_.before_push = throwing(base::Code::conflict);
        throw base::Error(base::Code::unavailable, "No answer.");
    };
    const auto id = submit_one();
    runner_.run_until_idle();
    pass_until_failed(id);
    EXPECT_TRUE(has_branch());
    pass(minutes(10));
    EXPECT_FALSE(has_branch());
    EXPECT_EQ(payload(id, "request.branch_dropped")["branch_name"], forge_.name);
}

TEST_F(Tidy, KnowsABranchByTheNameThatItWasPushedUnder)
{
    forge_.after_push = [&] {
        means_.branch_prefix = "another";
        forge_.before_push = throwing(base::Code::conflict);
        throw base::Error(base::Code::unavailable, "No answer.");
    };
    const auto id = submit_one();
    runner_.run_until_idle();
    pass_until_failed(id);
    pass(minutes(10));
    EXPECT_FALSE(has_branch());
}

TEST_F(Tidy, APushThatIsRepeatedMakesNoSecondBranch)
{
    std::set<std::string> names;
    bool lost = false;
    forge_.after_push = [&] {
        names.insert(forge_.name);
        means_.branch_prefix = "another";
        if (!std::exchange(lost, true))
            throw base::Error(base::Code::unavailable, "No answer.");
    };
    const auto id = submit_one();
    runner_.run_until_idle();
    pass(minutes(1));
    EXPECT_EQ(status(id), Status::completed);
    EXPECT_EQ(names.size(), 1U);
}

/// The stage may have died between a call and its answer.
TEST_F(Tidy, WaitsForWhatAnEndOfTheProcessMayHaveLeftUnderWay)
{
    forge_.before_open = throwing(base::Code::internal);
    const auto id = submit_one();
    runner_.run_until_idle();
    EXPECT_EQ(status(id), Status::failed);
    EXPECT_TRUE(has_branch());
    pass(minutes(10));
    EXPECT_FALSE(has_branch());
}

TEST_F(Tidy, LeavesABranchThatSomebodyElseHasPushedTo)
{
    forge_.before_open = [&] {
        const auto tip = repository_.branch(forge_.name);
        const git::Signature author{"Somebody", "some@body", {}};
        repository_.move_branch(
            forge_.name, tip, repository_.write_commit({tip, {{"x", "y"}}, "By hand\n", author})
        );
        throw base::Error(base::Code::upstream, "GitHub said so.");
    };
    const auto id = submit_one();
    runner_.run_until_idle();
    EXPECT_TRUE(has_branch());
    EXPECT_THAT(payload(id, "request.branch_left")["reason"], testing::HasSubstr("something else"));
}

}  // namespace
}  // namespace requests

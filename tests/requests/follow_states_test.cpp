#include "requests/follow_world.h"

namespace requests {
namespace {

/// Finds a pull request of the branch that has already ended.
class Ended final : public forge::Forge {
public:
    Ended(forge::Forge& forge, std::string state) : forge_(forge), state_(std::move(state)) {}

    forge::Base base() override { return forge_.base(); }
    std::string push(const forge::Branch& branch) override { return forge_.push(branch); }
    bool drop(const forge::Branch& branch) override { return forge_.drop(branch); }
    std::optional<forge::PullRequest> find_by_branch(const std::string& branch) override
    {
        return forge_.find_by_branch(branch);
    }
    forge::PullRequest open(const forge::Proposal& proposal) override
    {
        auto pull = forge_.open(proposal);
        pull.state = state_;
        return pull;
    }
    std::string describe() const override { return forge_.describe(); }

private:
    forge::Forge& forge_;
    std::string state_;
};

TEST_F(Follow, HoldsNoPathWhenThePullRequestHadEndedBefore)
{
    for (const std::string state : {"merged", "closed"}) {
        Ended forge(forge_, state);
        const forge::Targets targets{{"default", forge, nullptr}, {}};
        const Means means{catalog_, model_, targets, *database_, hub_, metrics_};
        const auto workflow = provision_workflow(means);
        jobs::Runner runner{*database_, clock_, metrics_, {}};
        runner.add(workflow);
        Submission submission;
        submission.request = "staging S3 bucket for logs of the " + state + " service";
        submission.requester = "jane";
        const auto id = database_->write([&](db::Transaction& tx) {
            return submit(tx, {hub_, runner, workflow}, submission, "jane");
        });
        runner.run_until_idle();
        database_->read([&](db::Transaction& tx) {
            EXPECT_EQ(get(tx, id).pr_state, state) << get(tx, id).error.value_or("");
            EXPECT_FALSE(holds_paths(tx, id));
        });
    }
}

TEST_F(Follow, GoesOnWhenAClosedPullRequestIsReopened)
{
    host_.progress.state = "closed";
    wake();
    EXPECT_EQ(request().pr_state, "closed");
    EXPECT_FALSE(holds());
    pass(hours(72));
    host_.progress.state = "open";
    pass(hours(24));
    EXPECT_EQ(request().pr_state, "open");
    EXPECT_TRUE(holds());
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    host_.progress.state = "merged";
    wake();
    EXPECT_THAT(kinds(), ElementsAre("pr_closed", "pr_reopened", "revised", "pr_merged"));
    EXPECT_FALSE(holds());
}

TEST_F(Follow, KeepsNoPathOfAMomentInWhichItWasOpen)
{
    host_.progress.state = "closed";
    wake();
    host_.progress.state = "open";
    host_.refuse(base::Code::unavailable, "The connection broke.", "comments");
    wake();
    host_.refusals.clear();
    host_.progress.state = "closed";
    pass(hours(1));
    EXPECT_FALSE(holds());
}

TEST_F(Follow, HearsAtOnceThatItWasReopened)
{
    host_.progress.state = "closed";
    wake();
    host_.progress.state = "open";
    wake();
    EXPECT_EQ(request().pr_state, "open");
}

TEST_F(Follow, LooksOnceMoreWhereAWebhookWasFasterThanTheAnswers)
{
    pass(hours(5));
    EXPECT_TRUE(signal());
    pass(seconds(0));
    host_.progress.state = "merged";
    pass(seconds(30));
    EXPECT_EQ(request().pr_state, "merged");
}

TEST_F(Follow, LooksNoMoreThanOnceMoreForAWebhook)
{
    pass(hours(5));
    const auto looks = host_.looks;
    EXPECT_TRUE(signal());
    for (int i = 0; i < 5; ++i)
        pass(seconds(30));
    EXPECT_EQ(host_.looks - looks, 2);
}

TEST_F(Follow, EndsWhenItHasBeenClosedForAMonth)
{
    host_.progress.state = "closed";
    wake();
    const auto looks = host_.looks;
    for (int day = 0; day < 31; ++day)
        pass(hours(24));
    EXPECT_NEAR(host_.looks - looks, 30, 1);
    EXPECT_FALSE(signal());
    EXPECT_EQ(request().pr_state, "closed");
}

TEST_F(Follow, TellsWhenItsPlaceWasGivenAwayWhileItWasClosed)
{
    host_.progress.state = "closed";
    wake();
    host_.progress.state = "open";
    const auto other = ask(request().request_text);
    host_.progress.branch = *request().branch_name;
    wake();
    EXPECT_EQ(request().pr_state, "open");
    EXPECT_EQ(count("path_taken"), 1);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("only one of the two can be merged")));
    EXPECT_THAT(host_.said.back(), HasSubstr(other));
    wake();
    EXPECT_THAT(host_.said, testing::SizeIs(1));
    EXPECT_EQ(count("path_taken"), 1);
    database_->write([&](db::Transaction& tx) { tx.execute("DELETE FROM claimed_paths"); });
    wake();
    EXPECT_TRUE(holds());
}

TEST_F(Follow, ChangesNothingWhileItIsClosed)
{
    host_.progress.state = "closed";
    wake();
    say("maintainer", "/groundwork set storage_gb=500");
    say("maintainer", "/groundwork cancel");
    EXPECT_THAT(host_.said, testing::ElementsAre(HasSubstr("is closed"), HasSubstr("is closed")));
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_EQ(count("cancel"), 0);
}

TEST_F(Follow, ChangesNothingThatWasMergedBeforeTheHostCouldBeReached)
{
    host_.refuse(base::Code::unavailable, "The connection broke.", "amend");
    say("maintainer", "/groundwork set storage_gb=500");
    host_.refusals.clear();
    host_.progress.state = "merged";
    pass(hours(1));
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("The pull request is merged.")));
    EXPECT_EQ(request().pr_state, "merged");
    EXPECT_EQ(parameter("storage_gb"), 200);
}

TEST_F(Follow, ChangesNothingThatWasMergedWhileItsTurnWasAwaited)
{
    int left = 1;
    host_.before = [&](const std::string& call) {
        if (call != "close" || left-- <= 0)
            return;
        base::Error error(base::Code::limited, "The next turn is later.");
        error.retry_after = minutes(20);
        throw error;
    };
    say("maintainer", "/groundwork cancel");
    host_.progress.state = "merged";
    pass(minutes(20));
    pass(minutes(1));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("The pull request is merged.")));
    EXPECT_EQ(request().pr_state, "merged");
}

TEST_F(Follow, AnswersWhatWasAskedJustBeforeTheMerge)
{
    host_.write("maintainer", "/groundwork set storage_gb=500");
    host_.write("stranger", "/groundwork cancel");
    host_.progress.state = "merged";
    wake();
    EXPECT_EQ(request().pr_state, "merged");
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("The pull request is merged.")));
    EXPECT_EQ(count("comment_refused"), 2);
    EXPECT_EQ(count("pr_merged"), 1);
    EXPECT_FALSE(signal());
}

TEST_F(Follow, TellsThatItWasMergedAlsoWhereCommentsCannotBeRead)
{
    host_.refuse(base::Code::unavailable, "The connection broke.", "comments");
    host_.progress.state = "merged";
    wake();
    EXPECT_EQ(request().pr_state, "merged");
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_FALSE(signal());
}

TEST_F(Follow, SaysNotThatItClosedWhatWasMerged)
{
    host_.refuse(base::Code::unavailable, "The connection broke.", "close");
    say("maintainer", "/groundwork cancel");
    host_.refusals.clear();
    host_.progress.state = "merged";
    pass(hours(1));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("The pull request is merged.")));
    EXPECT_EQ(request().pr_state, "merged");
}

TEST_F(Follow, LooksSeldomHoweverOftenItIsWoken)
{
    wake();
    const auto looks = host_.looks;
    for (int i = 0; i < 90; ++i) {
        signal();
        pass(seconds(1));
    }
    EXPECT_LE(host_.looks - looks, 90 / 15 + 1);
    host_.progress.checks = "passing";
    signal();
    pass(follow_means_.between_wakes);
    EXPECT_EQ(request().pr_checks, "passing");
}

}  // namespace
}  // namespace requests

#include "requests/follow_world.h"

namespace requests {
namespace {

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

TEST_F(Follow, LooksSeldomerWhereWebhooksHaveComeLately)
{
    Deliveries deliveries(clock_);
    follow_means_.deliveries = &deliveries;
    deliveries.note({7, "http://elsewhere"});
    pass(seconds(31));
    const auto looks = host_.looks;
    deliveries.note({0, *request().pr_url});  // the local forge has addresses of another form
    pass(seconds(31));
    EXPECT_EQ(host_.looks, looks + 1);
    pass(minutes(9));
    EXPECT_EQ(host_.looks, looks + 1);
    pass(minutes(1));
    EXPECT_EQ(host_.looks, looks + 2);
}

TEST(Deliveries, AreOfARepositoryUnderAnyOfItsNamesForAnHour)
{
    base::ManualClock clock;
    Deliveries deliveries(clock);
    EXPECT_FALSE(deliveries.tell_of(7, "http://here/pull/1"));
    deliveries.note({7, "http://here"});
    EXPECT_TRUE(deliveries.tell_of(7, "http://before/pull/1"));
    EXPECT_TRUE(deliveries.tell_of(0, "http://here/pull/1"));
    EXPECT_FALSE(deliveries.tell_of(0, "http://here-too/pull/1"));
    clock.advance(minutes(59));
    EXPECT_TRUE(deliveries.tell_of(7, ""));
    clock.advance(minutes(1));
    EXPECT_FALSE(deliveries.tell_of(7, "http://here/pull/1"));
}

TEST_F(Follow, OutlivesAHostThatIsAwayForADay)
{
    host_.refuse(base::Code::unavailable, "GitHub does not answer.");
    wake();
    for (int i = 0; i < 24; ++i)
        pass(hours(1));
    host_.refusals.clear();
    host_.progress.state = "closed";
    pass(hours(1));
    EXPECT_EQ(request().pr_state, "closed");
}

TEST_F(Follow, SetsAValueInOneMoreCommitThroughTheSameChecks)
{
    say("maintainer", "/groundwork set storage_gb=500\nA bit more, please.");
    EXPECT_EQ(parameter("storage_gb"), 500);
    ASSERT_EQ(host_.commits.size(), 1U);
    const auto& commit = host_.commits.begin()->second;
    EXPECT_THAT(commit.message, HasSubstr("Groundwork-Comment: 1"));
    const auto values = commit.files.at(commit.directories.front() + "/terraform.tfvars");
    EXPECT_THAT(values, testing::ContainsRegex("# answer\nstorage_gb += 500"));
    EXPECT_THAT(host_.told.body, HasSubstr("`500`"));
    EXPECT_THAT(host_.told.body, HasSubstr("| 2 × 500 GB × $0.115 | 115.00 |"));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit, ccccccc")));
    EXPECT_EQ(kinds().back(), "revised");
    EXPECT_EQ(host_.retold, 1);
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
    EXPECT_THAT(kinds(), ElementsAre("cancel", "pr_closed"));
}

TEST_F(Follow, LeavesABranchAloneThatSomebodyElsePushedTo)
{
    host_.refuse(base::Code::conflict, "The branch has a commit that Groundwork did not make.", "amend");
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 200);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("that Groundwork did not make")));
}

TEST_F(Follow, TellsWhatItDidAlsoWhenItIsWokenMeanwhile)
{
    int left = 1;
    host_.during_look = [&] {
        if (left-- > 0)
            signal();
    };
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(kinds().back(), "revised");
}

TEST_F(Follow, TellsWhomItRefusedAlsoWhenItIsWokenMeanwhile)
{
    int left = 1;
    host_.during_look = [&] {
        if (left-- > 0)
            signal();
    };
    say("stranger", "/groundwork cancel");
    EXPECT_EQ(count("comment_refused"), 1);
}

TEST_F(Follow, TellsThatItSeesAgainAlsoWhenItIsWokenMeanwhile)
{
    host_.refuse(base::Code::upstream, "GitHub does not accept the token.");
    host_.during_look = [&] { signal(); };
    wake();
    for (int i = 0; i < 4; ++i)
        pass(hours(1));
    EXPECT_EQ(count("pr_unreachable"), 1);
    host_.refusals.clear();
    int left = 1;
    host_.during_look = [&] {
        if (left-- > 0)
            signal();
    };
    pass(hours(1));
    EXPECT_EQ(kinds().back(), "pr_reachable");
    EXPECT_EQ(count("pr_reachable"), 1);
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

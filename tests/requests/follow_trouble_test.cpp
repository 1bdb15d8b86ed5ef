#include "requests/follow_world.h"

namespace requests {
namespace {

using base::Code;

TEST_F(Follow, IsNotLostWhenTheTokenIsRefusedForADay)
{
    host_.refuse(Code::upstream, "GitHub does not accept the token.");
    wake();
    for (int i = 0; i < 24; ++i)
        pass(hours(1));
    EXPECT_THAT(kinds(), ElementsAre("pr_unreachable"));
    EXPECT_TRUE(holds());
    const auto looks = host_.looks;
    pass(minutes(59));
    EXPECT_LE(host_.looks, looks + 1);

    host_.refusals.clear();
    host_.progress.state = "closed";
    pass(hours(1));
    EXPECT_THAT(kinds(), testing::UnorderedElementsAre("pr_unreachable", "pr_reachable", "pr_closed"));
    EXPECT_FALSE(holds());
}

TEST_F(Follow, SaysNothingOfARefusalThatPasses)
{
    host_.refuse(Code::upstream, "GitHub does not accept the token.");
    wake();
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST_F(Follow, IsLostWhenThePullRequestIsGoneForAMonth)
{
    const auto gone = [&](hours time) {
        host_.refuse(Code::not_found, "There is no such pull request.", "look");
        wake();
        for (hours passed{0}; passed < time; passed += hours(6))
            pass(hours(6));
        host_.refusals.clear();
    };
    gone(hours(29 * 24));
    pass(hours(1));
    EXPECT_EQ(kinds().back(), "pr_reachable");
    EXPECT_TRUE(holds());
    gone(hours(31 * 24));
    EXPECT_EQ(kinds().back(), "pr_lost");
    EXPECT_FALSE(holds());
    EXPECT_FALSE(signal());
}

TEST_F(Follow, IsNotLostForTwoMomentsAroundAnOutage)
{
    for (const auto code : {Code::not_found, Code::unavailable, Code::not_found}) {
        host_.refuse(code, "An incident.", "look");
        for (int i = 0; i < (code == Code::unavailable ? 30 : 1); ++i)
            pass(hours(1));
    }
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_EQ(count("pr_lost"), 0);
    EXPECT_EQ(kinds().back(), "pr_reachable");
}

TEST_F(Follow, AnswersWhatTheHostRefusesAndGoesOn)
{
    for (const auto code : {Code::forbidden, Code::unauthenticated, Code::upstream, Code::internal}) {
        host_.refuse(code, "A rule of the repository refuses this push.", "amend");
        say("maintainer", "/groundwork set storage_gb=500");
        ASSERT_THAT(host_.said, Not(IsEmpty()));
        EXPECT_THAT(host_.said.back(), HasSubstr("Nothing was changed. `A rule of the repository"));
        EXPECT_EQ(kinds().back(), "comment_refused");
    }
    host_.refuse(Code::upstream, "Resource not accessible.", "close");
    say("maintainer", "/groundwork cancel");
    EXPECT_THAT(host_.said.back(), HasSubstr("Nothing was changed"));
    host_.refusals.clear();
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_THAT(host_.said, testing::SizeIs(6));
}

TEST_F(Follow, SaysWhenOnlyTheDescriptionCouldNotBeChanged)
{
    host_.refuse(Code::upstream, "Resource not accessible.", "retell");
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_THAT(
        host_.said, ElementsAre(testing::AllOf(HasSubstr("one more commit"), HasSubstr("former values")))
    );
}

TEST_F(Follow, GoesOnWhereItMayNotComment)
{
    host_.refuse(Code::upstream, "The conversation is locked.", "say");
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_THAT(kinds(), ElementsAre("revised", "comment_unanswered"));
    say("maintainer", "/groundwork set storage_gb=600");
    EXPECT_EQ(parameter("storage_gb"), 600);
}

TEST_F(Follow, KeepsAnAnswerUntilTheHostCanBeReached)
{
    host_.refuse(Code::upstream, "GitHub does not accept the token.", "say");
    host_.during_look = [&] {
        if (!host_.commits.empty() && !host_.refusals.empty())
            throw base::Error(Code::upstream, "GitHub does not accept the token.");
    };
    say("maintainer", "/groundwork set storage_gb=500");
    pass(hours(5));
    EXPECT_THAT(host_.said, IsEmpty());
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
    EXPECT_EQ(count("comment_unanswered"), 0);
}

/// As versions did that gave up a pull request at the first refusal, or when the server had been killed three
/// times in the middle of a look.
TEST_F(Follow, BeginsAgainWhereAnOlderVersionGaveUp)
{
    const auto job = id_ + "/pull";
    const auto give_up = [&](int crashes) {
        database_->write([&](db::Transaction& tx) {
            tx.execute(
                "UPDATE jobs SET state = 'failed', run_at = NULL, parked_signal = NULL, error_code = "
                "'upstream', error_message = 'x', ended_at = $2, crashes = $3 WHERE id = $1",
                job,
                tx.now(),
                crashes
            );
            release_paths(tx, id_);
        });
        database_->write([&](db::Transaction& tx) { resume_following(tx, runner_, follow_); });
        pass(minutes(1));
    };
    give_up(3);
    EXPECT_TRUE(holds());
    give_up(0);
    EXPECT_TRUE(holds());
    host_.progress.state = "merged";
    wake();
    EXPECT_EQ(request().pr_state, "merged");
    EXPECT_FALSE(holds());
}

}  // namespace
}  // namespace requests

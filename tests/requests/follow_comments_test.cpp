#include "requests/follow_world.h"

#include <random>

namespace requests {
namespace {

/// The connection breaks, before or after a call has its effect: once at each place there is, then at many by
/// a seed.
class FollowCut : public Follow, public testing::WithParamInterface<unsigned> {
protected:
    static constexpr unsigned places = 16;

    void obey(const std::string& command)
    {
        std::mt19937 random(GetParam());
        unsigned place = 0;
        host_.cut = [=, this]() mutable {
            return GetParam() < places ? place++ == GetParam() : random() % 5 < 2;
        };
        host_.write("maintainer", command);
        signal();
        for (int i = 0; i < 40; ++i)
            pass(hours(1));
        host_.cut = [] { return false; };
        pass(hours(24));
        pass(hours(24));
    }
};

TEST_P(FollowCut, SetsOnceAndAnswersOnce)
{
    obey("/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(host_.commits.size(), 1U);
    EXPECT_THAT(host_.told.body, HasSubstr("`500`"));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
    EXPECT_EQ(count("revised"), 1);
}

TEST_P(FollowCut, CancelsOnceAndAnswersOnce)
{
    obey("/groundwork cancel");
    EXPECT_EQ(request().pr_state, "closed");
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("Closed without merging")));
    EXPECT_EQ(count("cancel"), 1);
    EXPECT_EQ(count("pr_closed"), 1);
    const auto all = kinds();
    EXPECT_LT(std::ranges::find(all, "cancel"), std::ranges::find(all, "pr_closed"));
}

INSTANTIATE_TEST_SUITE_P(Anywhere, FollowCut, testing::Range(0U, 26U));

/// Each write has to wait for a turn far in the future, as behind a thousand pull requests that are to be
/// opened; a turn that is not taken when its time has come is lost.
TEST_F(Follow, GetsOnWhereEachWriteWaitsForItsTurn)
{
    std::map<std::string, base::Time> turns;
    const auto wait_for = [&](const std::string& call) {
        const auto [turn, asked] = turns.try_emplace(call, clock_.now() + minutes(20));
        if (!asked && turn->second <= clock_.now() && clock_.now() < turn->second + minutes(15)) {
            turns.erase(turn);
            return;
        }
        if (turn->second + minutes(15) <= clock_.now())
            turn->second = clock_.now() + minutes(20);
        base::Error error(base::Code::limited, "The next turn is later.");
        error.retry_after =
            std::chrono::duration_cast<std::chrono::milliseconds>(turn->second - clock_.now());
        throw error;
    };
    host_.before = [&](const std::string& call) {
        if (call == "retell" || call == "say")
            wait_for(call);
    };
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(kinds().back(), "revised");
    for (int i = 0; i < 50; ++i)
        pass(minutes(1));
    EXPECT_EQ(host_.retold, 1);
    EXPECT_THAT(host_.said, testing::SizeIs(1));
}

TEST_F(Follow, ObeysACommandAsItWasRead)
{
    host_.refuse(base::Code::unavailable, "The connection broke.", "say");
    say("maintainer", "/groundwork set storage_gb=500");
    host_.all.front().body = "/groundwork set storage_gb=600";
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(host_.commits.size(), 1U);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));

    int left = 1;
    host_.before = [&](const std::string& call) {
        if (call == "amend" && left-- > 0) {
            host_.all.back().body = "/groundwork cancel";
            throw base::Error(base::Code::unavailable, "The connection broke.");
        }
    };
    say("maintainer", "/groundwork set storage_gb=700");
    pass(hours(1));
    EXPECT_EQ(parameter("storage_gb"), 700);
    EXPECT_EQ(request().pr_state, "open");
}

TEST_F(Follow, ObeysNobodyWhoMayNotWriteAnyMore)
{
    host_.refuse(base::Code::unavailable, "The connection broke.", "amend");
    say("maintainer", "/groundwork set storage_gb=500");
    host_.refusals.clear();
    host_.writers.clear();
    pass(hours(1));
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("may not write to the repository any more")));
}

TEST_F(Follow, SaysWhatItHasDoneWhateverHasHappenedSinceTheAnswerWasLost)
{
    host_.cut = [&] { return !host_.commits.empty(); };  // from the push on
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 200);
    host_.cut = [] { return false; };
    host_.progress.head_sha = std::string(40, 'c');
    host_.progress.state = "merged";
    host_.writers.clear();
    pass(hours(1));
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(host_.retold, 1);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
}

TEST_F(Follow, SeesAMergeWhileAnAnswerWaitsForItsTurn)
{
    base::Error later(base::Code::limited, "The next turn is later.");
    later.retry_after = minutes(40);
    host_.refusals.insert_or_assign("say", later);
    say("maintainer", "/groundwork set storage_gb=500");
    EXPECT_EQ(parameter("storage_gb"), 500);
    host_.progress.state = "merged";
    wake();
    EXPECT_EQ(request().pr_state, "merged");
    EXPECT_FALSE(holds());
    host_.refusals.clear();
    pass(hours(1));
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
}

TEST_F(Follow, RefusesNoCommandBecauseItCouldNotBeLookedHowThingsStand)
{
    bool away = false;
    host_.before = [&](const std::string& call) { away = away || call == "may_write"; };
    host_.during_look = [&] {
        if (away)
            throw base::Error(base::Code::upstream, "GitHub does not accept the token.");
    };
    say("maintainer", "/groundwork set storage_gb=500");
    pass(hours(1));
    EXPECT_THAT(host_.said, IsEmpty());
    host_.during_look = [] {};
    pass(hours(1));
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
}

TEST_F(Follow, MakesNoCommitThatChangesNothing)
{
    say("maintainer", "/groundwork set storage_gb=200");
    EXPECT_THAT(host_.commits, IsEmpty());
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("Nothing was changed.")));
    say("maintainer", "/groundwork set storage_gb=200 multi_az=true backup_retention_days=35");
    EXPECT_EQ(host_.commits.size(), 1U);
    say("maintainer", "/groundwork set backup_retention_days=35");
    EXPECT_EQ(host_.commits.size(), 1U);
    EXPECT_THAT(host_.said.back(), HasSubstr("Nothing was changed."));
}

TEST_F(Follow, AnswersWhateverOthersPretendToHaveAnswered)
{
    host_.write("maintainer", "/groundwork set storage_gb=500");
    for (int i = 0; i < 3; ++i)
        host_.write("stranger", "<!-- groundwork:answer:1 --> <!-- groundwork:answer:1: -->");
    wake();
    EXPECT_THAT(host_.said, ElementsAre(HasSubstr("one more commit")));
}

TEST_F(Follow, IsNotHeldUpByStrangersCommands)
{
    for (int i = 0; i < 35; ++i)
        host_.write("stranger", "/groundwork cancel");
    host_.write("maintainer", "/groundwork set storage_gb=500");
    wake();
    EXPECT_EQ(parameter("storage_gb"), 500);
    EXPECT_EQ(count("comment_refused"), 35);
}

}  // namespace
}  // namespace requests

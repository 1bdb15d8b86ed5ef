#include "forge/github_conversation.h"
#include "forge/github_world.h"
#include "support/temporary_folder.h"

namespace forge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class GitHubConversations : public testing::Test {
protected:
    GitHubConversations() { world_.side.pulls.open(world_.proposal()); }

    Progress look() { return conversation_.look(1); }

    /// Somebody does, in the browser.
    void edit(const base::Value& change)
    {
        auto turn = world_.side.limits.turn("edit", 1);
        world_.side.api.change(turn, "/repos/acme/infra/pulls/1", change, "edit");
    }

    GitHubWorld world_;
    support::ConversationStandIn& said_ = world_.github.conversation;
    support::TemporaryFolder folder_;
    RemoteBranches branches_{
        git::Remote({"https://github.test/acme/infra.git", (folder_.path() / "cache").string(), {}}), {}};
    GitHubConversation conversation_{world_.side.repository, branches_};
};

TEST_F(GitHubConversations, SeeAnOpenPullRequest)
{
    const auto progress = look();
    EXPECT_EQ(progress.state, "open");
    EXPECT_EQ(progress.branch, world_.proposal().branch);
    EXPECT_EQ(progress.head_sha, world_.github.pulls().front().head_sha);
    EXPECT_EQ(progress.review, "none");
    EXPECT_EQ(progress.checks, "none");
}

TEST_F(GitHubConversations, TellMergedFromClosed)
{
    world_.github.end(1, "");
    EXPECT_EQ(look().state, "closed");
    world_.github.end(1, std::string(40, 'b'));
    EXPECT_EQ(look().state, "merged");
}

TEST_F(GitHubConversations, TakeTheNewestWordOfEachReviewer)
{
    said_.reviews = {{"ann", "CHANGES_REQUESTED"}, {"bob", "APPROVED"}};
    EXPECT_EQ(look().review, "changes_requested");
    said_.reviews.push_back({"ann", "COMMENTED"});
    EXPECT_EQ(look().review, "changes_requested");
    said_.reviews.push_back({"ann", "APPROVED"});
    EXPECT_EQ(look().review, "approved");
    said_.reviews.push_back({"ann", "DISMISSED"});
    said_.reviews.push_back({"bob", "DISMISSED"});
    EXPECT_EQ(look().review, "none");
}

TEST_F(GitHubConversations, HearNoReviewsOfStrangers)
{
    said_.reviews = {{"stranger", "APPROVED", "NONE"}, {"reader", "CHANGES_REQUESTED", "CONTRIBUTOR"}};
    EXPECT_EQ(look().review, "none");
    said_.reviews.push_back({"maintainer", "APPROVED", "CONTRIBUTOR"});  // a member who does not show it
    EXPECT_EQ(look().review, "approved");
    said_.reviews.push_back({"ann", "CHANGES_REQUESTED", "COLLABORATOR"});
    EXPECT_EQ(look().review, "changes_requested");
}

TEST_F(GitHubConversations, HearNoReviewsOfMembersWhoMayOnlyRead)
{
    said_.reviews = {{"reader", "APPROVED", "MEMBER"}, {"nobody", "CHANGES_REQUESTED", "COLLABORATOR"}};
    EXPECT_EQ(look().review, "none");
    said_.reviews.push_back({"acme", "APPROVED", "OWNER"});
    EXPECT_EQ(look().review, "approved");
    EXPECT_EQ(world_.github.count("GET", "/collaborators/acme/"), 0U);
}

TEST_F(GitHubConversations, AskAboutAFewReviewersOnlyAndAboutInsidersFirst)
{
    for (int i = 0; i < 200; ++i)
        said_.reviews.push_back(
            {"a" + std::to_string(i), i % 2 == 0 ? "APPROVED" : "CHANGES_REQUESTED", "NONE"}
        );
    EXPECT_EQ(look().review, "none");
    EXPECT_EQ(world_.github.count("GET", "/collaborators/"), 10U);
    said_.reviews.push_back({"maintainer", "APPROVED"});
    EXPECT_EQ(look().review, "approved");
}

TEST_F(GitHubConversations, ReadAllPagesOfReviews)
{
    said_.reviews.assign(100, {"bob", "COMMENTED"});
    said_.reviews.push_back({"ann", "APPROVED"});
    EXPECT_EQ(look().review, "approved");
}

TEST_F(GitHubConversations, TellHowTheChecksOfTheHeadStand)
{
    said_.check_runs = base::Value::array({{{"status", "completed"}, {"conclusion", "failure"}}});
    EXPECT_EQ(look().checks, "failing");
    const auto path = "/commits/" + world_.github.pulls().front().head_sha + "/check-runs";
    EXPECT_EQ(world_.github.count("GET", path), 1U);
}

TEST_F(GitHubConversations, HearOnlyNewComments)
{
    for (int i = 0; i < 130; ++i)
        said_.comment("ann", std::to_string(i));
    const auto first = conversation_.comments(1, 0);
    ASSERT_THAT(first, SizeIs(50));
    EXPECT_EQ(first.front().body, "0");
    EXPECT_EQ(first.front().author, "ann");
    const auto second = conversation_.comments(1, first.back().id);
    ASSERT_THAT(second, SizeIs(50));
    const auto rest = conversation_.comments(1, second.back().id);
    ASSERT_THAT(rest, SizeIs(30));
    EXPECT_EQ(rest.back().body, "129");
    EXPECT_THAT(conversation_.comments(1, rest.back().id), IsEmpty());
}

TEST_F(GitHubConversations, KnowNobodyWhoseNameIsNoLogin)
{
    for (const auto& name :
         std::vector<std::string>{"a\nGroundwork-Request: req-1", "a b", "../x", std::string(101, 'a')})
        said_.comment(name, "/groundwork cancel");
    said_.comment("ann-b[bot]", "hello");
    const auto comments = conversation_.comments(1, 0);
    ASSERT_THAT(comments, SizeIs(5));
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(comments[static_cast<std::size_t>(i)].author, "");
    EXPECT_EQ(comments[4].author, "ann-b[bot]");
    EXPECT_FALSE(conversation_.may_write(""));
}

TEST_F(GitHubConversations, AskEachTimeWhoMayWrite)
{
    EXPECT_TRUE(conversation_.may_write("maintainer"));
    EXPECT_TRUE(conversation_.may_write("owner"));
    EXPECT_FALSE(conversation_.may_write("reader"));
    EXPECT_FALSE(conversation_.may_write("nobody"));
    EXPECT_FALSE(conversation_.may_write("../../other/collaborators/maintainer"));
    said_.permissions["maintainer"] = "read";
    EXPECT_FALSE(conversation_.may_write("maintainer"));
}

TEST_F(GitHubConversations, SayAndClose)
{
    conversation_.say(1, "Done.");
    EXPECT_THAT(said_.comments().back().at("body"), "Done.");
    conversation_.close(1);
    EXPECT_EQ(look().state, "closed");
}

TEST_F(GitHubConversations, RetellTheirPartOfTheDescriptionAndNoMore)
{
    auto proposal = world_.proposal();
    const auto retold = [&](const std::string& before, const std::string& body) {
        edit({{"title", "As people call it"}, {"body", before}});
        proposal.body = body;
        conversation_.retell(1, proposal);
        EXPECT_EQ(world_.github.pulls().front().title, "As people call it");
        return world_.github.pulls().front().body;
    };
    const std::string mark = "<!-- groundwork:req-0123 -->\n";
    const auto ours = "## Summary\n\nNew\n\n" + mark;
    EXPECT_EQ(retold("## Summary\n\nOld\n\n" + mark, ours), ours);
    // As the browser writes it, and with our heading in what was asked for.
    EXPECT_EQ(
        retold(
            "Mine.\r\n\r\n## Summary\r\n\r\nOld\r\n## Summary\r\n<!-- groundwork:req-0123 -->\r\nBye.", ours
        ),
        "Mine.\r\n\r\n" + ours.substr(0, ours.size() - 1) + "\r\nBye."
    );
    const auto cut = retold(ours, "## Summary\n" + std::string(70'000, 'x') + "\n" + mark);
    EXPECT_THAT(cut, testing::EndsWith(mark));
    EXPECT_LE(cut.size(), 65'600U);
}

TEST_F(GitHubConversations, LeaveADescriptionInWhichTheirPartIsNotFound)
{
    auto proposal = world_.proposal();
    proposal.body = "## Summary\n\nNew\n\n<!-- groundwork:req-0123 -->\n";
    for (const std::string before :
         {"",
          "Mine.",
          "## Summary\n\nOld\n<!-- groundwork:req-4567 -->\n",
          "See ## Summary\n<!-- groundwork:req-0123 -->\n",
          "<!-- groundwork:req-0123 -->\n## Summary\n"}) {
        edit({{"body", before}});
        EXPECT_EQ(error_of([&] { conversation_.retell(1, proposal); }).code, base::Code::conflict) << before;
        EXPECT_EQ(world_.github.pulls().front().body, before);
    }
}

TEST_F(GitHubConversations, GoBeforeThePullRequestsThatAreStillToBeOpened)
{
    auto& limits = world_.side.limits;
    limits.heed({403, {{"retry-after", "60"}}, "{}"});
    for (int i = 0; i < 400; ++i)
        EXPECT_EQ(
            error_of([&] { limits.turn("backlog " + std::to_string(i), 2); }).code, base::Code::limited
        );
    const auto waits = error_of([&] { conversation_.retell(1, world_.proposal()); });
    ASSERT_TRUE(waits.retry_after);
    EXPECT_LE(*waits.retry_after, std::chrono::seconds(60));
    world_.clock.advance(*waits.retry_after);
    conversation_.retell(1, world_.proposal());
    conversation_.say(1, "Done.");
    EXPECT_EQ(said_.comments().back().at("body"), "Done.");
}

TEST_F(GitHubConversations, CostNothingWhileNothingChanges)
{
    look();
    const auto before = world_.github.ledger().size();
    look();
    const auto after = world_.github.ledger();
    for (auto i = before; i < after.size(); ++i)
        EXPECT_EQ(after[i].status, 304) << after[i].path;
}

TEST_F(GitHubConversations, AreReadAgainOnlyWhenThePullRequestHasChanged)
{
    const auto reads = [&](const std::string& what) { return world_.github.count("GET", what); };
    const auto look_after = [&](std::chrono::seconds wait) {
        world_.clock.advance(wait);
        const auto progress = look();
        const auto comments = conversation_.comments(1, said_.comments().empty() ? 0 : 999);
        return std::pair(progress.review, comments.size());
    };
    look_after(std::chrono::seconds(0));  // changed just now: more may have happened in the same second
    look_after(std::chrono::seconds(30));
    EXPECT_EQ(reads("/reviews"), 2U);
    EXPECT_EQ(reads("/comments"), 2U);
    look_after(std::chrono::seconds(30));
    EXPECT_EQ(reads("/reviews"), 2U);
    EXPECT_EQ(reads("/comments"), 2U);
    EXPECT_EQ(reads("/check-runs"), 3U);
    said_.comment("ann", "hello");
    said_.reviews.push_back({"ann", "APPROVED"});
    EXPECT_EQ(look_after(std::chrono::seconds(30)), std::pair(std::string("approved"), std::size_t{1}));
    look_after(std::chrono::seconds(30));
    EXPECT_EQ(reads("/reviews"), 4U);
    EXPECT_EQ(look_after(std::chrono::seconds(30)).first, "approved");
    EXPECT_EQ(reads("/reviews"), 4U);
    look_after(std::chrono::minutes(30));
    EXPECT_EQ(reads("/reviews"), 4U);
    look_after(std::chrono::minutes(30));
    EXPECT_EQ(reads("/reviews"), 5U);  // at times even so
}

TEST_F(GitHubConversations, FindWhatWasSaidWithoutAnAnswer)
{
    look();
    world_.clock.advance(std::chrono::minutes(1));
    look();  // by now all is to be seen
    EXPECT_TRUE(conversation_.comments(1, 0).empty());
    EXPECT_TRUE(conversation_.comments(1, 0).empty());
    world_.github.script({.method = "POST", .path = "/comments", .applies = true, .drops = true});
    EXPECT_EQ(error_of([&] { conversation_.say(1, "Done."); }).code, base::Code::unavailable);
    ASSERT_EQ(conversation_.comments(1, 0).size(), 1U);
}

TEST_F(GitHubConversations, TakeNoReadsFromPullRequestsThatAreToBeOpened)
{
    const auto error = error_of([&] {
        while (true)
            look();
    });
    EXPECT_EQ(error.code, base::Code::limited);
    EXPECT_THAT(error.message, HasSubstr("look only so often"));
    EXPECT_NO_THROW(world_.side.pulls.open(world_.proposal("b")));
}

TEST_F(GitHubConversations, LeaveReadsToPublishingAlsoWhenStrangersComment)
{
    const auto error = error_of([&] {
        while (true)
            conversation_.may_write("reader");
    });
    EXPECT_EQ(error.code, base::Code::limited);
    EXPECT_NO_THROW(world_.side.pulls.open(world_.proposal("b")));
}

TEST_F(GitHubConversations, AreLostWithThePullRequest)
{
    EXPECT_EQ(error_of([&] { conversation_.look(7); }).code, base::Code::not_found);
    world_.github.script({.method = "GET", .path = "/repos/acme/infra", .status = 404, .body = "{}"});
    EXPECT_EQ(error_of([&] { conversation_.look(1); }).code, base::Code::not_found);
}

}  // namespace
}  // namespace forge

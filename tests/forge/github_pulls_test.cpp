#include "base/text.h"
#include "forge/github_world.h"

using base::Code;
using support::GitHubStandIn;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

TEST(GitHubPulls, LooksBeforeItOpensAndLabelsLast)
{
    GitHubWorld world({{"ann"}, {"platform"}, true});
    const auto pull = world.side.pulls.open(world.proposal());
    EXPECT_EQ(pull.number, 1);
    EXPECT_EQ(pull.url, "https://github.test/acme/infra/pull/1");
    EXPECT_EQ(pull.state, "open");
    EXPECT_THAT(pull.labels, UnorderedElementsAre("infrastructure", "env:dev"));
    EXPECT_TRUE(world.github.pulls().at(0).draft);
    EXPECT_THAT(world.github.pulls().at(0).reviewers, UnorderedElementsAre("ann"));
    EXPECT_THAT(world.github.pulls().at(0).teams, UnorderedElementsAre("platform"));
    std::vector<std::string> calls;
    for (const auto& entry : world.github.ledger())
        calls.push_back(entry.method + " " + entry.path.substr(std::string("/repos/acme/infra").size()));
    EXPECT_THAT(
        calls,
        testing::ElementsAre(
            "GET ",
            "GET /pulls",
            "GET /labels/infrastructure",
            "GET /labels/env%3Adev",
            "POST /pulls",
            "POST /pulls/1/requested_reviewers",
            "POST /pulls/1/requested_reviewers",
            "POST /labels",
            "POST /labels",
            "POST /issues/1/labels"
        )
    );
}

TEST(GitHubPulls, NeedsTwoWritesOnceItsLabelsAreKnown)
{
    GitHubWorld world;
    world.side.pulls.open(world.proposal("a"));
    const auto before = world.github.ledger().size();
    world.side.pulls.open(world.proposal("b"));
    EXPECT_EQ(world.github.ledger().size() - before, 3U);  // look, open, label
}

TEST(GitHubPulls, OpenAgainWritesNothing)
{
    GitHubWorld world;
    const auto first = world.side.pulls.open(world.proposal());
    const auto writes = world.github.count("POST", "");
    const auto again = world.side.pulls.open(world.proposal());
    EXPECT_EQ(again.number, first.number);
    EXPECT_EQ(world.github.count("POST", ""), writes);
    // and what has not changed is not even counted by GitHub
    EXPECT_EQ(world.github.ledger().back().status, 200);
    world.side.pulls.open(world.proposal());
    EXPECT_EQ(world.github.ledger().back().status, 304);
}

TEST(GitHubPulls, AdoptsOneThatAppearedBetweenLookAndOpen)
{
    GitHubWorld world;
    const auto proposal = world.proposal();
    world.github.script(
        {.method = "POST",
         .path = "/pulls",
         .applies = true,
         .status = 422,
         .body = R"({"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom",)"
                 R"("message":"A pull request already exists for acme:groundwork/dev-s3-logs."}]})"}
    );
    EXPECT_EQ(world.side.pulls.open(proposal).number, 1);
    EXPECT_EQ(world.github.pulls().size(), 1U);
    EXPECT_THAT(world.github.pulls()[0].labels, UnorderedElementsAre("infrastructure", "env:dev"));
}

TEST(GitHubPulls, FinishesOneThatWasOpenedButNotLabelled)
{
    GitHubWorld world;
    const auto proposal = world.proposal();
    world.github.script({.method = "POST", .path = "/issues/1/labels", .drops = true});
    EXPECT_EQ(error_of([&] { world.side.pulls.open(proposal); }).code, Code::unavailable);
    EXPECT_EQ(world.side.pulls.open(proposal).number, 1);
    EXPECT_THAT(world.github.pulls().at(0).labels, UnorderedElementsAre("infrastructure", "env:dev"));
    EXPECT_EQ(world.github.count("POST", "/infra/pulls"), 1U);
}

TEST(GitHubPulls, SaysThatSomebodyElseHasOpenedIt)
{
    GitHubWorld world;
    auto theirs = world.proposal();
    theirs.body = "By hand\n";
    world.side.pulls.open(theirs);
    const auto pull = world.side.pulls.open(world.proposal());
    EXPECT_EQ(pull.number, 1);
    EXPECT_THAT(pull.lacks, testing::ElementsAre(HasSubstr("by groundwork[bot]")));
}

TEST(GitHubPulls, LeavesAClosedOneClosed)
{
    GitHubWorld world;
    const auto proposal = world.proposal();
    world.side.pulls.open(proposal);
    world.github.end(1, "");
    const auto writes = world.github.count("POST", "");
    EXPECT_EQ(world.side.pulls.open(proposal).state, "closed");
    EXPECT_EQ(world.github.count("POST", ""), writes);
    EXPECT_EQ(world.github.pulls().size(), 1U);
}

TEST(GitHubPulls, TellsAMergedOneFromAClosedOne)
{
    GitHubWorld world;
    const auto proposal = world.proposal();
    EXPECT_EQ(world.side.pulls.open(proposal).merge_sha, "");
    world.github.end(1, std::string(40, 'b'));
    const auto pull = world.side.pulls.find(proposal.branch).value();
    EXPECT_EQ(pull.state, "merged");
    EXPECT_EQ(pull.merge_sha, std::string(40, 'b'));
    EXPECT_TRUE(pull.closed_at);
}

TEST(GitHubPulls, PassesOverPullRequestsOfForksAndOfOtherBranches)
{
    GitHubWorld world;
    const auto proposal = world.proposal();
    const auto list = [&](int repository, const std::string& branch) {
        world.github.script(
            {.method = "GET",
             .path = "/pulls",
             .status = 200,
             .body = R"([{"number":7,"html_url":"https://github.test/x","state":"open","head":{"ref":")" +
                     branch + R"(","repo":{"full_name":"acme/renamed","id":)" + std::to_string(repository) +
                     R"(}},"base":{"repo":{"full_name":"acme/renamed","id":1}}}])"}
        );
        return world.side.pulls.find(proposal.branch).has_value();
    };
    EXPECT_FALSE(list(2, proposal.branch));
    EXPECT_FALSE(list(1, "other"));
    EXPECT_TRUE(list(1, proposal.branch)) << "whatever the repository is called by now";
}

TEST(GitHubPulls, AnUnwelcomeReviewerDoesNotFailARequestWhosePullRequestIsOpen)
{
    GitHubWorld world({{"nobody"}, {}, false});
    EXPECT_EQ(world.side.pulls.open(world.proposal()).state, "open");
    EXPECT_THAT(world.github.pulls().at(0).labels, UnorderedElementsAre("infrastructure", "env:dev"));
}

TEST(GitHubPulls, OneUnwelcomeNameSpoilsNeitherTheTeamsNorTheLabels)
{
    GitHubWorld world({{"ann", "nobody"}, {"platform"}, false});
    const auto pull = world.side.pulls.open(world.proposal());
    ASSERT_EQ(pull.lacks.size(), 1U);
    EXPECT_THAT(pull.lacks[0], HasSubstr("ann, nobody"));
    EXPECT_THAT(pull.lacks[0], HasSubstr("GITHUB_REVIEWERS"));
    EXPECT_THAT(world.github.pulls().at(0).teams, UnorderedElementsAre("platform"));
}

TEST(GitHubPulls, SaysWhatATeamNeedsThatCannotBeAsked)
{
    GitHubWorld world({{"ann"}, {"hidden"}, false});
    const auto pull = world.side.pulls.open(world.proposal());
    ASSERT_EQ(pull.lacks.size(), 1U);
    EXPECT_THAT(pull.lacks[0], HasSubstr("Members: Read-only"));
    EXPECT_EQ(world.github.count("POST", "/requested_reviewers"), 2U);  // each once
    EXPECT_THAT(world.github.pulls().at(0).reviewers, UnorderedElementsAre("ann"));
}

TEST(GitHubPulls, AsksOnlyThoseWhoAreNotAskedYetAndNotTheAuthor)
{
    GitHubWorld world({{"Ann", "groundwork[bot]"}, {"platform"}, false});
    const auto proposal = world.proposal();
    world.github.script({.method = "POST", .path = "/labels", .drops = true});
    EXPECT_EQ(error_of([&] { world.side.pulls.open(proposal); }).code, Code::unavailable);
    world.side.pulls.open(proposal);
    EXPECT_EQ(world.github.count("POST", "/requested_reviewers"), 2U);
    EXPECT_THAT(world.github.pulls().at(0).reviewers, UnorderedElementsAre("Ann"));
}

TEST(GitHubPulls, TriesAgainWhatIsTooEarlyForANewPullRequest)
{
    GitHubWorld world({{"ann"}, {}, false});
    const std::string body = R"({"message":"Validation Failed","errors":[{"resource":"Label","field":"data",)"
                             R"("code":"unprocessable","message":"Could not resolve to a node with the )"
                             R"(global id of 'PR_kwDOOCYeos7H8Z48'."}]})";
    for (const std::string path : {"/pulls/1/requested_reviewers", "/issues/1/labels"})
        world.github.script({.method = "POST", .path = path, .status = 422, .body = body, .times = 2});
    const auto pull = world.side.pulls.open(world.proposal());
    EXPECT_TRUE(pull.lacks.empty());
    EXPECT_THAT(world.github.pulls().at(0).reviewers, UnorderedElementsAre("ann"));
    EXPECT_THAT(world.github.pulls().at(0).labels, UnorderedElementsAre("infrastructure", "env:dev"));
}

TEST(GitHubPulls, FitsTitleAndBodyIntoWhatGitHubTakes)
{
    GitHubWorld world;
    auto proposal = world.proposal();
    proposal.title = std::string(400, 't');
    proposal.body = std::string(80'000, 'b') + "\n\n<!-- groundwork:req-0123 -->\n";
    world.side.pulls.open(proposal);
    const auto pull = world.github.pulls().at(0);
    EXPECT_LE(base::code_points(pull.title), 256U);
    EXPECT_LE(base::code_points(pull.body), 65'536U);
    EXPECT_GT(base::code_points(pull.body), 65'000U);
    EXPECT_TRUE(pull.body.ends_with("<!-- groundwork:req-0123 -->\n"));
}

TEST(GitHubPulls, SaysWhyGitHubOpensNone)
{
    GitHubWorld world;
    auto proposal = world.proposal();
    world.github.branches.erase(proposal.branch);
    EXPECT_EQ(error_of([&] { world.side.pulls.open(proposal); }).code, Code::not_found);
    world.github.branches[proposal.branch] = world.github.branches["main"];
    EXPECT_EQ(error_of([&] { world.side.pulls.open(proposal); }).code, Code::conflict);
}

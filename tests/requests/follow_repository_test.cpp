#include "requests/follow_world.h"
#include "requests/stages.h"

namespace requests {
namespace {

using base::Code;

TEST_F(Follow, BelievesNoOtherBranchsPullRequest)
{
    host_.progress.branch = "somebody/elses";
    host_.progress.state = "merged";
    say("maintainer", "/groundwork cancel");
    for (int i = 0; i < 3; ++i)
        pass(hours(1));
    EXPECT_EQ(request().pr_state, "open");
    EXPECT_THAT(host_.said, IsEmpty());
    EXPECT_EQ(kinds().back(), "pr_unreachable");
}

TEST_F(Follow, LooksIntoNoOtherRepository)
{
    Host other;
    other.progress = host_.progress;
    other.progress.state = "merged";
    const forge::Targets targets{
        {.name = "default",
         .forge = forge_,
         .conversation = &other,
         .address = "https://github.com/acme/other"},
        {}};
    const Means means{catalog_, model_, targets, *database_, hub_, metrics_};
    const FollowMeans follow_means{means};
    const auto workflow = follow_workflow(follow_means);
    jobs::Runner runner{*database_, clock_, metrics_, {}};
    runner.add(workflow);
    for (int i = 0; i < 4; ++i) {
        clock_.advance(hours(1));
        runner.run_until_idle();
    }
    EXPECT_EQ(other.looks, 0);
    EXPECT_THAT(kinds(), ElementsAre("pr_unreachable"));
    host_.progress.state = "merged";
    pass(hours(1));
    EXPECT_EQ(request().pr_state, "merged");
}

TEST_F(Follow, WritesIntoNoOtherRepositoryThanItBeganWith)
{
    Document document;
    document.request_id = "req-0123456789ab";
    document.created_at = clock_.now();
    document.submission.request = "staging S3 bucket for logs";
    document.submission.requester = "jane";
    stages::parse(means_, document);
    stages::check(means_, document);
    stages::render(means_, document);
    EXPECT_EQ(document.address, "https://github.com/acme/infra");
    document = base::Value(document).get<Document>();
    document.base_sha = forge_.base_sha();
    const forge::Targets targets{
        {.name = "default",
         .forge = forge_,
         .conversation = &host_,
         .address = "https://github.com/acme/other"},
        {}};
    const Means means{catalog_, model_, targets, *database_, hub_, metrics_};
    const auto refused = [&](auto stage) {
        const auto error = error_of([&] { stage(means, document); });
        EXPECT_EQ(error.code, Code::conflict);
        EXPECT_THAT(error.message, HasSubstr("https://github.com/acme/infra"));
        EXPECT_THAT(error.message, HasSubstr("https://github.com/acme/other"));
    };
    refused(stages::commit);
    stages::commit(means_, document);
    refused(stages::publish);
    stages::publish(means_, document);
    EXPECT_EQ(document.pr_state, "open");
}

}  // namespace
}  // namespace requests

#include "server/github_app.h"

using testing::HasSubstr;

TEST_F(GitHubApp, ARequestBecomesAPullRequestOnGitHub)
{
    support::RunningApp app(flags());
    const auto status = app.provision(bucket());
    ASSERT_EQ(status["status"], "completed") << status;
    ASSERT_EQ(host_->github.pulls().size(), 1U);
    const auto pull = host_->github.pulls()[0];
    EXPECT_EQ(status["pr_url"], host_->github.url + "/pull/1");
    EXPECT_EQ(status["branch_name"], pull.head);
    EXPECT_EQ(pull.labels.size(), 4U);
    EXPECT_THAT(pull.body, HasSubstr("staging S3 bucket for logs"));
    EXPECT_TRUE(host_->git->files_at(pull.head).contains("terraform/staging/s3/logs-bucket/main.tf"));
}

TEST_F(GitHubApp, WhoCannotBeAskedToReviewIsNamedInTheEvents)
{
    auto with_reviewers = flags();
    with_reviewers["github_reviewers"] = "nobody";
    support::RunningApp app(with_reviewers);
    const auto status = app.provision(bucket());
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_TRUE(comes(app, status["request_id"], "request.pr_incomplete"));
}

TEST_F(GitHubApp, ATimeOutAfterSuccessLeavesOnePullRequest)
{
    support::RunningApp app(flags());
    host_->github.script({.method = "POST", .path = "/pulls", .applies = true, .drops = true});
    const auto status = app.provision(bucket());
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["pr_number"], 1);
    EXPECT_EQ(host_->github.pulls().size(), 1U);
}

TEST_F(GitHubApp, CallsAreNotCountedWhereGitHubsLimitsAreOff)
{
    auto unlimited = flags();
    unlimited["github_limits"] = "off";
    support::RunningApp app(unlimited);
    for (std::size_t i = 0; i <= forge::GitHubPace{}.reads_a_minute; ++i)
        ASSERT_THAT(app.app().banner(), HasSubstr("connected")) << i;
}

TEST_F(GitHubApp, ACommentChangesThePullRequestByOneMoreCommit)
{
    host_->github.conversation.reviews = {{"maintainer", "APPROVED", "MEMBER"}};
    host_->github.conversation.check_runs =
        base::Value::array({{{"status", "completed"}, {"conclusion", "failure"}}});
    support::RunningApp app(flags_with_webhooks());
    const std::string id = app.provision(bucket())["request_id"];
    const auto branch = host_->github.pulls()[0].head;
    const auto first = (*host_->git)({"rev-parse", branch});
    host_->github.comment("maintainer", "/groundwork set versioning=false");
    EXPECT_EQ(tell(app, host_->github.url, "shared"), 1);
    ASSERT_TRUE(comes(app, id, "request.revised"));
    EXPECT_EQ((*host_->git)({"rev-parse", branch + "^"}), first);
    const auto values = host_->git->files_at(branch).at("terraform/staging/s3/logs-bucket/terraform.tfvars");
    EXPECT_THAT(values, testing::ContainsRegex("# answer\nversioning += false"));
    EXPECT_THAT(body_with("| `versioning` | `false` | answer |"), HasSubstr("Request `" + id));
    const auto status = app.settled(id);
    EXPECT_EQ(status["requirements"]["parameters"]["versioning"], false);
    EXPECT_EQ(status["pr_state"], "open");
    EXPECT_EQ(status["pr_review"], "approved");
    EXPECT_EQ(status["pr_checks"], "failing");

    ASSERT_TRUE(host_->github.hears(1, "Set ", std::chrono::minutes(2)));
    host_->github.end(1, std::string(40, 'b'));
    tell(app, host_->github.url, "shared");
    ASSERT_TRUE(comes(app, id, "request.pr_merged"));
    const auto checked = "/commits/" + (*host_->git)({"rev-parse", branch}) + "/check-runs";
    EXPECT_GE(host_->github.count("GET", checked), 1U) << "the checks are those of the first commit";
    EXPECT_EQ(app.settled(id)["pr_state"], "merged");
    EXPECT_EQ(tell(app, host_->github.url, "shared"), 0);
    EXPECT_EQ(tell(app, "https://github.com/evil/other", "shared"), 0);
}

TEST_F(GitHubApp, IsWokenByCommitStatusesAndUnderTheRepositorysNextName)
{
    support::RunningApp app(flags_with_webhooks());
    const std::string branch = app.provision(bucket())["branch_name"];
    const auto status_of = [&](const std::string& name, const base::Value& repository) {
        return base::Value{
            {"state", "success"},
            {"branches", {{{"name", "main"}}, {{"name", name}}}},
            {"repository", repository}};
    };
    const base::Value here{{"id", 1296269}, {"html_url", host_->github.url}};
    const base::Value renamed{{"id", 1296269}, {"html_url", "https://github.com/acme/next"}};
    const base::Value other{{"id", 7}, {"html_url", "https://github.com/evil/other"}};
    EXPECT_EQ(deliver(app, status_of(branch, here), "shared"), 1);
    EXPECT_EQ(deliver(app, status_of("somebodys", here), "shared"), 0);
    EXPECT_EQ(deliver(app, status_of(branch, other), "shared"), 0);
    EXPECT_EQ(deliver(app, status_of(branch, renamed), "shared"), 1);
    EXPECT_EQ(deliver(app, {{"pull_request", {{"number", 1}}}, {"repository", renamed}}, "shared"), 1);
}

/// As an older version left it that gave up at the first refusal.
TEST_F(GitHubApp, APullRequestThatWasGivenUpIsFollowedAgainAfterARestart)
{
    const support::TemporaryFolder data;
    std::string id;
    {
        support::RunningApp app(data.path(), flags_with_webhooks());
        id = app.provision(bucket())["request_id"];
        ASSERT_TRUE(comes(app, id, "request.pr_progress"));
    }
    base::ManualClock clock;
    db::open_sqlite((data.path() / "groundwork.db").string(), clock)->write([&](db::Transaction& tx) {
        EXPECT_EQ(
            tx.execute("UPDATE jobs SET state = 'failed', run_at = NULL, parked_signal = NULL, error_code = "
                       "'upstream', error_message = 'x', ended_at = 1 WHERE workflow = 'follow'"),
            1
        );
    });
    support::RunningApp app(data.path(), flags_with_webhooks());
    host_->github.end(1, "");
    EXPECT_EQ(tell(app, host_->github.url, "shared"), 1);
    EXPECT_TRUE(comes(app, id, "request.pr_closed"));
    EXPECT_EQ(tell(app, host_->github.url, "shared"), 1) << "it may be reopened";
}

TEST_F(GitHubApp, ARuleSendsATeamsPullRequestsElsewhere)
{
    (*host_->git)({"branch", "theirs", "main"});
    const auto with_rule = flags_with_rules(
        "- {name: payments, teams: [Payments], repository: acme/" + host_->github.name +
        ", base_branch: theirs, path_prefix: teams/payments}\n"
    );
    support::RunningApp app(with_rule);
    EXPECT_THAT(app.app().banner(), HasSubstr("and 1 more by rule"));
    EXPECT_EQ(host_->github.count("POST", "/pulls"), 1U);  // the token is tried out in one repository
    auto theirs = bucket();
    theirs["team"] = "payments";
    for (const auto& body : {bucket(), theirs})
        EXPECT_EQ(app.provision(body)["status"], "completed");
    const auto pulls = host_->github.pulls();
    ASSERT_EQ(pulls.size(), 2U);
    EXPECT_EQ(pulls[0].base, "main");
    EXPECT_EQ(pulls[1].base, "theirs");
    const std::string path = "terraform/staging/s3/logs-bucket/main.tf";
    EXPECT_TRUE(host_->git->files_at(pulls[0].head).contains(path));
    EXPECT_TRUE(host_->git->files_at(pulls[1].head).contains("teams/payments/" + path));
    EXPECT_FALSE(host_->git->files_at(pulls[1].head).contains(path));
    EXPECT_THAT(pulls[1].body, HasSubstr("`teams/payments/terraform/staging/s3/logs-bucket`"));
}

TEST_F(GitHubApp, TwoRulesForOneRepositoryDoNotWriteOneDirectory)
{
    support::RunningApp app(flags_with_rules(
        "- {name: payments, teams: [payments], repository: ACME/" + host_->github.name + "}\n"
    ));
    auto theirs = bucket();
    theirs["team"] = "payments";
    EXPECT_EQ(app.provision(bucket())["status"], "completed");
    const auto second = app.provision(theirs);
    EXPECT_EQ(second["status"], "failed");
    EXPECT_THAT(base::write_json(second), HasSubstr("is being written by"));
    EXPECT_EQ(host_->github.pulls().size(), 1U);
}

TEST_F(GitHubApp, ARequestWhosePullRequestIsRefusedLeavesNoBranch)
{
    support::RunningApp app(flags());
    host_->github.script({.method = "POST", .path = "/pulls", .status = 422, .body = R"({"message":"Hm."})"});
    const auto status = app.provision(bucket());
    EXPECT_EQ(status["status"], "failed");
    EXPECT_TRUE(comes(app, status["request_id"], "request.branch_dropped"));
    EXPECT_EQ((*host_->git)({"for-each-ref", "--format=%(refname)", "refs/heads"}), "refs/heads/main");
}

TEST_F(GitHubApp, HealthNamesTheRepositoryThatIsNotWell)
{
    support::RunningApp app(
        flags_with_rules("- {name: payments, teams: [payments], repository: acme/absent}\n")
    );
    const auto checks = app.get_json("/api/v1/health")["checks"];
    EXPECT_THAT(checks["github"], testing::StartsWith("error: acme/absent: GitHub finds nothing"));
    EXPECT_THAT(checks["forge"], testing::StartsWith("error: acme/absent: "));
}

TEST_F(GitHubApp, HealthAndBannerSayWhatGitHubSays)
{
    support::RunningApp app(flags());
    auto health = app.get_json("/api/v1/health");
    EXPECT_EQ(health["checks"]["github"], "connected") << health;
    EXPECT_EQ(health["checks"]["forge"], "healthy") << health;
    EXPECT_THAT(
        app.app().banner(), HasSubstr("github, " + host_->github.url + ", because GITHUB_TOKEN is set")
    );

    auto wrong = flags();
    wrong["github_token"] = "github_pat_wrong";
    support::RunningApp other(wrong);
    health = other.get_json("/api/v1/health");
    EXPECT_EQ(health["status"], "degraded");
    EXPECT_THAT(health["checks"]["github"], HasSubstr("GITHUB_TOKEN"));
    EXPECT_EQ(base::write_json(health).find("github_pat_wrong"), std::string::npos);
    EXPECT_EQ(other.app().banner().find("github_pat_wrong"), std::string::npos);
}

TEST_F(GitHubApp, PullRequestsAreAnsweredWithTheirAddressOnGitHub)
{
    support::RunningApp app(flags());
    const auto message = [&](const base::HttpAnswer& answer) {
        EXPECT_EQ(answer.status, 404);
        return base::read_json(answer.body)["error"]["message"].get<std::string>();
    };
    EXPECT_THAT(message(app.get("/api/v1/pulls")), HasSubstr(host_->github.url + "/pulls"));
    EXPECT_THAT(message(app.get("/api/v1/pulls/7")), HasSubstr(host_->github.url + "/pull/7"));
    EXPECT_THAT(
        message(app.post("/api/v1/pulls/7/merge", base::Value::object())),
        HasSubstr(host_->github.url + "/pull/7")
    );
    EXPECT_THAT(app.get("/pulls").body, HasSubstr(host_->github.url + "/pulls"));
    EXPECT_EQ(app.get("/git/infrastructure.git/info/refs?service=git-upload-pack").status, 404);
}

TEST_F(GitHubApp, WhatIsMissingIsSaidAtStart)
{
    auto incomplete = flags();
    incomplete.erase("github_repo");
    EXPECT_THAT(
        support::RunningApp(incomplete).app().banner(),
        HasSubstr("because GITHUB_ORG and GITHUB_REPO are not set beside GITHUB_TOKEN")
    );
    incomplete["forge"] = "github";
    EXPECT_THAT(refusal(incomplete), HasSubstr("GITHUB_REPO is missing"));
    EXPECT_THAT(refusal({{"forge", "github"}}), HasSubstr("GITHUB_ORG is missing"));
    auto both = flags();
    both["github_app_id"] = "1";
    EXPECT_THAT(refusal(both), HasSubstr("both set"));
    auto app = both;
    app.erase("github_token");
    EXPECT_THAT(refusal(app), HasSubstr("GITHUB_APP_PRIVATE_KEY_FILE"));
    auto local = flags();
    local["forge"] = "local";
    EXPECT_THAT(support::RunningApp(local).app().banner(), HasSubstr("because FORGE says so"));
}

#include "server/github_app.h"

using testing::HasSubstr;

namespace {

/// GitHub's rules for branches, as an `update` hook of a real Git server, in GitHub's own words.
class GitHubRules : public GitHubApp {
protected:
    /// `which`: of the shell, about $refname and $old, which is all zeros for a new branch.
    void forbid(const std::string& which, const std::string& rule) const
    {
        host_->server().set_hook(
            repository(),
            "update",
            "refname=$1 old=$2\n" + which + " || exit 0\n" +
                "echo \"error: GH013: Repository rule violations found for $refname.\" >&2\n"
                "echo 'Review all repository rules at " +
                host_->github.url + "/rules' >&2\necho >&2\necho '- " + rule + "' >&2\nexit 1\n"
        );
    }
    void allow() const { host_->server().remove_hook(repository(), "update"); }

    std::string branches() const { return (*host_->git)({"for-each-ref", "--format=%(refname)"}); }

private:
    std::string repository() const { return "acme/" + host_->github.name + ".git"; }
};

TEST_F(GitHubRules, ThatForbidTheBranchEndTheRequestInTheirWordsAndLeaveNothing)
{
    const std::string rule = "Cannot create ref due to creations being restricted.";
    forbid("case $refname in refs/heads/groundwork/*) ;; *) false;; esac", rule);
    support::RunningApp app(flags());
    const auto refused = app.provision(bucket());
    EXPECT_EQ(refused["status"], "failed");
    EXPECT_EQ(refused["error_code"], "forbidden");
    const std::string error = refused["error"];
    EXPECT_THAT(error, HasSubstr("GH013: Repository rule violations found for refs/heads/groundwork/"));
    EXPECT_THAT(error, HasSubstr(rule));
    EXPECT_EQ(host_->github.count("POST", "/pulls"), 0U);
    EXPECT_EQ(branches(), "refs/heads/main");

    allow();
    const auto status = app.provision(bucket());
    EXPECT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(host_->github.pulls().size(), 1U);
    EXPECT_EQ(branches(), "refs/heads/" + status["branch_name"].get<std::string>() + "\nrefs/heads/main");
}

TEST_F(GitHubRules, ThatForbidOneMoreCommitAreTheAnswerToTheCommand)
{
    support::RunningApp app(flags_with_webhooks());
    const std::string id = app.provision(bucket())["request_id"];
    const auto branch = host_->github.pulls()[0].head;
    const auto first = (*host_->git)({"rev-parse", branch});
    forbid("expr $old : '.*[1-9a-f]' >/dev/null", "Changes must be made through a pull request.");
    host_->github.comment("maintainer", "/groundwork set versioning=false");
    tell(app, host_->github.url, "shared");
    EXPECT_TRUE(comes(app, id, "request.comment_refused"));
    EXPECT_TRUE(host_->github.hears(1, "GH013: Repository rule violations found"));
    EXPECT_TRUE(host_->github.hears(1, "Changes must be made through a pull request."));
    EXPECT_TRUE(host_->github.hears(1, "Nothing was changed."));
    EXPECT_EQ((*host_->git)({"rev-parse", branch}), first);
    EXPECT_EQ(app.settled(id)["requirements"]["parameters"]["versioning"], true);
}

/// One rename is told by the REST API with a number in the address, by Git with the new name.
TEST_F(GitHubApp, ARepositoryThatWasRenamedIsFollowedByTheApiAndByGit)
{
    auto by_former_name = flags();
    by_former_name["github_server_url"] = host_->server().address() + "/moved";
    host_->github.former_name = std::exchange(host_->github.name, "next");
    host_->github.url = host_->server().address() + "/acme/next";
    support::RunningApp app(by_former_name);
    const auto status = app.provision(bucket());
    ASSERT_EQ(status["status"], "completed") << status;
    EXPECT_EQ(status["pr_url"], host_->github.url + "/pull/1");
    EXPECT_EQ(host_->github.pulls().size(), 1U);
    EXPECT_TRUE(host_->github.sha_of(status["branch_name"]));
}

}  // namespace

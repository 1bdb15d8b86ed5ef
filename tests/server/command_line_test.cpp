#include "base/process.h"
#include "base/text.h"
#include "support/running_app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::HasSubstr;

/// The real program, as a person runs it: a data directory, no server, no terminal.
class CommandLine : public testing::Test {
protected:
    base::Finished groundwork(std::vector<std::string> arguments, const std::string& input = "")
    {
        arguments.insert(arguments.begin(), GROUNDWORK_BINARY);
        base::Command command;
        command.argv = std::move(arguments);
        command.directory = PROJECT_DIR;
        command.environment = {
            {"PATH", "/usr/bin:/bin"},
            {"GROUNDWORK_DATA_DIR", (folder_.path() / "data").string()},
            {"LANG", "C.UTF-8"}};
        command.input = input;
        command.deadline = std::chrono::seconds(60);
        return base::run(command);
    }

private:
    support::TemporaryFolder folder_;
};

TEST_F(CommandLine, ProvisionPrintsTheStagesTheValuesAndThePullRequest)
{
    const auto done = groundwork({"provision", "staging S3 bucket for logs"});
    EXPECT_EQ(done.exit_code, 0) << done.output << done.errors;
    const auto all = done.output + done.errors;
    for (const auto* part :
         {"parsing",
          "generating",
          "creating_pr",
          "completed",
          "logs-bucket",
          "versioning",
          "blueprint default",
          "terraform/staging/s3/logs-bucket/main.tf",
          "groundwork/staging-s3-logs-bucket-",
          "http://127.0.0.1:8000/pulls/1"})
        EXPECT_THAT(all, HasSubstr(part));
    EXPECT_THAT(groundwork({"list"}).output, HasSubstr("staging S3 bucket for logs"));
    EXPECT_THAT(groundwork({"pulls", "show", "1"}).output, HasSubstr("Security notes"));
    EXPECT_EQ(groundwork({"pulls", "merge", "1"}).exit_code, 0);
    EXPECT_THAT(groundwork({"pulls"}).output, HasSubstr("merged"));
}

TEST_F(CommandLine, DryRunShowsTheFilesAndWritesNothing)
{
    const auto done = groundwork({"dry-run", "staging S3 bucket for logs"});
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    EXPECT_THAT(done.output, HasSubstr("terraform.tfvars"));
    const auto json = base::read_json(groundwork({"dry-run", "--json", "staging S3 bucket for logs"}).output);
    EXPECT_EQ(json["directory"], "terraform/staging/s3/logs-bucket");
    EXPECT_EQ(base::read_json(groundwork({"list", "--json"}).output)["count"], 0);
}

TEST_F(CommandLine, ExitCodesTellWhatHappened)
{
    EXPECT_EQ(groundwork({"provision", "a public staging bucket for logs"}).exit_code, 7);
    EXPECT_EQ(groundwork({"provision", "a staging bucket"}).exit_code, 8);
    EXPECT_EQ(groundwork({"dry-run", "tell me a joke"}).exit_code, 7);
    EXPECT_EQ(groundwork({"status", "req-000000000000"}).exit_code, 4);
    EXPECT_EQ(groundwork({"provision", "--environment", "mars", "a bucket for logs"}).exit_code, 2);
    EXPECT_EQ(groundwork({"provison", "a bucket for logs"}).exit_code, 2);
    EXPECT_EQ(groundwork({"provision", "staging bucket for logs"}).exit_code, 0);
    EXPECT_EQ(groundwork({"provision", "staging bucket for logs"}).exit_code, 5);
}

TEST_F(CommandLine, TheCatalogIsSound)
{
    const auto done = groundwork({"catalog", "check"});
    EXPECT_EQ(done.exit_code, 0) << done.output << done.errors;
}

TEST_F(CommandLine, ATokenIsShownOnceAndListedWithoutItsText)
{
    const auto made = groundwork({"token", "create", "portal", "--scope", "read", "--scope", "request"});
    EXPECT_EQ(made.exit_code, 0) << made.errors;
    EXPECT_THAT(made.output, HasSubstr("gw_"));
    const auto listed = groundwork({"token", "list"});
    EXPECT_THAT(listed.output, HasSubstr("portal"));
    EXPECT_THAT(listed.output, testing::Not(HasSubstr("gw_")));
    EXPECT_EQ(groundwork({"token", "revoke", "portal"}).exit_code, 0);
}

TEST_F(CommandLine, SettingsAreShownWithTheirOrigin)
{
    const auto shown = groundwork({"config"});
    EXPECT_THAT(shown.output, HasSubstr("GROUNDWORK_DATA_DIR"));
    EXPECT_THAT(shown.output, HasSubstr("environment"));
}

TEST(GitClone, GivesWhatWasMerged)
{
    support::RunningApp app;
    app.provision({{"request", "staging S3 bucket for logs"}, {"requester", "jane"}});
    app.post("/api/v1/pulls/1/merge", base::Value::object());
    const support::TemporaryFolder folder;
    const auto to = (folder.path() / "clone").string();
    const std::map<std::string, std::string> environment{
        {"PATH", "/usr/bin:/bin"}, {"HOME", folder.path().string()}};
    const auto git = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "git");
        return base::run({std::move(arguments), environment, "", "", std::chrono::seconds(30)});
    };
    const auto cloned = git({"clone", "-q", app.address() + "/git/infrastructure.git", to});
    ASSERT_EQ(cloned.exit_code, 0) << cloned.errors;
    EXPECT_TRUE(std::filesystem::exists(to + "/terraform/staging/s3/logs-bucket/main.tf"));
    EXPECT_NE(git({"-C", to, "push", "-q", "origin", "HEAD:refs/heads/mine"}).exit_code, 0);
}

}  // namespace

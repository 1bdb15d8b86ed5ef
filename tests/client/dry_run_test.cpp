#include "base/files.h"
#include "client/command_line.h"

#include <unistd.h>

#include <filesystem>

namespace client {
namespace {

using base::Value;
namespace fs = std::filesystem;

Value preview()
{
    return {
        {"outcome", "spec"},
        {"questions", Value::array()},
        {"refusal", nullptr},
        {"resources",
         {{{"resource_type", "s3"},
           {"resource_name", "logs-bucket"},
           {"environment", "staging"},
           {"parameters", {{"versioning", true}}},
           {"sources", {{"versioning", {{"from", "policy"}}}}},
           {"directory", "terraform/staging/s3/logs-bucket"},
           {"files", {{"main.tf", "resource \"aws_s3_bucket\" \"this\" {\n  count = 1 # one\n}\n"}}}}}}};
}

/// A folder for one test, removed with it.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("groundwork-client-" + std::to_string(::getpid()));
    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
};

TEST(DryRun, ShowsWhatWasUnderstoodAndTheFiles)
{
    CommandLine line;
    line.expect_post("/dry-run", {{"request", "staging S3 bucket for logs"}}, preview());
    EXPECT_EQ(line.run({"dry-run", "staging S3 bucket for logs"}), 0);
    EXPECT_EQ(line.output.str(), R"(Understood  s3 logs-bucket in staging
  value       is    because of
  versioning  true  policy

terraform/staging/s3/logs-bucket/main.tf
resource "aws_s3_bucket" "this" {
  count = 1 # one
}

)");
}

TEST(DryRun, SaysWhatAMonthCostsBelowTheValues)
{
    CommandLine line;
    Folder folder;
    auto priced = preview();
    priced["resources"][0]["cost"] = {
        {"summary", "Estimated: $1.00 / month (list prices)"},
        {"remarks", Value::array({"The resource stands\nin eu-west-1."})}};
    line.expect_post("/dry-run", {{"request", "a bucket"}}, priced);
    EXPECT_EQ(line.run({"dry-run", "a bucket", "--output", folder.path}), 0);
    const auto shown = line.output.str();
    EXPECT_EQ(shown.substr(0, shown.find("✓")), R"(Understood  s3 logs-bucket in staging
  value       is    because of
  versioning  true  policy
  Estimated: $1.00 / month (list prices)
  The resource stands in eu-west-1.

)");
}

TEST(DryRun, HighlightsTheFilesOnATerminal)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.expect_post("/dry-run", {{"request", "a bucket"}}, preview());
    EXPECT_EQ(line.run({"dry-run", "a bucket", "--files-only"}), 0);
    EXPECT_EQ(
        line.output.str(),
        "\x1b[1mterraform/staging/s3/logs-bucket/main.tf\x1b[0m\n"
        "\x1b[34mresource\x1b[0m \x1b[32m\"aws_s3_bucket\"\x1b[0m \x1b[32m\"this\"\x1b[0m {\n"
        "  count = \x1b[35m1\x1b[0m \x1b[2m# one\x1b[0m\n}\n\n"
    );
}

TEST(DryRun, WritesTheFilesBelowAFolder)
{
    CommandLine line;
    Folder folder;
    line.expect_post("/dry-run", {{"request", "a bucket"}}, preview());
    EXPECT_EQ(line.run({"dry-run", "a bucket", "--files-only", "--output", folder.path}), 0);
    const auto file = folder.path / "terraform/staging/s3/logs-bucket/main.tf";
    EXPECT_EQ(base::read_file(file), preview()["resources"][0]["files"]["main.tf"]);
    EXPECT_EQ(line.output.str(), "✓ " + file.string() + "\n");
}

TEST(DryRun, WritesNothingWhenAFileWouldLieOutside)
{
    for (const auto* name : {"../../../../../evil.tf", "/etc/evil.tf", "a\nb", "a/./b", "x/"}) {
        CommandLine line;
        Folder folder;
        auto hostile = preview();
        hostile["resources"][0]["files"][name] = "x";
        line.expect_post("/dry-run", {{"request", "a bucket"}}, hostile);
        EXPECT_EQ(line.run({"dry-run", "a bucket", "--output", folder.path}), 2) << name;
        EXPECT_FALSE(fs::exists(folder.path)) << name;
    }
}

TEST(DryRun, PrintsExactlyTheServersJson)
{
    CommandLine line;
    line.expect_post("/dry-run", {{"request", "a bucket"}}, preview());
    EXPECT_EQ(line.run({"dry-run", "a bucket", "--json"}), 0);
    EXPECT_EQ(line.output.str(), preview().dump() + "\n");
}

TEST(DryRun, AsksThePersonAtTheTerminalAndSaysItAgain)
{
    CommandLine line;
    line.sit_at_a_terminal();
    line.input.str("prod\n");
    Value unclear{
        {"outcome", "needs_input"},
        {"questions", {{{"id", "environment"}, {"question", "Where?"}, {"options", {"dev", "prod"}}}}},
        {"resources", Value::array()}};
    line.expect_post("/dry-run", {{"request", "a bucket"}, {"answers", {{"name", "x"}}}}, unclear);
    line.expect_post(
        "/dry-run",
        {{"request", "a bucket"}, {"answers", {{"environment", "prod"}, {"name", "x"}}}},
        preview()
    );
    EXPECT_EQ(line.run({"dry-run", "a bucket", "--answer", "name=x"}), 0);
}

TEST(DryRun, EndsWith7WhenRefusedAnd8WhenUnclear)
{
    CommandLine line;
    line.expect_post(
        "/dry-run",
        {{"request", "a public bucket"}},
        {{"outcome", "refused"}, {"refusal", {{"reason", "no_public"}, {"message", "Never public."}}}}
    );
    EXPECT_EQ(line.run({"dry-run", "a public bucket"}), 7);
    line.expect_post(
        "/dry-run",
        {{"request", "a thing"}},
        {{"outcome", "needs_input"},
         {"questions", {{{"id", "resource_type"}, {"question", "Which?"}, {"options", nullptr}}}}}
    );
    EXPECT_EQ(line.run({"dry-run", "a thing"}), 8);
    EXPECT_EQ(line.output.str(), R"(✗ Refused: Never public. (no_public)
Next          change what is asked for, or talk to those who own the policies
? Which? (resource_type)
Next          say it again with --answer resource_type=<value>
)");
}

}  // namespace
}  // namespace client

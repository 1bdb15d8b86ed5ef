#include "client/command_line.h"

#include <gmock/gmock.h>

namespace client {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array<base::Setting, 3> table{{
    {"GROUNDWORK_LISTEN", "listen", "127.0.0.1:8000", "The address to listen on."},
    {"GROUNDWORK_DATA_DIR", "data_dir", "./data", "Where everything is kept."},
    {"GITHUB_TOKEN", "github_token", "", "The token for GitHub.", true},
}};

constexpr std::array<std::string_view, 2> scopes{"read", "admin"};

TEST(Serve, TakesEverySettingAsAnOptionButForSecrets)
{
    CommandLine line;
    line.surroundings.local.settings = table;
    std::map<std::string, std::string> given;
    line.surroundings.local.serve = [&](const std::map<std::string, std::string>& flags) {
        given = flags;
        return 3;
    };
    EXPECT_EQ(line.run({"serve", "--listen", "0.0.0.0:80", "--data-dir=/var/lib/groundwork"}), 3);
    EXPECT_EQ(
        given,
        (std::map<std::string, std::string>{{"listen", "0.0.0.0:80"}, {"data_dir", "/var/lib/groundwork"}})
    );
    EXPECT_EQ(line.run({"serve", "--github-token", "x"}), 2);

    EXPECT_EQ(line.run({"serve", "--help"}), 0);
    EXPECT_THAT(
        line.output.str(), HasSubstr("The address to listen on. (GROUNDWORK_LISTEN, default: 127.0.0.1:8000)")
    );
}

TEST(Config, PrintsEverySettingWithItsOriginAndMasksSecrets)
{
    CommandLine line;
    line.surroundings.local.configuration = [] {
        return std::vector<base::Settings::Entry>{
            {&table[0], "127.0.0.1:8000", "default"}, {&table[2], "ghp_secret", "environment GITHUB_TOKEN"}};
    };
    EXPECT_EQ(line.run({"config"}), 0);
    EXPECT_EQ(line.output.str(), R"(  setting            is              because of
  GROUNDWORK_LISTEN  127.0.0.1:8000  default
  GITHUB_TOKEN       ********        environment GITHUB_TOKEN
)");
}

TEST(TokenCommand, PrintsANewTokenAloneOnTheOutput)
{
    CommandLine line;
    auto& tokens = line.surroundings.local.tokens;
    tokens.scopes = scopes;
    tokens.create = [](const std::string& name, const std::vector<std::string>& given) {
        return base::Secret("gw_" + name + std::to_string(given.size()));
    };
    EXPECT_EQ(line.run({"token", "create", "me", "--scope", "admin", "--scope=read"}), 0);
    EXPECT_EQ(line.output.str(), "gw_me2\n");
    EXPECT_EQ(line.error.str(), "This is the only time that it is shown.\n");

    EXPECT_EQ(line.run({"token", "create", "me", "--scope", "all"}), 2);
    EXPECT_THAT(line.error.str(), HasSubstr("--scope: all not in {read,admin}."));
}

TEST(TokenCommand, ListsAndRevokes)
{
    CommandLine line;
    auto& tokens = line.surroundings.local.tokens;
    tokens.list = [] {
        return std::vector<Token>{
            {"me", {"read", "admin"}, "2026-11-20T08:00:00.000Z"},
            {"old", {"read"}, "2025-11-20T08:00:00.000Z", true}};
    };
    std::string revoked;
    tokens.revoke = [&](const std::string& name) { revoked = name; };
    EXPECT_EQ(line.run({"token", "list"}), 0);
    EXPECT_EQ(line.run({"token", "revoke", "me"}), 0);
    EXPECT_EQ(revoked, "me");
    EXPECT_EQ(line.output.str(), R"(  name  may          created
  me    read, admin  2026-11-20T08:00:00.000Z
  old   read         2025-11-20T08:00:00.000Z  revoked
✓ revoked
)");
}

TEST(CatalogCheck, PrintsEachProblemWithItsFile)
{
    CommandLine line;
    std::vector<base::Problem> problems;
    line.surroundings.local.check_catalog = [&] { return problems; };
    EXPECT_EQ(line.run({"catalog", "check"}), 0);
    problems = {{"rds/blueprint.yaml", "no title"}, {"s3/main.tf", "unknown variable"}};
    EXPECT_EQ(line.run({"catalog", "check"}), 2);
    EXPECT_EQ(line.output.str(), R"(✓ the catalog is in order
✗ the catalog has 2 problems
  rds/blueprint.yaml  no title
  s3/main.tf  unknown variable
)");
}

}  // namespace
}  // namespace client

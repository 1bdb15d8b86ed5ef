#include "base/files.h"
#include "server/forges.h"
#include "server/migrations.h"
#include "server/settings.h"
#include "support/error_of.h"
#include "support/stubbed_network.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace server {
namespace {

using Values = std::map<std::string, std::string>;
using testing::HasSubstr;

class ForgesOnGitHub : public testing::Test {
protected:
    void SetUp() override { db::migrate(*database_, migrations()); }

    void make(Values values)
    {
        values.merge(Values{
            {"github_token", "github_pat_planted"},
            {"github_org", "acme"},
            {"github_repo", "infra"},
            {"config_dir", folder_.path().string()}});
        const Forges forges(
            read_settings(values, {}, ""),
            {*database_, network_, clock_, catalog_, folder_.path() / "data", [] { return ""; }}
        );
    }

    std::string refusal(const Values& values)
    {
        const auto error = error_of([&] { make(values); });
        EXPECT_EQ(error.code, base::Code::invalid);
        return error.problems.empty() ? error.message : error.problems.front().message;
    }

    std::vector<std::string> caches_of(const std::string& owner) const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "data/github" / owner))
            names.push_back(entry.path().filename().string());
        return names;
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    support::StubbedNetwork network_;
    catalog::Catalog catalog_;
};

TEST_F(ForgesOnGitHub, HaveACacheForEachRule)
{
    base::write_file(
        folder_.path() / "repositories.yaml",
        "repositories:\n"
        "- {name: prod, teams: [a], repository: acme/infra}\n"
        "- {name: infra-prod, teams: [b], repository: acme/infra}\n"
        "- {name: prod-prod, teams: [c], repository: acme/infra}\n"
        "- {name: x, teams: [d], repository: acme/infra-prod}\n"
    );
    make({{"github_repo", "infra-prod"}});
    EXPECT_THAT(
        caches_of("acme"),
        testing::UnorderedElementsAre(
            "infra-prod.git",
            "infra@prod.git",
            "infra@infra-prod.git",
            "infra@prod-prod.git",
            "infra-prod@x.git"
        )
    );
}

TEST_F(ForgesOnGitHub, SendNoTokenOfAnEnterpriseToGitHubCom)
{
    for (const std::string api : {"https://github.example.com/api/v3", "https://api.acme.ghe.com"}) {
        EXPECT_THAT(refusal({{"github_api_url", api}}), HasSubstr("GITHUB_SERVER_URL")) << api;
        EXPECT_NO_THROW(make({{"github_api_url", api}, {"github_server_url", "https://github.com"}}));
    }
    EXPECT_NO_THROW(make({{"github_api_url", "https://api.github.com/"}}));
    EXPECT_NO_THROW(make({{"github_server_url", "https://github.example.com"}}));
}

TEST_F(ForgesOnGitHub, TakeNoAuthorThatCannotStandInACommit)
{
    for (const std::string text : {"Platform <x@acme.test>", "a\nb"}) {
        EXPECT_THAT(refusal({{"github_commit_name", text}}), HasSubstr("GITHUB_COMMIT_NAME")) << text;
        EXPECT_THAT(refusal({{"github_commit_email", text}}), HasSubstr("GITHUB_COMMIT_EMAIL")) << text;
    }
}

TEST_F(ForgesOnGitHub, KeepTheLimitsWhereThereAreSome)
{
    const std::string off = "off";
    EXPECT_THAT(refusal({{"github_limits", off}}), HasSubstr("GITHUB_LIMITS"));
    for (const std::string server : {"https://GitHub.com", "https://acme.ghe.com"})
        EXPECT_THAT(
            refusal({{"github_limits", off}, {"github_server_url", server}}), HasSubstr("GITHUB_LIMITS")
        ) << server;
    EXPECT_THAT(
        refusal(
            {{"github_limits", off},
             {"github_server_url", "https://github.example.com"},
             {"github_api_url", "https://api.github.com"}}
        ),
        HasSubstr("GITHUB_LIMITS")
    );
    EXPECT_NO_THROW(make({{"github_limits", off}, {"github_server_url", "https://github.example.com"}}));
}

}  // namespace
}  // namespace server

#include "base/error.h"
#include "base/files.h"
#include "server/repositories.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Repositories : public testing::Test {
protected:
    std::vector<RepositoryRule> read(const std::string& text)
    {
        base::write_file(path_, text);
        return read_repositories(path_, catalog_);
    }

    std::string refusal(const std::string& text)
    {
        try {
            read(text);
        } catch (const base::Error& error) {
            std::string all;
            for (const auto& problem : error.problems)
                all += problem.message + "\n";
            return all;
        }
        return "was taken";
    }

    support::TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "repositories.yaml";
    catalog::Catalog catalog_ =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
};

TEST_F(Repositories, OfThisProjectAreNone)
{
    EXPECT_TRUE(read_repositories(PROJECT_DIR "/config/repositories.yaml", catalog_).empty());
    EXPECT_TRUE(read_repositories(folder_.path() / "absent.yaml", catalog_).empty());
}

TEST_F(Repositories, AreReadInTheirOrder)
{
    const auto rules = read(R"(
repositories:
- {name: payments, teams: [Payments API, checkout], repository: acme/payments.infra, path_prefix: a/b}
- {name: live, environments: [production], repository: acme/live, base_branch: trunk}
)");
    ASSERT_EQ(rules.size(), 2U);
    EXPECT_THAT(rules[0].teams, ElementsAre("payments-api", "checkout"));
    EXPECT_EQ(rules[0].repository, "payments.infra");
    EXPECT_EQ(rules[0].path_prefix, "a/b");
    EXPECT_THAT(rules[1].environments, ElementsAre("prod"));
    EXPECT_EQ(rules[1].owner, "acme");
    EXPECT_EQ(rules[1].base_branch, "trunk");
}

TEST_F(Repositories, ThatAreWrongAreAllSaidAtOnce)
{
    const auto said = refusal(R"(
repositories:
- {name: default, teams: [a], repository: acme/a}
- {name: everybody, repository: acme/a}
- {name: live, environments: [moon], repository: acme/a}
)");
    EXPECT_THAT(said, HasSubstr("The name default is taken."));
    EXPECT_THAT(said, HasSubstr("say teams or environments"));
    EXPECT_THAT(said, HasSubstr("There is no environment moon."));
    EXPECT_THAT(said, HasSubstr("repositories.yaml: /repositories/0/name"));
}

TEST_F(Repositories, HaveNoPathThatLeavesTheirPlace)
{
    for (const std::string prefix : {"..", "a/..", "/etc", ".github", "a//b", "a/.git/x", "a/"})
        EXPECT_THAT(
            refusal(
                "repositories: [{name: a, teams: [a], repository: acme/a, path_prefix: '" + prefix + "'}]"
            ),
            HasSubstr("path_prefix")
        ) << prefix;
}

}  // namespace
}  // namespace server

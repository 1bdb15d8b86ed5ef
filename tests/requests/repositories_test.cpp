#include "forge/local.h"
#include "llm/offline.h"
#include "requests/stages.h"
#include "requests/tables.h"
#include "support/error_of.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace requests {
namespace {

using testing::HasSubstr;

/// A request for one bucket in staging and one in production, where production has a rule of its own.
class Repositories : public testing::Test {
protected:
    Repositories() { db::migrate(*database_, tables); }

    forge::Target target(const std::string& name, const std::string& repository)
    {
        return {name, forge_, nullptr, "", "https://github.test/" + repository};
    }

    Document rendered(const forge::Target& production)
    {
        const forge::Targets targets{target("default", "acme/infra"), {{{}, {"prod"}, production}}};
        const Means means{catalog_, model_, targets, *database_, hub_, metrics_};
        std::vector<catalog::Draft> drafts;
        for (const std::string environment : {"staging", "prod"}) {
            auto& draft = drafts.emplace_back(catalog::Draft{"s3", {}});
            draft.values["resource_name"] = {environment + "-logs", catalog::From::caller, std::nullopt};
            draft.values["environment"] = {environment, catalog::From::caller, std::nullopt};
        }
        Document document;
        document.specs = catalog::check(catalog_, drafts, {}).specs;
        stages::render(means, document);
        return document;
    }

    std::string refusal(const forge::Target& production)
    {
        const auto error = error_of([&] { rendered(production); });
        EXPECT_EQ(error.code, base::Code::invalid);
        return error.message;
    }

    support::TemporaryFolder folder_;
    base::ManualClock clock_;
    base::Metrics metrics_;
    std::unique_ptr<db::Database> database_ = db::open_sqlite_in_memory(clock_);
    events::Hub hub_;
    catalog::Catalog catalog_ =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    llm::Offline model_{catalog_};
    forge::Local forge_{
        *database_,
        git::Repository::open_or_create(
            (folder_.path() / "bare.git").string(), "main", {{"README.md", "x\n"}}, {"G", "g@localhost", {}}
        ),
        {"main", "bare.git", [] { return std::string("http://localhost"); }}};
};

TEST_F(Repositories, OfTwoRulesAreOneWhereBothNameIt)
{
    EXPECT_EQ(rendered(target("live", "Acme/infra")).address, "https://github.test/acme/infra");
}

TEST_F(Repositories, ThatDifferAreNamed)
{
    const auto message = refusal(target("live", "acme/live"));
    EXPECT_THAT(message, HasSubstr("staging-logs goes to https://github.test/acme/infra"));
    EXPECT_THAT(message, HasSubstr("prod-logs to https://github.test/acme/live"));
}

TEST_F(Repositories, AreTwoPlacesWhereThePathOrTheBaseBranchDiffers)
{
    auto below = target("live", "acme/infra");
    below.path_prefix = "live";
    EXPECT_THAT(refusal(below), HasSubstr("acme/infra, below live"));
    auto into = target("live", "acme/infra");
    into.base_branch = "production";
    EXPECT_THAT(refusal(into), HasSubstr("acme/infra, branch production"));
}

}  // namespace
}  // namespace requests

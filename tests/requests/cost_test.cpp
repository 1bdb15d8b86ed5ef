#include "catalog/cost.h"
#include "requests/cost.h"
#include "requests/proposal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace requests {
namespace {

using base::Value;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

const catalog::Catalog& real_catalog()
{
    static const auto catalog =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    return catalog;
}

struct Asked {
    std::string type;
    std::string environment;
    Value values;
};

Document document_of(const std::vector<Asked>& resources)
{
    std::vector<catalog::Draft> drafts;
    for (const auto& resource : resources) {
        auto& draft = drafts.emplace_back(catalog::Draft{resource.type, {}});
        draft.values["resource_name"] = {"payments", catalog::From::caller, std::nullopt};
        draft.values["environment"] = {resource.environment, catalog::From::caller, std::nullopt};
        for (const auto& [name, value] : resource.values.items())
            draft.values[name] = {value, catalog::From::caller, std::nullopt};
    }
    Document document;
    document.request_id = "req-0123456789ab";
    document.created_at = std::chrono::sys_days(2026y / 11 / 20);
    document.submission.requester = "jane";
    document.specs = catalog::check(real_catalog(), drafts, {}).specs;
    return document;
}

std::string part(const std::vector<Asked>& resources)
{
    return cost_part(document_of(resources), real_catalog());
}

TEST(CostPart, BeginsWithTheSumAndShowsHowEachLineIsReckoned)
{
    const auto text = part({{"rds", "prod", {{"storage_gb", 500}}}});
    // 94.90 for two servers; 2 × 500 × 0.115 = 115.00; 1.00 and 0.40
    EXPECT_THAT(
        text,
        StartsWith(
            "## Cost\n\nEstimated: $211.30 / month (us-east-1 list prices of 2026-10, on-demand, without "
            "traffic)\n\n### `payments`\n\n| What | How | USD / month |\n|---|---|---:|\n"
            "| Database server (db.t4g.medium) | 2 × 730 h × $0.065 | 94.90 |\n"
            "| Storage | 2 × 500 GB × $0.115 | 115.00 |\n"
        )
    );
    EXPECT_THAT(
        text, HasSubstr("By use, on top:\n\n- Backups beyond the size of the storage: $0.095 per GB")
    );
    EXPECT_THAT(text, HasSubstr("\n\nA Multi-AZ server is reckoned as two"));
}

TEST(CostPart, SumsAllResourcesAndHasATableForEach)
{
    // 730 × 0.0256 = 18.69, and 119.30
    const auto text = part({{"redis", "dev", Value::object()}, {"rds", "prod", Value::object()}});
    EXPECT_THAT(text, HasSubstr("Estimated: $137.99 / month ("));
    const auto first = text.find("### `payments`");
    EXPECT_NE(text.find("### `payments`", first + 1), std::string::npos);
}

TEST(CostPart, SaysForWhatNoPriceIsKnown)
{
    const auto text = part({{"rds", "dev", {{"size", "xlarge"}}}});
    EXPECT_THAT(text, HasSubstr("Estimated: at least $2.70 / month ("));
    EXPECT_THAT(text, HasSubstr("); no price is known for Database server (db.m7g.xlarge)\n"));
    EXPECT_THAT(text, HasSubstr("| Database server (db.m7g.xlarge) | no price is known | no estimate |\n"));
}

TEST(CostPart, OfAThingThatCostsByUseAloneHasNoTable)
{
    const auto text = part({{"sqs", "dev", Value::object()}});
    EXPECT_THAT(text, HasSubstr("Estimated: $0.00 / month ("));
    EXPECT_THAT(text, Not(HasSubstr("| What |")));
    EXPECT_THAT(text, HasSubstr("- Requests to the queues: $0.40 per million requests\n"));
}

TEST(CostPart, SaysThatAnotherRegionsPricesDiffer)
{
    auto document = document_of({{"sqs", "dev", Value::object()}});
    EXPECT_THAT(cost_part(document, real_catalog()), Not(HasSubstr("eu-west-1")));
    document.specs[0].region = "eu-west-1";
    EXPECT_THAT(
        cost_part(document, real_catalog()),
        HasSubstr("The resource stands in eu-west-1, whose own prices differ from those of us-east-1.\n")
    );
}

TEST(CostPart, WarnsOfOldPricesByTheTimeOfTheRequest)
{
    auto document = document_of({{"sqs", "dev", Value::object()}});
    EXPECT_THAT(cost_part(document, real_catalog()), Not(HasSubstr("older than 180 days")));
    document.created_at += std::chrono::days(181);
    EXPECT_THAT(
        cost_part(document, real_catalog()), HasSubstr("**These prices of 2026-10 are older than 180 days")
    );
}

TEST(CostPart, StandsBetweenTheSecurityNotesAndTheCheckList)
{
    const auto body = proposal(document_of({{"s3", "prod", Value::object()}}), real_catalog()).body;
    const auto notes = body.find("## Security notes\n");
    const auto cost = body.find("## Cost\n");
    const auto list = body.find("## Check list for the reviewer\n");
    EXPECT_LT(notes, cost);
    EXPECT_LT(cost, list);
    ASSERT_NE(list, std::string::npos);
    EXPECT_THAT(body.substr(list), HasSubstr("- [ ] "));
}

}  // namespace
}  // namespace requests

#include "catalog/cost.h"
#include "catalog/written_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace {

using base::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const catalog::Catalog& real_catalog()
{
    static const auto catalog =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    return catalog;
}

catalog::Spec spec_of(
    const catalog::Catalog& catalog,
    const std::string& type,
    const std::string& environment,
    const Value& parameters = Value::object()
)
{
    catalog::Draft draft{type, {}};
    draft.values["resource_name"] = {"payments", catalog::From::caller, std::nullopt};
    draft.values["environment"] = {environment, catalog::From::caller, std::nullopt};
    for (const auto& [name, value] : parameters.items())
        draft.values[name] = {value, catalog::From::caller, std::nullopt};
    const auto checked = catalog::check(catalog, {draft}, {});
    if (checked.specs.size() != 1)
        throw base::Error(base::Code::internal, "The test's draft is no spec.");
    return checked.specs[0];
}

catalog::Estimate
estimated(const std::string& type, const std::string& environment, const Value& parameters = Value::object())
{
    return catalog::estimate(real_catalog(), spec_of(real_catalog(), type, environment, parameters));
}

std::string sentence(const catalog::Estimate& estimate)
{
    return catalog::sentence_of(real_catalog().prices(), std::span(&estimate, 1));
}

std::vector<std::string> told(const catalog::Estimate& estimate)
{
    std::vector<std::string> lines;
    for (const auto& line : estimate.lines)
        lines.push_back(
            line.what + " | " + line.how + " | " + (line.amount ? catalog::dollars(*line.amount) : "?")
        );
    return lines;
}

/// The value of one `name = {…}[var.size]` of a module.
std::map<std::string, std::string> classes_of(const std::string& module, const std::string& name)
{
    const std::regex map(name + R"( = \{\n([^}]*)\}\[var\.size\])");
    std::smatch found;
    std::map<std::string, std::string> classes;
    if (!std::regex_search(module, found, map))
        return classes;
    const auto body = found[1].str();
    const std::regex entry(R"re((\w+) += "([^"]+)")re");
    for (std::sregex_iterator at(body.begin(), body.end(), entry), end; at != end; ++at)
        classes[(*at)[1]] = (*at)[2];
    return classes;
}

TEST(Cost, OfAProductionPostgresIsTwiceServerAndStorageAKeyAndASecret)
{
    // 2 × 730 × 0.065 = 94.90; 2 × 100 × 0.115 = 23.00; 94.90 + 23.00 + 1.00 + 0.40 = 119.30
    const auto estimate = estimated("rds", "prod");
    EXPECT_THAT(
        told(estimate),
        ElementsAre(
            "Database server (db.t4g.medium) | 2 × 730 h × $0.065 | 94.90",
            "Storage | 2 × 100 GB × $0.115 | 23.00",
            "Encryption key | $1.00 | 1.00",
            "Secret with the master password | $0.40 | 0.40"
        )
    );
    EXPECT_TRUE(estimate.complete());
    EXPECT_EQ(
        sentence(estimate),
        "Estimated: $119.30 / month (us-east-1 list prices of 2026-10, on-demand, without traffic)"
    );
}

TEST(Cost, OfReadReplicasHasTheirServersAndTheirStorage)
{
    // 730 × 0.032 = 23.36; twice as much for two replicas; 50 × 0.115 = 5.75, twice 11.50; and the secret
    const auto estimate =
        estimated("rds", "staging", {{"engine", "mysql"}, {"read_replicas", 2}, {"storage_gb", 50}});
    EXPECT_THAT(
        told(estimate),
        ElementsAre(
            "Database server (db.t4g.small) | 730 h × $0.032 | 23.36",
            "Read replicas (db.t4g.small) | 2 × 730 h × $0.032 | 46.72",
            "Storage | 50 GB × $0.115 | 5.75",
            "Storage of the read replicas | 2 × 50 GB × $0.115 | 11.50",
            "Secret with the master password | $0.40 | 0.40"
        )
    );
    EXPECT_EQ(estimate.total(), 8773);
}

TEST(Cost, OfACacheIsShardsTimesNodes)
{
    // 3 × 2 × 730 × 0.1264 = 553.632, which is 553.63; the key 1.00
    const auto valkey = estimated("redis", "prod", {{"size", "large"}, {"shards", 3}, {"replicas", 1}});
    EXPECT_THAT(
        told(valkey),
        ElementsAre(
            "Nodes (cache.m7g.large) | 3 × 2 × 730 h × $0.1264 | 553.63", "Encryption key | $1.00 | 1.00"
        )
    );
    // 730 × 0.032 = 23.36
    const auto redis = estimated("redis", "dev", {{"engine", "redis"}});
    EXPECT_THAT(told(redis), ElementsAre("Nodes (cache.t4g.small) | 730 h × $0.032 | 23.36"));
}

TEST(Cost, IsNotGuessedForAClassWithoutAPrice)
{
    const auto estimate = estimated("rds", "prod", {{"size", "large"}, {"read_replicas", 1}});
    EXPECT_FALSE(estimate.complete());
    EXPECT_EQ(estimate.lines[0].amount, std::nullopt);
    EXPECT_EQ(estimate.lines[0].how, "no price is known");
    // storage 23.00, the replica's 11.50, key 1.00, secret 0.40
    EXPECT_EQ(
        sentence(estimate),
        "Estimated: at least $35.90 / month (us-east-1 list prices of 2026-10, on-demand, without traffic); "
        "no "
        "price is known for Database server (db.m7g.large), Read replicas (db.m7g.large)"
    );
}

TEST(Cost, ThatDependsOnUseHasUnitPricesAndNoSum)
{
    const auto queue = estimated("sqs", "dev", {{"fifo", true}});
    EXPECT_THAT(queue.lines, IsEmpty());
    ASSERT_EQ(queue.by_use.size(), 1U);
    EXPECT_EQ(queue.by_use[0].what, "Requests to the queues");
    EXPECT_EQ(queue.by_use[0].price, "$0.50 per million requests");
    EXPECT_EQ(estimated("sqs", "dev").by_use[0].price, "$0.40 per million requests");
    EXPECT_EQ(queue.total(), 0);
}

TEST(Cost, NamesOnlyTheStorageClassesThatABucketUses)
{
    const auto names = [](const catalog::Estimate& estimate) {
        std::string all;
        for (const auto& use : estimate.by_use)
            all += use.what + ": " + use.price + "\n";
        return all;
    };
    EXPECT_THAT(names(estimated("s3", "staging")), testing::Not(HasSubstr("IA")));
    EXPECT_THAT(
        names(estimated("s3", "staging", {{"transition_ia_days", 60}})),
        HasSubstr("Storage in the Standard-IA class: $0.0125 per GB and month\n")
    );
}

TEST(Cost, OfANamespaceIsNothingByItself)
{
    const auto estimate = estimated("k8s_namespace", "prod");
    EXPECT_EQ(estimate.total(), 0);
    EXPECT_THAT(
        catalog::remarks_on(real_catalog().prices(), estimate),
        ElementsAre(HasSubstr("costs nothing by itself"))
    );
}

TEST(Cost, SaysThatAnotherRegionHasItsOwnPrices)
{
    WrittenCatalog files;
    const auto catalog = files.load();
    const Value oak{{"wood", "oak"}, {"expire_days", 90}};
    const auto here = catalog::estimate(catalog, spec_of(catalog, "box", "dev", oak));
    EXPECT_THAT(catalog::remarks_on(catalog.prices(), here), ElementsAre("Nails are free."));
    const auto elsewhere = catalog::estimate(catalog, spec_of(catalog, "box", "prod", oak));
    EXPECT_THAT(
        catalog::remarks_on(catalog.prices(), elsewhere),
        ElementsAre(
            "Nails are free.",
            "The resource stands in eu-west-1, whose own prices differ from those of us-east-1."
        )
    );
}

TEST(Cost, IsRoundedALineAtATimeSoThatTheTableAddsUp)
{
    WrittenCatalog files;
    files.change("prices.yaml", "price: 0.013", "price: 0.0125");
    files.change("prices.yaml", "price: 1}", "price: 0.005}");
    const auto catalog = files.load();
    const auto estimate = catalog::estimate(
        catalog,
        spec_of(catalog, "box", "dev", {{"wood", "oak"}, {"locked", true}, {"size_gb", 10}, {"guards", 0}})
    );
    // 10 × 0.0256 = 0.256; 730 × 0.0125 = 9.125; 0.005: rounded 0.26, 9.13, 0.01, together 9.40 and not 9.39
    EXPECT_THAT(
        told(estimate),
        ElementsAre(
            "Wood (pine) | 10 GB × $0.0256 | 0.26", "Guards | 730 h × $0.0125 | 9.13", "Lock | $0.005 | 0.01"
        )
    );
    EXPECT_EQ(estimate.total(), 940);
}

TEST(Cost, OfManyResourcesIsOneSum)
{
    const std::vector<catalog::Estimate> both{estimated("rds", "prod"), estimated("redis", "dev")};
    // 119.30 and 730 × 0.0256 = 18.688
    EXPECT_THAT(
        catalog::sentence_of(real_catalog().prices(), both),
        testing::StartsWith("Estimated: $137.99 / month (")
    );
}

TEST(Cost, IsKnownForTheExamplesOfEveryBlueprint)
{
    std::vector<std::string> incomplete;
    for (const auto& blueprint : real_catalog().blueprints())
        for (const auto& example : blueprint.examples) {
            SCOPED_TRACE(example.request);
            const auto estimate = estimated(blueprint.type, example.environment, example.parameters);
            EXPECT_FALSE(estimate.lines.empty() && estimate.by_use.empty() && estimate.note.empty());
            for (const auto& use : estimate.by_use)
                EXPECT_EQ(use.price.front(), '$') << use.what;
            if (!estimate.complete())
                incomplete.push_back(example.request);
        }
    // MariaDB's servers and the m7g classes have no price that anybody could vouch for.
    EXPECT_THAT(
        incomplete,
        ElementsAre(
            "highly available MariaDB for billing in staging, keep backups for 30 days",
            "large postgres 16 database for reporting in production with 2 read replicas"
        )
    );
}

TEST(Cost, NamesTheClassesThatTheModulesUse)
{
    for (const auto& [type, name] : {std::pair("rds", "instance_class"), std::pair("redis", "node_type")}) {
        const auto& blueprint = real_catalog().blueprint(type);
        const auto classes = classes_of(blueprint.files.at("main.tf"), name);
        EXPECT_EQ(classes.size(), 4U) << type;
        for (const auto& line : blueprint.cost.lines)
            if (line.key.parameter == "size") {
                EXPECT_EQ(line.key.values, classes) << type << ": " << line.what;
            }
        EXPECT_EQ(blueprint.cost.lines.at(0).key.parameter, "size") << type;
    }
}

TEST(Cost, GetsOldAHundredAndEightyDaysAfterTheFirstOfItsMonth)
{
    using namespace std::chrono;
    const auto& prices = real_catalog().prices();
    ASSERT_EQ(prices.as_of, "2026-10");
    EXPECT_FALSE(prices.are_old(sys_days(2026y / October / 1)));
    EXPECT_FALSE(prices.are_old(sys_days(2027y / March / 30)));
    EXPECT_TRUE(prices.are_old(sys_days(2027y / March / 31)));
}

TEST(Cost, IsDescribedForProgramsWithAmountsAsText)
{
    const auto described =
        catalog::described(real_catalog().prices(), estimated("rds", "dev", {{"engine", "mariadb"}}));
    EXPECT_EQ(described["currency"], "USD");
    EXPECT_EQ(described["as_of"], "2026-10");
    EXPECT_EQ(described["monthly"], "2.70");  // 20 × 0.115 + 0.40
    EXPECT_EQ(described["complete"], false);
    EXPECT_EQ(
        described["lines"][0],
        (Value{{"what", "Database server (db.t4g.small)"}, {"amount", nullptr}, {"how", "no price is known"}})
    );
    EXPECT_EQ(described["lines"][1]["amount"], "2.30");
}

}  // namespace

#include "base/error.h"
#include "catalog/spec.h"
#include "catalog/written_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

catalog::Catalog the_real_catalog()
{
    const std::filesystem::path project = PROJECT_DIR;
    return catalog::Catalog::load({project / "templates/terraform", project / "config"});
}

TEST(Catalog, LoadsTheBlueprintsOfThisRepository)
{
    const auto catalog = the_real_catalog();
    std::vector<std::string> types;
    for (const auto& blueprint : catalog.blueprints())
        types.push_back(blueprint.type);
    EXPECT_THAT(types, ElementsAre("ecr", "k8s_namespace", "rds", "redis", "s3", "sqs"));
    EXPECT_EQ(catalog.environments().size(), 3U);
    EXPECT_FALSE(catalog.regions("aws").empty());
    EXPECT_THAT(catalog.regions("kubernetes"), IsEmpty());
}

TEST(Catalog, HasExamplesThatPassTheCheck)
{
    const auto catalog = the_real_catalog();
    for (const auto& blueprint : catalog.blueprints())
        for (const auto& example : blueprint.examples) {
            catalog::Draft draft{blueprint.type, {}};
            draft.values["resource_name"] = {example.resource_name, catalog::From::request, std::nullopt};
            draft.values["environment"] = {example.environment, catalog::From::request, std::nullopt};
            for (const auto& [name, value] : example.parameters.items())
                draft.values[name] = {value, catalog::From::request, std::nullopt};
            const auto checked = catalog::check(catalog, {draft}, {});
            ASSERT_EQ(checked.specs.size(), 1U) << example.request;
            EXPECT_EQ(checked.specs[0].resource_name, example.resource_name);
        }
}

TEST(Catalog, KeepsParametersInTheOrderInWhichTheyAreWritten)
{
    const auto catalog = WrittenCatalog().load();
    std::vector<std::string> names;
    for (const auto& parameter : catalog.blueprint("box").parameters)
        names.push_back(parameter.name);
    EXPECT_THAT(
        names,
        ElementsAre(
            "wood", "grade", "size_gb", "limit_gb", "locked", "labels", "expire_days", "strength", "guards"
        )
    );
}

TEST(Catalog, ReadsEveryPartOfABlueprint)
{
    const auto catalog = WrittenCatalog().load();
    const auto& box = catalog.blueprint("box");
    EXPECT_EQ(box.version, "1.2.0");
    EXPECT_EQ(box.find_parameter("size_gb")->default_for("staging"), 10);
    EXPECT_EQ(box.find_parameter("limit_gb")->default_for("prod"), 10);
    EXPECT_EQ(box.find_parameter("locked")->default_for("dev"), nullptr);
    EXPECT_EQ(box.find_parameter("wood")->values.at("oak"), std::vector<std::string>{"oaken"});
    EXPECT_EQ(box.find_parameter("grade")->allowed_by->values.at("oak").front(), "2");
    EXPECT_EQ(box.find_parameter("size_gb")->phrases.at(0).value, 1);
    EXPECT_EQ(box.find_parameter("nothing"), nullptr);
    EXPECT_EQ(box.files.at("main.tf"), "# empty\n");
    EXPECT_EQ(box.checks["waived"]["dev"]["CKV_2"], "not needed in dev");
    EXPECT_EQ(box.digest.size(), 64U);
}

TEST(Catalog, FindsTypesAndEnvironmentsByAliasInAnyCase)
{
    const auto catalog = WrittenCatalog().load();
    EXPECT_EQ(catalog.find_blueprint("Crate")->type, "box");
    EXPECT_EQ(catalog.find_environment("Production")->name, "prod");
    EXPECT_EQ(catalog.find_environment("moon"), nullptr);
    try {
        catalog.blueprint("sphere");
        FAIL();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::not_found);
        EXPECT_THAT(error.message, HasSubstr("The types are: box."));
    }
}

TEST(Catalog, ChangesItsDigestWithAnyFileOfTheFolder)
{
    WrittenCatalog files;
    const auto before = files.load().blueprint("box").digest;
    files.write("types/box/README.md", "Read me.\n");
    EXPECT_NE(files.load().blueprint("box").digest, before);
}

TEST(Catalog, NamesTheRulesOfATypeInAClass)
{
    const auto catalog = WrittenCatalog().load();
    const auto ids = [&](const std::string& environment_class) {
        std::vector<std::string> found;
        for (const auto* rule : catalog.rules_for(catalog.blueprint("box"), environment_class))
            found.push_back(rule->id);
        return found;
    };
    EXPECT_THAT(ids("dev"), ElementsAre("box-limit", "minimum-size"));
    EXPECT_THAT(ids("prod"), ElementsAre("box-limit", "box-prod-lock", "box-prod-expiry", "minimum-size"));
}

TEST(Catalog, ReportsAllMistakesOfAllFilesAtOnce)
{
    WrittenCatalog files;
    files.change("types/box/blueprint.yaml", "noun: box", "noum: box");
    files.change("types/box/blueprint.yaml", "cloud: aws", "cloud: azure");
    files.change("environments.yaml", "class: dev", "class: test");
    files.write("policies.yaml", "naming: [");
    EXPECT_THAT(
        files.problems(),
        ElementsAre(
            StartsWith("types/box/blueprint.yaml: /noun: The field \"noun\" is missing."),
            StartsWith("types/box/blueprint.yaml: /cloud: \"azure\" is not one of"),
            StartsWith("types/box/blueprint.yaml: /noum: There is no field \"noum\""),
            StartsWith("environments.yaml: /environments/0/class: \"test\""),
            StartsWith("policies.yaml:1:1: ")
        )
    );
}

TEST(Catalog, SaysWhichFilesAreMissing)
{
    WrittenCatalog files;
    files.remove("policies.yaml");
    files.remove("types/box/blueprint.yaml");
    EXPECT_THAT(
        files.problems(),
        ElementsAre(
            "types/box/blueprint.yaml: There is no such file.", "policies.yaml: There is no such file."
        )
    );
}

TEST(Catalog, RefusesAnAliasThatTwoTypesClaim)
{
    WrittenCatalog files;
    files.write("types/can/main.tf", "");
    auto can = base::read_file(std::filesystem::path(PROJECT_DIR) / "templates/terraform/ecr/blueprint.yaml");
    const auto cost = can.find("cost:\n");
    can.replace(cost, can.find("\nchecks:") - cost, "cost: {lines: []}\n");
    files.write("types/can/blueprint.yaml", base::replaced(can, "  - ecr repo\n", "  - Crate\n"));
    EXPECT_THAT(
        files.problems(), ElementsAre("types/can/blueprint.yaml: /aliases: \"Crate\" already belongs to box.")
    );
}

TEST(Catalog, RefusesAModuleThatBringsAFileWhichGroundworkWrites)
{
    WrittenCatalog files;
    files.write("types/box/provider.tf", "");
    EXPECT_THAT(files.problems(), ElementsAre(HasSubstr("provider.tf is written by Groundwork")));
}

}  // namespace

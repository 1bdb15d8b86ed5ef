#include "catalog/written_catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

/// One line of a declaration, changed for the worse.
struct Mistake {
    std::string name, file, from, to, problem;
};

void PrintTo(const Mistake& mistake, std::ostream* out)
{
    *out << mistake.name;
}

class CatalogMistake : public testing::TestWithParam<Mistake> {};

TEST_P(CatalogMistake, IsReported)
{
    WrittenCatalog files;
    files.change(GetParam().file, GetParam().from, GetParam().to);
    EXPECT_THAT(
        files.problems(), Contains(AllOf(StartsWith(GetParam().file), HasSubstr(GetParam().problem)))
    );
}

const std::string box = "types/box/blueprint.yaml";
const std::string policies = "policies.yaml";
const std::string environments = "environments.yaml";
const std::string prices = "prices.yaml";

INSTANTIATE_TEST_SUITE_P(
    Catalog,
    CatalogMistake,
    testing::Values(
        Mistake{
            "default_outside_schema",
            box,
            "dev: 5",
            "dev: 500",
            "/parameters/size_gb/default/dev: 500 is too large"},
        Mistake{"default_of_unknown_class", box, "dev: 5", "test: 5", "/default/test: The classes are"},
        Mistake{
            "default_outside_enum",
            box,
            "words: [wood]",
            "default: elm",
            "/parameters/wood/default/dev: \"elm\""},
        Mistake{
            "value_outside_enum",
            box,
            "values: {oak:",
            "values: {elm:",
            "\"elm\" is not one of the enum's values"},
        Mistake{"phrase_outside_schema", box, "value: 1}", "value: 0}", "/phrases/0/value: 0 is too small"},
        Mistake{
            "string_without_bounds",
            box,
            ", maxLength: 10",
            "",
            "A string has an enum, or a pattern and a maxLength"},
        Mistake{"number_without_bounds", box, ", maximum: 200", "", "A number has a minimum and a maximum"},
        Mistake{"array_without_bounds", box, ", maxItems: 3", "", "An array has items and maxItems"},
        Mistake{"enum_of_wrong_type", box, "\"A\"]}\n", "7]}\n", "/parameters/grade"},
        Mistake{
            "allowed_by_nothing",
            box,
            "{parameter: wood, v",
            "{parameter: labels, v",
            "is no parameter with an enum"},
        Mistake{"allowed_by_incomplete", box, ", pine: [\"A\"]", "", "Nothing is said for \"pine\""},
        Mistake{"unit_of_text", box, "words: [wood]", "unit: days", "Only a number has a unit"},
        Mistake{
            "taken_name",
            box,
            "labels:",
            "tags:",
            "/parameters/tags: Every resource has a field of this name"},
        Mistake{
            "bad_pattern",
            box,
            "[a-z0-9]$\", max_length: 20",
            "[a-z$\", max_length: 20",
            "not a regular expression"},
        Mistake{
            "open_pattern",
            box,
            "[a-z0-9]$\", max_length: 20",
            "[a-z]\", max_length: 20",
            "starts with ^ and ends with $"},
        Mistake{
            "rule_without_parameter",
            box,
            "parameter: locked",
            "parameter: look",
            "box has no parameter \"look\""},
        Mistake{
            "rule_with_two_demands",
            box,
            "equals: true",
            "equals: true, stated: true",
            "A rule demands one thing"},
        Mistake{
            "rule_out_of_reach",
            box,
            "equals: true",
            "equals: 7",
            "/guardrails/1/equals: This must be a boolean"},
        Mistake{
            "rule_at_least_nothing",
            box,
            "at_least: size_gb",
            "at_least: wood",
            "are not two parameters with numbers"},
        Mistake{"rule_twice", box, "id: box-prod-lock", "id: box-limit", "\"box-limit\" already belongs to"},
        Mistake{
            "example_of_nothing",
            box,
            "parameters: {wood: oak}",
            "parameters: {iron: 1}",
            "/examples/0/parameters/iron"},
        Mistake{
            "waiver_of_two_lines", box, "not needed in dev", "not\\nneeded", "does not have the right form"},
        Mistake{
            "policy_of_no_type",
            policies,
            "rules:\n  - {",
            "rules:\n  - {types: [can], ",
            "There is no resource type"},
        Mistake{
            "policy_of_no_parameter",
            policies,
            "parameter: size_gb",
            "parameter: sise",
            "No type has a parameter"},
        Mistake{
            "policy_of_taken_id",
            policies,
            "id: minimum-size",
            "id: box-limit",
            "Another rule has the same id"},
        Mistake{"naming_with_unknown_word", policies, "{application}", "{app}", "The pattern is made of"},
        Mistake{"naming_without_resource", policies, "-{resource}", "", "Without {resource}"},
        Mistake{
            "required_tag_without_value",
            policies,
            "Owner, ManagedBy]",
            "Owner, Purpose]",
            "The tag Purpose is required"},
        Mistake{
            "environment_twice", environments, "[production, live]", "[development]", "already belongs to"},
        Mistake{
            "unknown_region",
            environments,
            "aws: {region: us-east-1}",
            "aws: {region: mars-1}",
            "\"mars-1\" is none"},
        Mistake{
            "backend_without_bucket",
            environments,
            "bucket: state-of-prod, ",
            "",
            "/backend/bucket: A backend of type s3"},
        Mistake{
            "backend_with_bucket",
            environments,
            "{type: local}",
            "{type: local, bucket: abc}",
            "does not have this"},
        Mistake{"currency_that_is_none", prices, "USD", "EUR", "/currency: "},
        Mistake{"month_that_is_none", prices, "2026-10", "2026-13", "/as_of: \"2026-13\" does not have"},
        Mistake{"price_below_nothing", prices, "price: 1}", "price: -1}", "/groups/lock/price: "},
        Mistake{"price_in_words", prices, "price: 1}", "price: cheap}", "/groups/lock/price: "},
        Mistake{
            "price_too_fine", prices, "0.0004", "0.0000001", "/groups/ink/price: A price has at most six"},
        Mistake{
            "price_without_source", prices, "unit: month, source: A page.,", "unit: month,", "/groups/lock"},
        Mistake{"price_of_unknown_unit", prices, "unit: month", "unit: fortnight", "/groups/lock/unit: "},
        Mistake{"group_without_price", prices, ", price: 1}", "}", "A group has one `price`, or `prices`"},
        Mistake{"cost_left_out", box, "note: Nails are free.\n  lines:", "lines_of:", "/cost"},
        Mistake{
            "cost_of_no_group",
            box,
            "{group: lock}",
            "{group: look}",
            "/cost/lines/2/price/group: There is no group of prices \"look\""},
        Mistake{
            "cost_of_no_price",
            box,
            "thin: pine",
            "thin: elm",
            "/cost/lines/0/price/key: The group wood has no price \"elm\""},
        Mistake{
            "cost_of_several_prices",
            box,
            "{group: wood, key: {parameter: strength, values: {thin: pine, thick: oak}}}",
            "{group: wood}",
            "The group wood has several prices; name one."},
        Mistake{
            "cost_by_no_parameter",
            box,
            "key: {parameter: strength",
            "key: {parameter: strenght",
            "/cost/lines/0/price/key/parameter: There is no parameter"},
        Mistake{
            "cost_with_a_value_unsaid",
            box,
            "{thin: 1, thick: 3}",
            "{thin: 1}",
            "/cost/lines/0/times/0/values: Nothing is said for \"thick\""},
        Mistake{
            "cost_of_a_value_that_is_none",
            box,
            "{thin: 1, thick: 3}",
            "{thin: 1, thick: 3, paper: 0}",
            "\"paper\" is none of the values of strength"},
        Mistake{
            "cost_of_a_choice_without_values",
            box,
            "{parameter: guards, plus: 1}",
            "{parameter: guards, values: {one: 1}}",
            "\"guards\" has no list of values"},
        Mistake{
            "cost_times_a_word",
            box,
            "{parameter: guards, plus: 1}",
            "{parameter: strength}",
            "\"strength\" is no whole number"},
        Mistake{
            "cost_times_nothing",
            box,
            "{parameter: guards, plus: 1}",
            "{parameter: locked, values: {true: 2, false: 1}}",
            "/cost/lines/1/times/0/parameter: \"locked\" has no default for dev"},
        Mistake{
            "cost_on_a_wrong_condition",
            box,
            "when: {locked: [true]}",
            "when: {locked: [yes please]}",
            "/cost/lines/2/when/locked: "},
        Mistake{
            "cost_on_no_parameter",
            box,
            "when: {locked:",
            "when: {lock:",
            "/cost/lines/2/when/lock: There is no"},
        Mistake{"cost_by_use_in_a_sum", box, ", by_use: true", "", "A price for one GB depends on use"},
        Mistake{
            "cost_by_use_multiplied",
            box,
            "by_use: true",
            "by_use: true, times: [{parameter: guards}]",
            "/cost/lines/3/times: A line that depends on use is not multiplied"},
        Mistake{
            "cost_of_hours_times_a_size",
            box,
            "{parameter: guards, plus: 1}",
            "{parameter: size_gb}",
            "/cost/lines/1/times: A price for one hour is multiplied by no parameter in GB"},
        Mistake{
            "cost_of_storage_without_a_size",
            box,
            ", {parameter: size_gb}",
            "",
            "A price for one GB and month is multiplied by one parameter in GB"}
    ),
    [](const auto& mistake) { return mistake.param.name; }
);

}  // namespace

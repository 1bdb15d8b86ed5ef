#include "catalog/written_catalog.h"
#include "llm/schema.h"

#include <gtest/gtest.h>

#include <iostream>

namespace {

constexpr int types = 25;
constexpr int parameters_each = 15;

/// As large as the catalog is planned to be, with longer names than it has, and none shared.
std::string blueprint(int number)
{
    auto text = R"(version: 1.0.0
title: Thing
sentence: A thing for tests.
cloud: aws
aliases: [thing)" +
                std::to_string(number) + R"(]
noun: thing
name: {pattern: "^[a-z][a-z0-9-]*[a-z0-9]$", max_length: 20}
cloud_name: {max_length: 30, pattern: "^[a-z][a-z0-9-]*[a-z0-9]$"}
parameters:
)";
    for (int i = 0; i < parameters_each; ++i)
        text += "  parameter_of_a_long_name_" + std::to_string(number) + "_" + std::to_string(i) +
                ": {schema: {type: integer, minimum: 1, maximum: 100}, default: 5, sentence: What it is.}\n";
    return text +
           "cost: {lines: []}\nexamples: [{request: a thing, resource_name: a-thing, environment: dev}]\n";
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

}  // namespace

/// The providers compile the form to a grammar, and refuse one that is too large: so it grows by the names of
/// types and parameters only, and never by a type's own branch.
TEST(FormOfTwentyFiveTypes, IsOneSmallSchema)
{
    WrittenCatalog files;
    const auto one = base::write_json(llm::schema_of(files.load(), llm::Summary::wanted));
    for (int i = 1; i < types; ++i) {
        const auto folder = "types/thing" + std::to_string(i) + "/";
        files.write(folder + "blueprint.yaml", blueprint(i));
        files.write(folder + "main.tf", "# empty\n");
    }
    for (const auto& problem : files.problems())
        ADD_FAILURE() << problem;
    const auto catalog = files.load();
    ASSERT_EQ(catalog.blueprints().size(), static_cast<std::size_t>(types));
    const auto schema = base::write_json(llm::schema_of(catalog, llm::Summary::wanted));
    std::cout << one.size() << " bytes for one type, " << schema.size() << " for " << types << "\n";
    EXPECT_LT(schema.size(), 16'000U);
    for (const auto* keyword : {"\"anyOf\"", "\"object\"", "\"array\"", "\"enum\""})
        EXPECT_EQ(count(schema, keyword), count(one, keyword)) << keyword;
}

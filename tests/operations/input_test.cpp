#include "operations/input.h"

#include <gtest/gtest.h>

namespace {

using operations::Incoming;

const operations::Operation change{
    "things.change",
    "POST",
    "/things/{id}",
    operations::Scope::request,
    "",
    base::read_json(R"({"type": "object", "properties": {
        "id": {"type": "integer", "x-in": "path"},
        "wait": {"type": "integer", "x-in": "query"},
        "deep": {"type": "boolean", "x-in": "query"},
        "name": {"type": "string"}}})"),
    {},
    200,
    {}};

Incoming with(std::map<std::string, std::string> query, std::string body)
{
    Incoming incoming;
    incoming.query = std::move(query);
    incoming.body = std::move(body);
    return incoming;
}

TEST(Input, JoinsPathQueryAndBody)
{
    const auto input =
        gather(change, {{"id", "7"}}, with({{"wait", "3"}, {"deep", "true"}}, R"({"name": "x"})"));
    EXPECT_EQ(input, base::read_json(R"({"id": 7, "wait": 3, "deep": true, "name": "x"})"));
}

TEST(Input, RefusesWordsThatAreNoNumbers)
{
    for (const auto* id : {"x7", "", "7x", "99999999999999999999"})
        EXPECT_THROW(gather(change, {{"id", id}}, with({}, "")), base::Error) << id;
}

TEST(Input, RefusesWhatStandsInTheWrongPlaceAllAtOnce)
{
    try {
        gather(change, {{"id", "7"}}, with({{"wiat", "3"}}, R"({"wait": 3, "name": 7})"));
        FAIL();
    } catch (const base::Error& error) {
        ASSERT_EQ(error.problems.size(), 3U);
        EXPECT_EQ(error.problems[0].message, "\"wait\" belongs in the address, not in the body.");
        EXPECT_EQ(
            error.problems[1].message, "There is no query parameter \"wiat\" here; did you mean \"wait\"?"
        );
    }
}

TEST(Input, RefusesABodyThatIsNoObject)
{
    EXPECT_THROW(gather(change, {{"id", "7"}}, with({}, "[1]")), base::Error);
    EXPECT_THROW(gather(change, {{"id", "7"}}, with({}, "{")), base::Error);
}

TEST(Input, TakesNullForNotStated)
{
    EXPECT_FALSE(gather(change, {{"id", "7"}}, with({}, R"({"name": null})")).contains("name"));
}

}  // namespace

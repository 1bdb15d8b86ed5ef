#include "operations/router.h"

#include <gtest/gtest.h>

namespace {

operations::Operation row(std::string_view name, std::string_view method, std::string_view path)
{
    return {name, method, path, operations::Scope::read, "", {}, {}, 200, {}};
}

const std::vector<operations::Operation> table{
    row("things.list", "GET", "/things"),
    row("things.make", "POST", "/things"),
    row("things.get", "GET", "/things/{id}"),
    row("things.newest", "GET", "/things/newest"),
};

TEST(Routes, AreFoundByMethodAndPath)
{
    EXPECT_EQ(find_route(table, "GET", "/things").operation->name, "things.list");
    EXPECT_EQ(find_route(table, "POST", "/things").operation->name, "things.make");
    const auto route = find_route(table, "GET", "/things/a b");
    EXPECT_EQ(route.operation->name, "things.get");
    EXPECT_EQ(route.variables.at("id"), "a b");
}

TEST(Routes, PreferWordsToVariables)
{
    EXPECT_EQ(find_route(table, "GET", "/things/newest").operation->name, "things.newest");
}

TEST(Routes, TellWhichMethodsAPathKnows)
{
    const auto route = find_route(table, "DELETE", "/things");
    EXPECT_EQ(route.operation, nullptr);
    EXPECT_EQ(route.allowed, "GET, POST");
}

TEST(Routes, DoNotExistForOtherPaths)
{
    for (const auto* path : {"/", "/thing", "/things/", "/things/1/2", "", "//things"}) {
        const auto route = find_route(table, "GET", path);
        EXPECT_EQ(route.operation, nullptr) << path;
        EXPECT_EQ(route.allowed, "") << path;
    }
}

}  // namespace

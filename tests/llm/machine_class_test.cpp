#include "base/files.h"
#include "llm/machine_classes.h"
#include "llm/real_model.h"

#include <gtest/gtest.h>

#include <regex>

namespace {

using llm::real_catalog;
using llm::understood;

/// size → class, as the type's module maps them.
std::map<std::string, std::string> classes_of(const std::string& type)
{
    const auto module = base::read_file(PROJECT_DIR "/templates/terraform/" + type + "/main.tf");
    const std::regex line(R"re(\b(small|medium|large|xlarge) *= "([a-z0-9.]+)")re");
    std::map<std::string, std::string> classes;
    for (std::sregex_iterator found(module.begin(), module.end(), line), end; found != end; ++found)
        classes[(*found)[1]] = (*found)[2];
    return classes;
}

TEST(MachineClasses, OfAModuleAreItsSizesInWords)
{
    for (const std::string type : {"rds", "redis"}) {
        const auto classes = classes_of(type);
        ASSERT_EQ(classes.size(), 4U) << type;
        for (const auto& [size, machine] : classes)
            for (const auto& said : {machine, machine.substr(machine.find('.') + 1)}) {
                const auto reply = understood("dev " + type + " for crm on a " + said);
                ASSERT_EQ(reply.drafts.size(), 1U) << said;
                EXPECT_EQ(reply.drafts[0].values.at("size").value, size) << said;
            }
    }
}

TEST(MachineClasses, OfOthersAreAskedAbout)
{
    for (const std::string said :
         {"db.t3.large", "t3.large", "t4g.large", "r6gd.2xlarge", "cache.t4g.small"}) {
        const auto reply = understood("a " + said + " postgres for crm in dev");
        EXPECT_TRUE(reply.drafts.empty()) << said;
        ASSERT_EQ(reply.questions.size(), 1U) << said;
        EXPECT_EQ(reply.questions[0].id, "size");
        EXPECT_EQ(reply.questions[0].options.size(), 4U);
        EXPECT_NE(reply.questions[0].question.find(said), std::string::npos);
    }
}

TEST(MachineClasses, AreToldFromOtherWordsWithDots)
{
    for (const auto* machine : {"t3.micro", "m5.large", "db.r6g.16xlarge", "x2iedn.metal", "cache.m7g.large"})
        EXPECT_TRUE(llm::is_machine_class(machine)) << machine;
    for (const auto* other : {"8.4", "orders.v2", "app.example.com", "postgres.large", "t3", "2xlarge", ""})
        EXPECT_FALSE(llm::is_machine_class(other)) << other;
}

}  // namespace

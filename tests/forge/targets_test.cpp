#include "base/error.h"
#include "forge/local_world.h"
#include "forge/targets.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using testing::HasSubstr;

namespace {

class Targets : public testing::Test {
protected:
    forge::Target target(const std::string& name, const std::string& repository)
    {
        return {name, world_.forge(), nullptr, "", "https://github.test/" + repository};
    }

    LocalWorld world_;
    const forge::Targets targets_{
        target("default", "acme/infra"),
        {{{"payments"}, {}, target("payments", "acme/payments")},
         {{"search"}, {}, target("search", "acme/live")}}};
};

}  // namespace

TEST_F(Targets, AreKnownByTheirRepositoryWhateverTheirRuleIsCalledNow)
{
    EXPECT_EQ(targets_.get("money", "https://github.test/Acme/payments").name, "payments");
    EXPECT_EQ(targets_.get("payments", "https://github.test/acme/infra").name, "default");
    EXPECT_EQ(targets_.get("search", "https://github.test/acme/live").name, "search");
    EXPECT_EQ(targets_.get("search", "").name, "search");
}

TEST_F(Targets, AreRefusedWhereTheirRepositoryIsNotConfiguredAnyMore)
{
    for (const std::string name : {"payments", "gone"}) {
        const auto error = error_of([&] { targets_.get(name, "https://github.test/acme/former"); });
        EXPECT_EQ(error.code, base::Code::conflict);
        EXPECT_THAT(error.message, HasSubstr("https://github.test/acme/former"));
    }
    EXPECT_THAT(error_of([&] { targets_.get("gone", ""); }).message, HasSubstr("gone"));
}

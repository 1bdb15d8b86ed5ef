#include "catalog/drafts.h"

#include <gmock/gmock.h>

namespace {

using catalog::Envelope;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Names : public testing::Test {
protected:
    std::string cloud_name(const base::Value& values = base::Value::object())
    {
        return the_spec(catalog_, a_box(values)).cloud_name;
    }

    const catalog::Catalog catalog_ = WrittenCatalog().load();
};

TEST_F(Names, FollowThePatternWithTheServiceElseTheTeamElseNeither)
{
    EXPECT_EQ(cloud_name({{"service", "shop"}, {"team", "sales"}}), "dev-shop-tool-box");
    EXPECT_EQ(cloud_name({{"team", "sales"}}), "dev-sales-tool-box");
    EXPECT_EQ(cloud_name(), "dev-tool-box");
}

TEST_F(Names, DoNotRepeatTheApplication)
{
    EXPECT_EQ(cloud_name({{"service", "tool"}}), "dev-tool-box");
    EXPECT_EQ(cloud_name({{"service", "tool-box"}}), "dev-tool-box");
    EXPECT_EQ(cloud_name({{"service", "too"}}), "dev-too-tool-box");
}

TEST_F(Names, AreCutWithAHashSoThatLongOnesStayDifferent)
{
    const auto one = cloud_name({{"service", "a-very-long-name-of-a-service-1"}});
    const auto two = cloud_name({{"service", "a-very-long-name-of-a-service-2"}});
    EXPECT_THAT(one, SizeIs(29));  // 30, but for a dash that would have stood before the hash's
    EXPECT_EQ(one.substr(0, 21), "dev-a-very-long-name-");
    EXPECT_NE(one, two);
}

TEST_F(Names, ThatAreNotAllowedAreProblems)
{
    const std::pair<const char*, const char*> cases[] = {
        {"Tool", "does not have the right form"},
        {"../../etc", "does not have the right form"},
        {"a-very-long-name-for-a-box", "too long: 26 characters, at most 20"},
        {"default", "The name \"default\" is reserved."},
        {"kube-system", "The name \"kube-system\" is reserved."},
        {"", "must not be empty"}};
    for (const auto& [name, problem] : cases)
        EXPECT_THAT(
            the_problems(catalog_, {a_box({{"resource_name", name}})}),
            ElementsAre(AllOf(
                Field(&base::Problem::pointer, "/resources/0/resource_name"),
                Field(&base::Problem::message, HasSubstr(problem))
            ))
        ) << name;
}

TEST_F(Names, NeverLeaveTheirFolderWhateverTheBlueprintAllows)
{
    WrittenCatalog files;
    files.change(
        "types/box/blueprint.yaml",
        "name: {pattern: \"^[a-z][a-z0-9-]*[a-z0-9]$\"",
        "name: {pattern: \"^.*$\""
    );
    EXPECT_THAT(
        the_problems(files.load(), {a_box({{"resource_name", "../x"}})}),
        ElementsAre(Field(&base::Problem::message, "A name is made of a-z, 0-9, - and _."))
    );
}

TEST_F(Names, OfOneRequestMustDiffer)
{
    EXPECT_THAT(
        the_problems(catalog_, {a_box(), a_box()}),
        ElementsAre(base::Problem{
            "/resources/1/resource_name",
            "Another resource of this request is written to terraform/dev/box/tool-box."})
    );
    EXPECT_THAT(
        the_problems(
            catalog_, {a_box({{"resource_name", "box"}, {"service", "tool"}}), a_box({{"service", "tool"}})}
        ),
        ElementsAre(base::Problem{
            "/resources/1/resource_name",
            "Another resource of this request is named dev-tool-box in the cloud."})
    );
    EXPECT_THAT(the_problems(catalog_, {a_box(), a_box({{"environment", "prod"}})}), IsEmpty());
}

TEST_F(Names, ThatTheCloudWouldNotTakeAreProblems)
{
    WrittenCatalog files;
    files.change(
        "types/box/blueprint.yaml", "max_length: 30, pattern: \"^[a-z]", "max_length: 30, pattern: \"^x[a-z]"
    );
    EXPECT_THAT(
        the_problems(files.load(), {a_box()}),
        ElementsAre(Field(&base::Problem::message, HasSubstr("would be \"dev-tool-box\"")))
    );
}

TEST_F(Names, OfTeamsAndServicesAreReadFromReferencesAndWords)
{
    Envelope envelope;
    envelope.team = "group:default/payments";
    envelope.service = "Payments API";
    const auto spec = the_spec(catalog_, a_box(), envelope);
    EXPECT_EQ(spec.team, "payments");
    EXPECT_EQ(spec.service, "payments-api");
    envelope.service = "../x";
    EXPECT_THAT(
        the_problems(catalog_, {a_box()}, envelope), ElementsAre(Field(&base::Problem::pointer, "/service"))
    );
}

}  // namespace

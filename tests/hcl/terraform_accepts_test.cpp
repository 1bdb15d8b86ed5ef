#include "base/text.h"
#include "catalog/tags.h"
#include "hcl/rendered.h"
#include "hcl/terraform.h"
#include "hcl/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::HasSubstr;
using testing::Not;

const auto offline = std::string(PROJECT_DIR) + "/tests/terraform/terraform-offline";

void write_all(const Folder& folder, const std::map<std::string, std::string>& files)
{
    for (const auto& [path, text] : files)
        folder.write(path, text);
}

TEST(RenderedDirectory, IsFormattedAsTerraformWould)
{
    SKIP_WITHOUT_TERRAFORM();
    const Folder folder;
    for (const auto& blueprint : the_catalog().blueprints())
        for (const auto& environment : the_catalog().environments())
            write_all(folder, hcl::render(the_catalog(), a_spec(blueprint.type, environment.name)));
    const auto done = run_in(folder.path(), {*find_terraform(), "fmt", "-check", "-diff", "-recursive"});
    EXPECT_EQ(done.exit_code, 0) << done.output << done.errors;
}

std::vector<std::string> types()
{
    std::vector<std::string> names;
    for (const auto& folder :
         std::filesystem::directory_iterator(std::string(PROJECT_DIR) + "/templates/terraform"))
        names.push_back(folder.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

class RenderedBlueprint : public testing::TestWithParam<std::tuple<std::string, const char*>> {};

/// `validate` does not read values, and `plan` would ask the cloud; a test with mocked providers plans with
/// the values and so checks them against the variables' types and conditions.
TEST_P(RenderedBlueprint, IsValidAndTakesItsValues)
{
    SKIP_WITHOUT_TERRAFORM();
    if (!find_program("npm"))
        GTEST_SKIP() << "npm is not on the PATH; the stand-ins for the providers run on Node";
    const auto& [type, environment] = GetParam();
    const auto spec = a_spec(type, environment);
    const Folder folder;
    write_all(folder, hcl::render(the_catalog(), spec));
    const auto directory = folder.path() / spec.directory();
    const auto cloud = the_catalog().blueprint(type).cloud;
    folder.write(
        spec.directory() + "/values.tftest.hcl",
        "mock_provider \"" + cloud + "\" {}\n\nrun \"values\" {\n  command = plan\n}\n"
    );
    using Arguments = std::vector<std::string>;
    for (const auto& argv :
         {Arguments{offline, "init", "-backend=false"},
          Arguments{offline, "validate"},
          Arguments{offline, "test"}}) {
        const auto done = run_in(directory, argv);
        ASSERT_EQ(done.exit_code, 0) << argv[1] << ": " << done.output << done.errors;
        EXPECT_THAT(done.output, Not(HasSubstr("undeclared variable")));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Terraform,
    RenderedBlueprint,
    testing::Combine(testing::ValuesIn(types()), testing::ValuesIn(catalog::environment_classes)),
    [](const auto& one) { return std::get<0>(one.param) + "_" + std::get<1>(one.param); }
);

/// What a tag may say is what the writer takes: a request that passed the check can always be rendered.
TEST(Tags, CanAlwaysBeWritten)
{
    for (char32_t point = 0; point <= 0x10FFFF; point = point == 0xD7FF ? 0xE000 : point + 1) {
        std::string text;
        append_utf8(text, point);
        EXPECT_NO_THROW(hcl::quoted(catalog::as_tag_text(text))) << text;
    }
    Texts texts;
    for (int i = 0; i < 5'000; ++i) {
        const auto text = texts.next();
        if (!base::is_utf8(text))
            continue;
        const auto tag = catalog::as_tag_text(text);
        EXPECT_FALSE(catalog::wrong_tag_text(tag)) << tag;
        EXPECT_NO_THROW(hcl::quoted(tag)) << tag;
    }
}

}  // namespace

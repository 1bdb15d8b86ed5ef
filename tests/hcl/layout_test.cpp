#include "hcl/layout.h"
#include "hcl/rendered.h"
#include "hcl/terraform.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace {

using base::Value;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;

using Files = std::map<std::string, std::string>;

const std::filesystem::path golden = std::filesystem::path(PROJECT_DIR) / "tests/golden";

/// What is compared with the golden files: everything but the module, which is a copy, and the record of
/// digests.
Files written_files(const catalog::Spec& spec)
{
    auto files = hcl::render(the_catalog(), spec);
    for (const auto& [name, _] : the_catalog().blueprint(spec.resource_type).files)
        files.erase(spec.directory() + "/" + name);
    files.erase(spec.directory() + "/.groundwork.json");
    return files;
}

Files files_below(const std::filesystem::path& folder)
{
    Files files;
    if (!std::filesystem::exists(folder))
        return files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[std::filesystem::relative(entry.path(), golden).string()] = base::read_file(entry.path());
    return files;
}

void expect_same(const Files& accepted, const Files& written)
{
    for (const auto& [path, text] : written)
        EXPECT_EQ(accepted.contains(path) ? accepted.at(path) : "no such file", text)
            << path << "; GROUNDWORK_ACCEPT=1 accepts what is written now";
    for (const auto& [path, _] : accepted)
        EXPECT_TRUE(written.contains(path)) << path << " is written no more";
}

TEST(Layout, WritesTheGoldenFilesOfEveryBlueprintInEveryEnvironment)
{
    Files files;
    for (const auto& blueprint : the_catalog().blueprints())
        for (const auto& environment : the_catalog().environments())
            files.merge(written_files(a_spec(blueprint.type, environment.name)));
    if (environment_variable("GROUNDWORK_ACCEPT") != "1") {
        expect_same(files_below(golden / "terraform"), files);
        return;
    }
    std::filesystem::remove_all(golden / "terraform");
    for (const auto& [path, text] : files) {
        std::filesystem::create_directories((golden / path).parent_path());
        std::ofstream(golden / path, std::ios::binary) << text;
    }
    GTEST_SKIP() << "the golden files were accepted";
}

TEST(Layout, CopiesTheModuleByteForByte)
{
    const auto spec = a_spec("rds", "prod");
    const auto files = hcl::render(the_catalog(), spec);
    for (const auto& [name, text] : the_catalog().blueprint("rds").files)
        EXPECT_EQ(files.at("terraform/prod/rds/payments-db/" + name), text);
}

TEST(Layout, IsTheSameForEqualSpecsAndKnowsNoPlacesInTheWords)
{
    auto spec = a_spec("s3", "staging");
    const auto files = hcl::render(the_catalog(), spec);
    EXPECT_EQ(hcl::render(the_catalog(), spec), files);
    spec.fields.at("resource_name").span = catalog::Span{7, 9};
    EXPECT_EQ(hcl::render(the_catalog(), spec), files);
    EXPECT_EQ(hcl::render(the_catalog(), Value(spec).get<catalog::Spec>()), files);
}

TEST(Layout, EndsEveryFileWithANewline)
{
    for (const auto& blueprint : the_catalog().blueprints())
        for (const auto& [path, text] : hcl::render(the_catalog(), a_spec(blueprint.type, "dev")))
            EXPECT_TRUE(text.ends_with('\n') && !text.ends_with("\n\n")) << path;
}

TEST(Layout, SaysAboveEachValueWhereItCameFrom)
{
    const auto files = hcl::render(the_catalog(), a_spec("rds", "prod", {{"storage_gb", 800}}));
    const auto& values = files.at("terraform/prod/rds/payments-db/terraform.tfvars");
    for (const auto* lines :
         {"# policy\ncloud_name = \"prod-checkout-api-payments-db\"\n",
          "# caller\nenvironment = \"prod\"\n",
          "# environment\nregion = \"us-east-1\"\n",
          "# default\nengine = \"postgres\"\n",
          "# default for prod\nmulti_az = true\n",
          "# request\nstorage_gb = 800\n",
          "# policy\nmax_storage_gb = 800\n"})
        EXPECT_THAT(values, HasSubstr(lines));
}

TEST(Layout, RecordsSpecSourcesAndBlobIds)
{
    const auto spec = a_spec("s3", "prod", {{"expire_days", 30}});
    const auto files = hcl::render(the_catalog(), spec);
    const auto record = base::read_json(files.at("terraform/prod/s3/payments-bucket/.groundwork.json"));
    EXPECT_EQ(record["format"], 1);
    EXPECT_EQ(record["layout"], "self_contained");
    EXPECT_EQ(record["blueprint"]["digest"], the_catalog().blueprint("s3").digest);
    EXPECT_EQ(record["sources"]["expire_days"], "request");
    EXPECT_EQ(record["sources"]["environment"], "caller");
    EXPECT_EQ(record["files"].size(), files.size() - 1);
    EXPECT_EQ(hcl::render(the_catalog(), record["spec"].get<catalog::Spec>()), files);
}

TEST(Layout, NamesFilesByTheIdsThatGitGivesThem)
{
    const auto files = hcl::render(the_catalog(), a_spec("s3", "dev"));
    const auto record = base::read_json(files.at("terraform/dev/s3/payments-bucket/.groundwork.json"));
    for (const auto& [name, id] : record["files"].items()) {
        const auto& text = files.at("terraform/dev/s3/payments-bucket/" + name);
        const auto done = run_in("/", {"git", "hash-object", "--stdin"}, text);
        ASSERT_EQ(done.exit_code, 0) << done.errors;
        EXPECT_EQ(done.output, id.get<std::string>() + "\n") << name;
    }
}

TEST(Layout, BringsTheNetworkOnlyWhereTheBlueprintNeedsIt)
{
    EXPECT_THAT(
        hcl::render(the_catalog(), a_spec("s3", "dev")), Not(Contains(Key(testing::EndsWith("network.tf"))))
    );
    EXPECT_THAT(
        hcl::render(the_catalog(), a_spec("redis", "dev")), Contains(Key(testing::EndsWith("network.tf")))
    );
}

}  // namespace

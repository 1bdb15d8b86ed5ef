#include "base/text.h"
#include "hcl/layout.h"
#include "llm/conversation.h"
#include "llm/form.h"
#include "requests/attacker.h"
#include "requests/values_file.h"

#include <regex>

namespace {

using base::Value;
using namespace conversation;

/// The same resource as nobody would object to it: same type, same options, other words.
catalog::Spec harmless(const catalog::Spec& spec)
{
    auto twin = spec;
    twin.resource_name = "harmless";
    twin.cloud_name = "harmless";
    twin.tags.clear();
    for (auto& parameter : twin.parameters)
        if (parameter.value.is_string() && !real_catalog()
                                                .blueprint(spec.resource_type)
                                                .find_parameter(parameter.name)
                                                ->schema.contains("enum"))
            parameter.value = "x";
    return twin;
}

void expect_values_of(const catalog::Spec& spec, const std::string& text)
{
    base::Value expected{
        {"cloud_name", spec.cloud_name}, {"environment", spec.environment}, {"tags", spec.tags}};
    if (!spec.region.empty())
        expected["region"] = spec.region;
    for (const auto& parameter : spec.parameters)
        expected[parameter.name] = parameter.value;
    EXPECT_EQ(ValuesFile::read(text), expected) << text;
}

void expect_harmless(const catalog::Spec& spec, const catalog::Envelope& envelope)
{
    EXPECT_EQ(spec.environment, envelope.environment);
    EXPECT_EQ(spec.team, envelope.team);
    EXPECT_EQ(spec.service, envelope.service);
    EXPECT_EQ(spec.owner, envelope.requester);
    EXPECT_EQ(spec.directory(), "terraform/staging/" + spec.resource_type + "/" + spec.resource_name);
    EXPECT_TRUE(std::regex_match(spec.resource_name, std::regex("[a-z0-9_-]{1,63}"))) << spec.resource_name;
    const auto twin = harmless(spec);
    const auto expected = hcl::render(real_catalog(), twin);
    const auto files = hcl::render(real_catalog(), spec);
    EXPECT_EQ(files.size(), expected.size());
    for (const auto& [path, text] : files) {
        ASSERT_TRUE(path.starts_with(spec.directory() + "/")) << path;
        const auto name = path.substr(spec.directory().size() + 1);
        const auto same = expected.find(twin.directory() + "/" + name);
        ASSERT_NE(same, expected.end()) << path;
        if (name == "terraform.tfvars")
            expect_values_of(spec, text);
        else if (name == ".groundwork.json")
            EXPECT_EQ(base::read_json(text)["spec"]["resource_name"], spec.resource_name);
        else  // the blueprint's and the platform's, byte by byte, but for the name in the state's key
            EXPECT_EQ(text, base::replaced(same->second, "/harmless/", "/" + spec.resource_name + "/"))
                << path;
    }
}

TEST(HostileModel, WritesNothingOutsideTheCatalogsGrammar)
{
    llm::Prompt prompt = words("a bucket for the payments logs");
    prompt.environment = "staging";
    prompt.team = "payments";
    prompt.service = "payments-api";
    const catalog::Envelope envelope{"staging", "payments", "payments-api", "jane", "dev", {}};
    Attacker attacker(real_catalog());
    std::map<std::string, int> counts;
    for (int i = 0; i < 2'000; ++i) {
        const auto text = attacker.write();
        SCOPED_TRACE(text);
        try {
            const auto reply = llm::read_form(real_catalog(), prompt, text);
            for (const auto& draft : reply.drafts)
                EXPECT_NE(real_catalog().find_blueprint(draft.resource_type), nullptr);
            if (reply.drafts.empty())
                continue;
            const auto checked = catalog::check(real_catalog(), reply.drafts, envelope);
            for (const auto& spec : checked.specs)
                expect_harmless(spec, envelope);
            counts[checked.specs.empty() ? "asked or refused" : "written"]++;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::invalid) << error.message;
            counts["sent back"]++;
        }
        if (HasFailure())
            return;
    }
    // The attack reaches all three ends; otherwise this test would prove nothing.
    std::cout << counts["written"] << " written, " << counts["asked or refused"] << " asked or refused, "
              << counts["sent back"] << " sent back\n";
    EXPECT_GT(counts["written"], 300);
    EXPECT_GT(counts["sent back"], 300);
}

TEST(HostileModel, HasNoPlaceForProse)
{
    for (const auto& poison : Attacker::poisons()) {
        Value form{
            {"outcome", "refusal"},
            {"resources", Value::array()},
            {"questions", Value::array()},
            {"refusal", poison}};
        EXPECT_THROW(
            llm::read_form(
                real_catalog(), words("x"), form.dump(-1, ' ', false, Value::error_handler_t::replace)
            ),
            base::Error
        );
        form["refusal"] = nullptr;
        form["outcome"] = "questions";
        form["questions"] = Value::array({{{"resource", 0}, {"field", poison}}});
        EXPECT_THROW(
            llm::read_form(
                real_catalog(), words("x"), form.dump(-1, ' ', false, Value::error_handler_t::replace)
            ),
            base::Error
        );
    }
}

}  // namespace

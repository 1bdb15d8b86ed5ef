#include "base/files.h"
#include "llm/real_model.h"

#include <gtest/gtest.h>

base::Value llm::corpus(const std::string& part)
{
    const std::string path = PROJECT_DIR "/tests/llm/corpus.yaml";
    return base::read_yaml(base::read_file(path), path).at(part);
}

namespace {

using llm::real_catalog;
using llm::understood;

base::Value parameters_of(const catalog::Draft& draft)
{
    auto parameters = base::Value::object();
    const auto& blueprint = real_catalog().blueprint(draft.resource_type);
    for (const auto& [name, stated] : draft.values)
        if (blueprint.find_parameter(name) != nullptr)
            parameters[name] = stated.value;
    return parameters;
}

base::Value value_or_null(const catalog::Draft& draft, const std::string& name)
{
    const auto found = draft.values.find(name);
    return found == draft.values.end() ? base::Value() : found->second.value;
}

/// The reply in the corpus' own form, cut to what the entry speaks of.
base::Value told(const llm::Reply& reply, const base::Value& expected)
{
    auto told = base::Value::object();
    if (reply.refusal)
        told["refusal"] = reply.refusal->reason;
    for (const auto& question : reply.questions)
        told["questions"].push_back(question.id);
    for (std::size_t i = 0; i < reply.drafts.size(); ++i) {
        const auto& draft = reply.drafts[i];
        base::Value entry{
            {"type", draft.resource_type},
            {"name", value_or_null(draft, "resource_name")},
            {"parameters", parameters_of(draft)}};
        const bool comparable = expected.contains("drafts") && i < expected["drafts"].size();
        for (const auto* field : {"environment", "region", "team", "service"})
            if (!comparable || expected["drafts"][i].contains(field))
                entry[field] = value_or_null(draft, field);
        told["drafts"].push_back(entry);
    }
    return told;
}

base::Value completed(base::Value expected)
{
    expected.erase("request");
    if (expected.contains("drafts"))
        for (auto& draft : expected["drafts"])
            if (!draft.contains("parameters"))
                draft["parameters"] = base::Value::object();
    return expected;
}

/// The share of entries that were understood exactly; tells the others.
double share_understood(const base::Value& entries)
{
    std::size_t right = 0;
    for (const auto& entry : entries) {
        const auto words = entry.at("request").get<std::string>();
        const auto expected = completed(entry);
        const auto reply = understood(words);
        const auto actual = told(reply, expected);
        const bool is_honest = entry.value("honest", false) && reply.drafts.empty();
        if (actual == expected || is_honest)
            ++right;
        else
            std::cout << "  " << words << "\n    expected " << expected << "\n    actual   " << actual
                      << "\n";
    }
    std::cout << right << " of " << entries.size() << "\n";
    return static_cast<double>(right) / static_cast<double>(entries.size());
}

TEST(Corpus, IsUnderstoodWhereItWasTunedOn)
{
    EXPECT_EQ(share_understood(llm::corpus("development")), 1.0);
}

TEST(Corpus, IsUnderstoodWhereItWasHeldOut)
{
    EXPECT_GE(share_understood(llm::corpus("held_out")), 0.9);
}

TEST(Corpus, IsUnderstoodWhereItWasHeldOutLater)
{
    EXPECT_GE(share_understood(llm::corpus("held_out_later")), 0.9);
}

TEST(Corpus, IsUnderstoodWhereItWasHeldOutOn20November)
{
    EXPECT_GE(share_understood(llm::corpus("held_out_2026_11_20")), 0.9);
}

TEST(Corpus, IsUnderstoodWhereItWasHeldOutAfterThat)
{
    EXPECT_GE(share_understood(llm::corpus("held_out_2026_11_20_later")), 0.9);
}

TEST(Corpus, IsUnderstoodWhereItWasHeldOutLast)
{
    EXPECT_GE(share_understood(llm::corpus("held_out_2026_11_20_last")), 0.9);
}

TEST(Corpus, IsUnderstoodWhereATesterFoundMistakes)
{
    EXPECT_EQ(share_understood(llm::corpus("reported")), 1.0);
}

TEST(Examples, OfAllBlueprintsAreUnderstood)
{
    for (const auto& blueprint : real_catalog().blueprints())
        for (const auto& example : blueprint.examples) {
            SCOPED_TRACE(example.request);
            const auto reply = understood(example.request);
            EXPECT_EQ(reply.drafts.size(), 1U) << base::write_json(told(reply, base::Value::object()));
            if (reply.drafts.empty())
                continue;
            EXPECT_EQ(reply.drafts[0].resource_type, blueprint.type);
            EXPECT_EQ(value_or_null(reply.drafts[0], "resource_name"), example.resource_name);
            EXPECT_EQ(value_or_null(reply.drafts[0], "environment"), example.environment);
            EXPECT_EQ(parameters_of(reply.drafts[0]), example.parameters);
        }
}

}  // namespace

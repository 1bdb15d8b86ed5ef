#include "llm/form.h"

#include "base/schema.h"
#include "base/text.h"
#include "catalog/spec.h"
#include "llm/form_questions.h"
#include "llm/schema.h"

#include <fmt/format.h>

#include <algorithm>

namespace llm {
namespace {

using base::Value;

constexpr std::size_t most_bytes = 64U << 10U;
constexpr std::size_t most_resources = 20;  // as many as a caller may send
constexpr std::size_t most_values = 64;

[[noreturn]] void refuse(const std::string& pointer, const std::string& message)
{
    throw base::Error(
        base::Code::invalid, "The form is not usable.", std::vector<base::Problem>{{pointer, message}}
    );
}

/// Some models put a fence around JSON although they were told not to.
std::string_view without_fence(std::string_view text)
{
    text = base::trimmed(text);
    if (!text.starts_with("```") || !text.ends_with("```") || text.size() < 6)
        return text;
    const auto line = text.find('\n');
    return line == std::string_view::npos ? text : base::trimmed(text.substr(line, text.size() - line - 3));
}

Value read_text(std::string_view text)
{
    if (text.size() > most_bytes)
        refuse("", fmt::format("The form is larger than {} bytes.", most_bytes));
    try {
        return base::read_json(without_fence(text));
    } catch (const base::Error& error) {
        refuse("", "This is not JSON: " + error.message);
    }
}

bool is_stated(const Prompt& prompt, const std::string& field)
{
    return (field == "environment" && !prompt.environment.empty()) ||
           (field == "team" && !prompt.team.empty()) || (field == "service" && !prompt.service.empty());
}

std::string answered_type(const Prompt& prompt, std::size_t index)
{
    auto answer = prompt.answers.find(fmt::format("{}.resource_type", index));
    if (answer == prompt.answers.end() && index == 0)
        answer = prompt.answers.find("resource_type");
    return answer != prompt.answers.end() && answer->second.is_string() ? answer->second.get<std::string>()
                                                                        : "";
}

catalog::Draft read_draft(const Value& entry, const Prompt& prompt, std::size_t index)
{
    catalog::Draft draft;
    draft.resource_type = entry["resource_type"].is_string() ? entry["resource_type"].get<std::string>()
                                                             : answered_type(prompt, index);
    if (entry["values"].size() > most_values)
        refuse(fmt::format("/resources/{}/values", index), fmt::format("More than {} values.", most_values));
    for (const auto& value : entry["values"]) {
        const auto name = value["name"].get<std::string>();
        if (draft.values.contains(name))
            refuse(fmt::format("/resources/{}/values", index), "There are two values for " + name + ".");
        if (!is_stated(prompt, name))
            draft.values[name] = {value["value"], catalog::From::model, std::nullopt};
    }
    return draft;
}

/// What the catalog would say of the drafts; its questions, refusals and defaults come in the next stage.
/// Here the model is a program that can be told to mend its values, so they are checked as a program's: no
/// person is asked about them.
void refuse_what_the_catalog_refuses(
    const catalog::Catalog& catalog, std::vector<catalog::Draft> drafts, const Prompt& prompt
)
{
    for (auto& draft : drafts)
        for (auto& [name, stated] : draft.values)
            stated.from = catalog::From::caller;
    catalog::Envelope envelope;
    const auto* stated = catalog.find_environment(prompt.environment);
    envelope.default_environment = stated != nullptr ? stated->name : catalog.environments().front().name;
    catalog::check(catalog, drafts, envelope);
}

bool is_settled(const Prompt& prompt, const catalog::Question& question, const std::string& field)
{
    return is_stated(prompt, field) || prompt.answers.contains(question.id);
}

std::vector<catalog::Question> read_questions(
    const catalog::Catalog& catalog,
    const Value& form,
    const Prompt& prompt,
    const std::vector<catalog::Draft>& drafts
)
{
    std::vector<catalog::Question> questions;
    for (std::size_t i = 0; i < form["questions"].size(); ++i) {
        const auto at = fmt::format("/questions/{}", i);
        const auto& entry = form["questions"][i];
        const auto index = entry["resource"].get<std::int64_t>();
        const auto limit = static_cast<std::int64_t>(std::max<std::size_t>(drafts.size(), 1));
        if (index < 0 || index >= limit)
            refuse(at + "/resource", "There is no such resource in the form.");
        const auto place = static_cast<std::size_t>(index);
        const auto field = entry["field"].get<std::string>();
        const auto* blueprint =
            place < drafts.size() ? catalog.find_blueprint(drafts[place].resource_type) : nullptr;
        const auto question = question_for(catalog, blueprint, place, field);
        if (!question)
            refuse(at + "/field", "Such a resource has no field of this name.");
        const auto same = [&](const catalog::Question& other) { return other.id == question->id; };
        if (!is_settled(prompt, *question, field) && std::none_of(questions.begin(), questions.end(), same))
            questions.push_back(*question);
    }
    return questions;
}

/// While a type is open, nothing can be said about its values: only the types are asked for.
std::vector<catalog::Question>
open_types(const catalog::Catalog& catalog, const std::vector<catalog::Draft>& drafts)
{
    std::vector<catalog::Question> questions;
    for (std::size_t i = 0; i < drafts.size(); ++i)
        if (drafts[i].resource_type.empty())
            questions.push_back(*question_for(catalog, nullptr, i, "resource_type"));
    return questions;
}

}  // namespace

Reply read_form(const catalog::Catalog& catalog, const Prompt& prompt, std::string_view text, Summary summary)
{
    const auto form = read_text(text);
    base::refuse_when_any(base::check(schema_of(catalog, summary), form));
    Reply reply;
    if (form["outcome"] == "refusal") {
        if (form["refusal"].is_null())
            refuse("/refusal", "The outcome is a refusal; its reason is missing.");
        reply.refusal = refusal_for(catalog, form["refusal"].get<std::string>());
        return reply;
    }
    const auto& resources = form["resources"];
    if (resources.size() > most_resources)
        refuse("/resources", fmt::format("More than {} resources.", most_resources));
    for (std::size_t i = 0; i < resources.size(); ++i)
        reply.drafts.push_back(read_draft(resources[i], prompt, i));
    reply.questions = open_types(catalog, reply.drafts);
    if (!reply.questions.empty()) {
        reply.drafts.clear();
        return reply;
    }
    if (!reply.drafts.empty())
        refuse_what_the_catalog_refuses(catalog, reply.drafts, prompt);
    if (form["outcome"] == "questions")
        reply.questions = read_questions(catalog, form, prompt, reply.drafts);
    if (reply.drafts.empty() && reply.questions.empty())
        refuse("/resources", "The form names no resource and asks nothing.");
    if (summary == Summary::wanted)
        reply.summary = form["summary"].get<std::string>();
    return reply;
}

}  // namespace llm

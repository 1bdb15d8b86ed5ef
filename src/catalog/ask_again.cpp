#include "base/text.h"
#include "catalog/resource.h"

#include <fmt/format.h>

#include <algorithm>

namespace catalog {
namespace {

/// The parameter or field that a problem's pointer speaks of, when a person said it.
const std::string* find_said_by_person(const Resource& resource, const std::string& pointer)
{
    for (const auto& [name, statement] : resource.said) {
        const bool by_person = statement.from == From::request || statement.from == From::model ||
                               statement.from == From::answer;
        if (by_person && (pointer == statement.pointer || pointer.starts_with(statement.pointer + "/")))
            return &name;
    }
    return nullptr;
}

std::vector<std::string> shown_all(const std::vector<base::Value>& values)
{
    std::vector<std::string> words;
    std::transform(values.begin(), values.end(), std::back_inserter(words), shown);
    return words;
}

/// The values allowed by another parameter's value, as it was settled.
std::vector<std::string> options_by(const AllowedBy& allowed_by, const Spec& spec)
{
    const auto* other = spec.find_parameter(allowed_by.parameter);
    const auto found = other != nullptr && other->value.is_string() ? allowed_by.values.find(other->value)
                                                                    : allowed_by.values.end();
    return found == allowed_by.values.end() ? std::vector<std::string>() : shown_all(found->second);
}

std::vector<std::string> options_of(const Catalog& catalog, const Resource& resource, const std::string& name)
{
    std::vector<std::string> options;
    if (name == "environment")
        for (const auto& environment : catalog.environments())
            options.push_back(environment.name);
    if (name == "region")
        for (const auto& region : catalog.regions(resource.blueprint->cloud))
            options.push_back(region.name);
    const auto* parameter = resource.blueprint->find_parameter(name);
    if (parameter != nullptr && parameter->allowed_by)
        options = options_by(*parameter->allowed_by, resource.spec);
    if (parameter != nullptr && options.empty() && parameter->schema.contains("enum"))
        options = shown_all(parameter->schema["enum"]);
    return options;
}

/// True when the problem became a question.
bool ask(const Catalog& catalog, const Resource& resource, const base::Problem& problem, Findings& findings)
{
    const auto* name =
        resource.blueprint == nullptr ? nullptr : find_said_by_person(resource, problem.pointer);
    if (name == nullptr)
        return false;
    const auto id = resource.question_id(*name);
    const auto asked = [&](const Question& question) { return question.id == id; };
    if (std::any_of(findings.questions.begin(), findings.questions.end(), asked))
        return true;
    const auto* parameter = resource.blueprint->find_parameter(*name);
    findings.questions.push_back(
        {id,
         fmt::format(
             "{}: {}{}",
             base::replaced(*name, "_", " "),
             problem.message,
             parameter == nullptr ? "" : " " + parameter->sentence
         ),
         options_of(catalog, resource, *name)}
    );
    return true;
}

}  // namespace

void ask_again(const Catalog& catalog, const std::vector<Resource>& resources, Findings& findings)
{
    std::erase_if(findings.problems, [&](const base::Problem& problem) {
        return std::any_of(resources.begin(), resources.end(), [&](const Resource& resource) {
            return ask(catalog, resource, problem, findings);
        });
    });
}

}  // namespace catalog

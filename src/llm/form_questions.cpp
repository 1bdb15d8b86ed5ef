#include "llm/form_questions.h"

#include "base/text.h"
#include "llm/schema.h"

#include <fmt/format.h>

#include <algorithm>

namespace llm {
namespace {

std::vector<std::string> types_of(const catalog::Catalog& catalog)
{
    std::vector<std::string> types;
    for (const auto& blueprint : catalog.blueprints())
        types.push_back(blueprint.type);
    return types;
}

std::vector<std::string> options_of(const catalog::Catalog& catalog, const std::string& field)
{
    std::vector<std::string> options;
    if (field == "environment")
        for (const auto& environment : catalog.environments())
            options.push_back(environment.name);
    return options;
}

std::vector<std::string> options_of(const catalog::Parameter& parameter)
{
    std::vector<std::string> options;
    if (parameter.schema.contains("enum"))
        for (const auto& value : parameter.schema["enum"])
            options.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    return options;
}

/// " From 20 to 16384 GB."
std::string range_of(const catalog::Parameter& parameter)
{
    const auto& schema = parameter.schema;
    if (!schema.contains("minimum") || !schema.contains("maximum"))
        return "";
    return fmt::format(
        " From {} to {}{}.",
        schema["minimum"].dump(),
        schema["maximum"].dump(),
        parameter.unit.empty() ? "" : " " + parameter.unit
    );
}

}  // namespace

std::optional<catalog::Question> question_for(
    const catalog::Catalog& catalog,
    const catalog::Blueprint* blueprint,
    std::size_t index,
    const std::string& field
)
{
    const auto id = index == 0 ? field : fmt::format("{}.{}", index, field);
    if (field == "resource_type")
        return catalog::Question{id, "What kind of resource should it be?", types_of(catalog)};
    const auto noun = blueprint == nullptr ? "resource" : blueprint->noun;
    const auto words = base::replaced(field, "_", " ");
    if (std::find(model_fields.begin(), model_fields.end(), field) != model_fields.end())
        return catalog::Question{
            id, fmt::format("Which {} should the {} have?", words, noun), options_of(catalog, field)};
    const auto* parameter = blueprint == nullptr ? nullptr : blueprint->find_parameter(field);
    if (parameter == nullptr)
        return std::nullopt;
    return catalog::Question{
        id,
        fmt::format(
            "Which {} should the {} have? {}{}", words, noun, parameter->sentence, range_of(*parameter)
        ),
        options_of(*parameter)};
}

catalog::Refusal refusal_for(const catalog::Catalog& catalog, const std::string& reason)
{
    for (const auto& wish : catalog.policies().refusals)
        if (wish.id == reason)
            return {wish.id, wish.message};
    std::vector<std::string> titles;
    for (const auto& blueprint : catalog.blueprints())
        titles.push_back(blueprint.title + " (" + blueprint.type + ")");
    return {
        std::string(out_of_scope),
        "This is not something that the catalog gives. Groundwork can create: " + base::join(titles, ", ") +
            "."};
}

}  // namespace llm

#include "llm/schema.h"

#include <set>

namespace llm {
namespace {

using base::Value;

/// All members are required, as Azure's strict mode wants it; what may be absent is null or an empty list.
Value closed(Value properties)
{
    auto required = Value::array();
    for (const auto& [name, _] : properties.items())
        required.push_back(name);
    return {
        {"type", "object"},
        {"additionalProperties", false},
        {"required", std::move(required)},
        {"properties", std::move(properties)}};
}

Value list_of(Value items)
{
    return {{"type", "array"}, {"items", std::move(items)}};
}

Value one_of(Value words)
{
    return {{"type", "string"}, {"enum", std::move(words)}};
}

Value or_null(Value schema)
{
    return {{"anyOf", Value::array({std::move(schema), {{"type", "null"}}})}};
}

Value names_of_values(const catalog::Catalog& catalog)
{
    std::set<std::string> names(model_fields.begin(), model_fields.end());
    for (const auto& blueprint : catalog.blueprints())
        for (const auto& parameter : blueprint.parameters)
            names.insert(parameter.name);
    return names;
}

}  // namespace

Value schema_of(const catalog::Catalog& catalog, Summary summary)
{
    auto types = Value::array();
    for (const auto& blueprint : catalog.blueprints())
        types.push_back(blueprint.type);
    auto reasons = Value::array({out_of_scope});
    for (const auto& wish : catalog.policies().refusals)
        reasons.push_back(wish.id);

    const auto any_value = base::read_json(
        R"({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"},
                      {"type": "array", "items": {"type": "string"}}]})"
    );
    const auto value = closed({{"name", one_of(names_of_values(catalog))}, {"value", any_value}});
    const auto resource =
        closed({{"resource_type", or_null(one_of(std::move(types)))}, {"values", list_of(value)}});
    const auto question = closed({{"resource", {{"type", "integer"}}}, {"field", {{"type", "string"}}}});
    Value members{
        {"outcome", one_of({"resources", "questions", "refusal"})},
        {"resources", list_of(resource)},
        {"questions", list_of(question)},
        {"refusal", or_null(one_of(std::move(reasons)))}};
    if (summary == Summary::wanted)
        members["summary"] = {{"type", "string"}};
    return closed(std::move(members));
}

}  // namespace llm

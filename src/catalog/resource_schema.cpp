#include "base/text.h"
#include "catalog/resource.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;
using Names = std::vector<std::string>;

std::string default_sentence(const Parameter& parameter)
{
    if (parameter.allowed_by)
        return fmt::format(" The default depends on {}.", parameter.allowed_by->parameter);
    if (parameter.defaults.empty())
        return "";
    Names each;
    for (const std::string environment_class : environment_classes) {
        const auto value = parameter.default_for(environment_class);
        if (!value.is_null())
            each.push_back(environment_class + " " + shown(value));
    }
    return fmt::format(
        " Default: {}.",
        parameter.has_one_default() ? shown(parameter.defaults.begin()->second) : base::join(each, ", ")
    );
}

Value parameter_schema(const Parameter& parameter)
{
    auto schema = parameter.schema;
    schema["description"] = parameter.sentence +
                            (parameter.unit.empty() ? "" : " In " + parameter.unit + ".") +
                            default_sentence(parameter);
    return schema;
}

/// Names are examples, not an enum, because aliases and any case are taken as well.
void describe_choice(Value& field, const Names& names)
{
    field["examples"] = names;
    field["description"] =
        fmt::format("{} One of: {}.", field["description"].get<std::string>(), base::join(names, ", "));
}

template <typename Named> Names names_of(const std::vector<Named>& all)
{
    Names names;
    for (const auto& one : all)
        names.push_back(one.name);
    return names;
}

}  // namespace

Value resource_schema(const Catalog& catalog, std::string_view type)
{
    const auto& blueprint = catalog.blueprint(type);
    Value properties = resource_fields();
    properties["resource_type"] = {{"const", blueprint.type}, {"description", blueprint.sentence}};
    properties["resource_name"]["pattern"] = blueprint.name.pattern;
    properties["resource_name"]["maxLength"] = blueprint.name.max_length;
    describe_choice(properties["environment"], names_of(catalog.environments()));
    if (const auto& regions = catalog.regions(blueprint.cloud); regions.empty())
        properties.erase("region");
    else
        describe_choice(properties["region"], names_of(regions));

    auto parameters = Value::object();
    for (const auto& parameter : blueprint.parameters)
        parameters[parameter.name] = parameter_schema(parameter);
    properties["parameters"] = {
        {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(parameters)}};
    return {
        {"type", "object"},
        {"title", blueprint.title},
        {"description", blueprint.sentence},
        {"additionalProperties", false},
        {"required", Value::array({"resource_type"})},
        {"properties", std::move(properties)}};
}

}  // namespace catalog

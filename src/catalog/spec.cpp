#include "catalog/spec.h"

#include <algorithm>

namespace catalog {

void to_json(base::Value& json, const SpecValue& value)
{
    to_json(json, Stated{value.value, value.from, value.span});
    json["name"] = value.name;
}

void from_json(const base::Value& json, SpecValue& value)
{
    const auto stated = json.get<Stated>();
    value = {json.at("name"), stated.value, stated.from, stated.span};
}

std::string Spec::directory() const
{
    return "terraform/" + environment + "/" + resource_type + "/" + resource_name;
}

const SpecValue* Spec::find_parameter(std::string_view name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const SpecValue& value) {
        return value.name == name;
    });
    return found == parameters.end() ? nullptr : &*found;
}

void to_json(base::Value& json, const Spec& spec)
{
    json = {
        {"resource_type", spec.resource_type},
        {"resource_name", spec.resource_name},
        {"environment", spec.environment},
        {"environment_class", spec.environment_class},
        {"cloud_name", spec.cloud_name},
        {"region", spec.region},
        {"team", spec.team},
        {"service", spec.service},
        {"owner", spec.owner},
        {"blueprint_version", spec.blueprint_version},
        {"parameters", spec.parameters},
        {"tags", spec.tags},
        {"fields", spec.fields}};
}

void from_json(const base::Value& json, Spec& spec)
{
    json.at("resource_type").get_to(spec.resource_type);
    json.at("resource_name").get_to(spec.resource_name);
    json.at("environment").get_to(spec.environment);
    json.at("environment_class").get_to(spec.environment_class);
    json.at("cloud_name").get_to(spec.cloud_name);
    json.at("region").get_to(spec.region);
    json.at("team").get_to(spec.team);
    json.at("service").get_to(spec.service);
    json.at("owner").get_to(spec.owner);
    json.at("blueprint_version").get_to(spec.blueprint_version);
    json.at("parameters").get_to(spec.parameters);
    json.at("tags").get_to(spec.tags);
    json.at("fields").get_to(spec.fields);
}

}  // namespace catalog

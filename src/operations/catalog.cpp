#include "catalog/catalog.h"

#include "catalog/cost.h"
#include "catalog/spec.h"
#include "operations/means.h"
#include "operations/shapes.h"

namespace operations {
namespace {

base::Value summary(const catalog::Blueprint& blueprint)
{
    return {
        {"type", blueprint.type},
        {"title", blueprint.title},
        {"sentence", blueprint.sentence},
        {"version", blueprint.version},
        {"cloud", blueprint.cloud},
        {"aliases", blueprint.aliases}};
}

base::Value describe(const catalog::Parameter& parameter)
{
    return {
        {"name", parameter.name},
        {"sentence", parameter.sentence},
        {"schema", parameter.schema},
        {"defaults", parameter.defaults},
        {"unit", parameter.unit},
        {"immutable", parameter.immutable}};
}

base::Value describe(const catalog::Rule& rule)
{
    return {
        {"id", rule.id}, {"classes", rule.classes}, {"parameter", rule.parameter}, {"message", rule.message}};
}

bool speaks_of(const catalog::Rule& rule, const catalog::Blueprint& blueprint)
{
    const bool typed = rule.types.empty() ||
                       std::find(rule.types.begin(), rule.types.end(), blueprint.type) != rule.types.end();
    return typed && blueprint.find_parameter(rule.parameter) != nullptr;
}

base::Value rules_of(const catalog::Catalog& catalog, const catalog::Blueprint& blueprint)
{
    auto rules = base::Value::array();
    for (const auto& rule : blueprint.guardrails)
        rules.push_back(describe(rule));
    for (const auto& rule : catalog.policies().rules)
        if (speaks_of(rule, blueprint))
            rules.push_back(describe(rule));
    return rules;
}

base::Value describe(const catalog::Catalog& catalog, const catalog::Blueprint& blueprint)
{
    auto body = summary(blueprint);
    body["parameters"] = base::Value::array();
    for (const auto& parameter : blueprint.parameters)
        body["parameters"].push_back(describe(parameter));
    body["rules"] = rules_of(catalog, blueprint);
    body["outputs"] = blueprint.outputs;
    body["cost"] = catalog::described(catalog.prices(), blueprint.cost);
    body["examples"] = base::Value::array();
    for (const auto& example : blueprint.examples)
        body["examples"].push_back(example.request);
    body["schema"] = catalog::resource_schema(catalog, blueprint.type);
    return body;
}

}  // namespace

std::vector<Operation> catalog_operations(const Means& means)
{
    const auto& catalog = means.provision.catalog;
    return {
        {"catalog.list",
         "GET",
         "/api/v1/catalog",
         Scope::read,
         "List the resource types that can be requested",
         schema(R"({"type": "object", "additionalProperties": false, "properties": {}})"),
         {{"type", "object"},
          {"required", {"types"}},
          {"properties",
           {{"types", {{"type", "array"}, {"items", shape("BlueprintSummary")}}},
            {"environments", {{"type", "array"}, {"items", {{"type", "string"}}}}}}}},
         200,
         [&catalog](const Call&) -> Answer {
             auto types = base::Value::array();
             for (const auto& blueprint : catalog.blueprints())
                 types.push_back(summary(blueprint));
             auto environments = base::Value::array();
             for (const auto& environment : catalog.environments())
                 environments.push_back(environment.name);
             return {200, {{"types", std::move(types)}, {"environments", std::move(environments)}}};
         }},
        {"catalog.get",
         "GET",
         "/api/v1/catalog/{type}",
         Scope::read,
         "Show one resource type: its parameters, defaults, rules and schema",
         schema(
             R"({"type": "object", "additionalProperties": false, "required": ["type"], "properties": {"type": {"type": "string", "x-in": "path", "maxLength": 64, "description": "A resource type or one of its aliases.", "examples": ["rds"]}}})"
         ),
         shape("Blueprint"),
         200,
         [&catalog](const Call& call) -> Answer {
             return {200, describe(catalog, catalog.blueprint(call.input.at("type").get<std::string>()))};
         }},
    };
}

}  // namespace operations

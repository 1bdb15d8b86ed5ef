#include "base/schema.h"
#include "base/text.h"
#include "catalog/reading.h"

#include <fmt/format.h>

#include <regex>

namespace catalog {
namespace {

using base::Value;

/// Names that every module declares or that every resource has, and that no parameter may take.
constexpr std::array<std::string_view, 11> taken_names{
    "cloud_name",
    "environment",
    "tags",
    "region",
    "resource_type",
    "resource_name",
    "team",
    "service",
    "owner",
    "cost_center",
    "parameters"};

/// Files that are written beside the module, and that it therefore may not bring.
constexpr std::array<std::string_view, 3> written_files{"provider.tf", "backend.tf", "network.tf"};

bool is_number(const Value& schema)
{
    return schema["type"] == "integer" || schema["type"] == "number";
}

void check_bounds(const Value& schema, const std::string& at, const Report& report)
{
    const auto has = [&](const char* keyword) { return schema.contains(keyword); };
    if (schema["type"] == "string" && !has("enum") && !(has("pattern") && has("maxLength")))
        report.say(at, "A string has an enum, or a pattern and a maxLength.");
    if (is_number(schema) && !has("enum") && !(has("minimum") && has("maximum")))
        report.say(at, "A number has a minimum and a maximum.");
    if (schema["type"] == "array" && !(has("items") && has("maxItems")))
        report.say(at, "An array has items and maxItems.");
    if (has("pattern"))
        check_pattern(schema["pattern"], at + "/pattern", report);
    if (has("items"))
        check_bounds(schema["items"], at + "/items", report);
    for (const auto& value : schema.value("enum", Value::array()))
        for (const auto& problem : base::check({{"type", schema["type"]}}, value))
            report.say(at + "/enum", problem.message);
}

void check_value(const Parameter& parameter, const Value& value, const std::string& at, const Report& report)
{
    for (const auto& problem : base::check(parameter.schema, value))
        report.say(at + problem.pointer, problem.message);
}

void check_words(const Parameter& parameter, const std::string& at, const Report& report)
{
    for (std::size_t i = 0; i < parameter.phrases.size(); ++i)
        check_value(parameter, parameter.phrases[i].value, fmt::format("{}/phrases/{}/value", at, i), report);
    const auto known = parameter.schema.value("enum", Value::array());
    for (const auto& [value, _] : parameter.values)
        if (std::find(known.begin(), known.end(), Value(value)) == known.end())
            report.say(at + "/values", fmt::format("\"{}\" is not one of the enum's values.", value));
    if (!parameter.unit.empty() && !is_number(parameter.schema))
        report.say(at + "/unit", "Only a number has a unit.");
}

void check_allowed_by(
    const Parameter& parameter, const Blueprint& blueprint, const std::string& at, const Report& report
)
{
    const auto& allowed = *parameter.allowed_by;
    const auto* other = blueprint.find_parameter(allowed.parameter);
    if (other == nullptr || other >= &parameter || !other->schema.contains("enum")) {
        report.say(
            at + "/parameter",
            fmt::format("\"{}\" is no parameter with an enum that stands before this one.", allowed.parameter)
        );
        return;
    }
    for (const auto& value : other->schema["enum"])
        if (!value.is_string() || !allowed.values.contains(value.get<std::string>()))
            report.say(at + "/values", fmt::format("Nothing is said for {}.", value.dump()));
    for (const auto& [value, list] : allowed.values) {
        const auto here = at + "/values/" + base::pointer_token(value);
        check_value(*other, value, here, report);
        for (const auto& item : list)
            check_value(parameter, item, here, report);
    }
}

void check_parameter(const Parameter& parameter, const Blueprint& blueprint, const Report& report)
{
    const auto at = "/parameters/" + parameter.name;
    if (std::find(taken_names.begin(), taken_names.end(), parameter.name) != taken_names.end())
        report.say(at, "Every resource has a field of this name already.");
    check_bounds(parameter.schema, at + "/schema", report);
    for (const auto& [name, value] : parameter.defaults) {
        const auto here = at + "/default/" + name;
        if (name != "dev" && name != "staging" && name != "prod")
            report.say(here, "The classes are dev, staging and prod.");
        else if (!value.is_null())
            check_value(parameter, value, here, report);
    }
    check_words(parameter, at, report);
    if (parameter.allowed_by)
        check_allowed_by(parameter, blueprint, at + "/allowed_by", report);
}

void check_example(
    const Example& example, const Blueprint& blueprint, const std::string& at, const Report& report
)
{
    for (const auto& [name, value] : example.parameters.items()) {
        const auto here = at + "/parameters/" + base::pointer_token(name);
        if (const auto* parameter = blueprint.find_parameter(name))
            check_value(*parameter, value, here, report);
        else
            report.say(here, "There is no such parameter.");
    }
}

void check_module(const Blueprint& blueprint, const Report& report)
{
    static const std::regex type("^[a-z][a-z0-9_]{0,28}[a-z0-9]$");
    if (!std::regex_match(blueprint.type, type))
        report.say("", "The folder's name is no resource type: lower-case letters, digits and _ only.");
    if (blueprint.files.empty())
        report.say("", "The folder holds no module (*.tf).");
    for (const auto name : written_files)
        if (blueprint.files.contains(std::string(name)))
            report.say("", fmt::format("{} is written by Groundwork; the module may not bring it.", name));
    check_pattern(blueprint.name.pattern, "/name/pattern", report);
    check_pattern(blueprint.cloud_name_pattern, "/cloud_name/pattern", report);
}

}  // namespace

void check_blueprint(const Blueprint& blueprint, const Report& report)
{
    check_module(blueprint, report);
    for (const auto& parameter : blueprint.parameters)
        check_parameter(parameter, blueprint, report);
    for (std::size_t i = 0; i < blueprint.guardrails.size(); ++i)
        check_rule(blueprint.guardrails[i], blueprint, fmt::format("/guardrails/{}", i), report);
    for (std::size_t i = 0; i < blueprint.examples.size(); ++i)
        check_example(blueprint.examples[i], blueprint, fmt::format("/examples/{}", i), report);
}

}  // namespace catalog

#include "base/files.h"
#include "base/random.h"
#include "catalog/declarations.h"
#include "catalog/reading.h"

namespace catalog {
namespace {

using base::Value;
using Names = std::vector<std::string>;

/// A default is one value for all classes, or an object with one for each class that has one.
std::map<std::string, Value> read_defaults(const Value& declared)
{
    std::map<std::string, Value> defaults;
    if (declared.is_object())
        declared.get_to(defaults);
    else if (!declared.is_null())
        for (const auto* name : environment_classes)
            defaults[name] = declared;
    return defaults;
}

AllowedBy read_allowed_by(const Value& declared)
{
    AllowedBy allowed{declared["parameter"], {}};
    for (const auto& [value, list] : declared["values"].items())
        allowed.values[value] = list.get<std::vector<Value>>();
    return allowed;
}

Parameter read_parameter(const std::string& name, const Value& declared)
{
    Parameter parameter;
    parameter.name = name;
    parameter.schema = declared["schema"];
    parameter.defaults = read_defaults(declared.value("default", Value()));
    parameter.sentence = declared["sentence"];
    parameter.unit = declared.value("unit", "");
    parameter.immutable = declared.value("immutable", false);
    parameter.words = declared.value("words", Names{});
    for (const auto& phrase : declared.value("phrases", Value::array()))
        parameter.phrases.push_back({phrase["say"], phrase["value"]});
    parameter.values = declared.value("values", std::map<std::string, Names>{});
    if (declared.contains("allowed_by"))
        parameter.allowed_by = read_allowed_by(declared["allowed_by"]);
    return parameter;
}

/// The module, its README and the digest over every file of the folder.
void read_files(const std::filesystem::path& folder, Blueprint& blueprint)
{
    std::map<std::string, std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file())
            texts[entry.path().filename().string()] = base::read_file(entry.path());
    std::string listing;
    for (const auto& [name, text] : texts) {
        listing += base::sha256_hex(text) + "  " + name + "\n";
        if (name.ends_with(".tf"))
            blueprint.files[name] = text;
    }
    blueprint.digest = base::sha256_hex(listing);
    blueprint.readme = texts["README.md"];
}

void read_header(const Value& declared, Blueprint& blueprint)
{
    blueprint.version = declared["version"];
    blueprint.title = declared["title"];
    blueprint.sentence = declared["sentence"];
    blueprint.cloud = declared["cloud"];
    blueprint.aliases = declared["aliases"].get<Names>();
    blueprint.noun = declared["noun"];
    blueprint.purposes = declared.value("purposes", Names{});
    blueprint.name = {
        declared["name"]["pattern"],
        declared["name"]["max_length"],
        declared["name"].value("reserved", Names{})};
    blueprint.cloud_name_max_length = declared["cloud_name"]["max_length"];
    blueprint.cloud_name_pattern = declared["cloud_name"]["pattern"];
    blueprint.network = declared.value("network", false);
    blueprint.outputs = declared.value("outputs", std::map<std::string, std::string>{});
    blueprint.checks = declared.value("checks", Value::object());
    blueprint.cost = read_cost(declared["cost"]);
}

}  // namespace

Rule read_rule(const Value& declared)
{
    Rule rule;
    rule.id = declared["id"];
    rule.types = declared.value("types", Names{});
    rule.classes = declared.value("classes", Names{});
    rule.parameter = declared["parameter"];
    rule.equals = declared.value("equals", Value());
    rule.minimum = declared.value("minimum", Value());
    rule.maximum = declared.value("maximum", Value());
    rule.allowed = declared.value("allowed", Value());
    rule.at_least = declared.value("at_least", "");
    rule.stated = declared.value("stated", false);
    rule.message = declared["message"];
    return rule;
}

std::optional<Blueprint> read_blueprint(const std::filesystem::path& folder, const Report& report)
{
    const auto path = folder / "blueprint.yaml";
    const auto declared = read_declared(path, blueprint_declaration(), report);
    if (!declared)
        return std::nullopt;
    Blueprint blueprint;
    blueprint.type = folder.filename().string();
    read_header(*declared, blueprint);
    for (const auto& name : base::yaml_order(base::read_file(path), "parameters"))
        blueprint.parameters.push_back(read_parameter(name, (*declared)["parameters"][name]));
    for (const auto& rule : declared->value("guardrails", Value::array()))
        blueprint.guardrails.push_back(read_rule(rule));
    for (const auto& example : (*declared)["examples"])
        blueprint.examples.push_back(
            {example["request"],
             example["resource_name"],
             example["environment"],
             example.value("parameters", Value::object())}
        );
    read_files(folder, blueprint);
    return blueprint;
}

}  // namespace catalog

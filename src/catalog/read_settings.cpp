#include "catalog/declarations.h"
#include "catalog/reading.h"

namespace catalog {
namespace {

using base::Value;
using Names = std::vector<std::string>;

Environment read_environment(Value declared)
{
    Environment environment{declared["name"], declared["class"], declared.value("aliases", Names{}), {}};
    for (const auto* read : {"name", "class", "aliases"})
        declared.erase(read);
    environment.settings = std::move(declared);
    return environment;
}

}  // namespace

std::optional<Environments> read_environments(const std::filesystem::path& path, const Report& report)
{
    const auto declared = read_declared(path, environments_declaration(), report);
    if (!declared)
        return std::nullopt;
    Environments read;
    for (const auto& environment : (*declared)["environments"])
        read.environments.push_back(read_environment(environment));
    const auto all = declared->value("regions", Value::object());
    for (const auto& [cloud, regions] : all.items())
        for (const auto& region : regions)
            read.regions[cloud].push_back({region["name"], region.value("aliases", Names{})});
    return read;
}

std::optional<Policies> read_policies(const std::filesystem::path& path, const Report& report)
{
    const auto declared = read_declared(path, policies_declaration(), report);
    if (!declared)
        return std::nullopt;
    Policies policies;
    policies.naming_pattern = (*declared)["naming"]["pattern"];
    policies.required_tags = (*declared)["tags"].value("required", Names{});
    policies.tag_defaults = (*declared)["tags"].value("defaults", std::map<std::string, std::string>{});
    for (const auto& rule : declared->value("rules", Value::array()))
        policies.rules.push_back(read_rule(rule));
    for (const auto& refusal : declared->value("refusals", Value::array()))
        policies.refusals.push_back({refusal["id"], refusal["say"], refusal["message"]});
    return policies;
}

}  // namespace catalog

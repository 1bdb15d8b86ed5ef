#include "base/text.h"
#include "catalog/reading.h"
#include "catalog/tags.h"

#include <fmt/format.h>

#include <regex>
#include <set>

namespace catalog {
namespace {

using base::Value;

void check_backend(const Value& backend, const std::string& at, const Report& report)
{
    const bool is_s3 = backend["type"] == "s3";
    for (const auto* name : {"bucket", "region"})
        if (backend.contains(name) != is_s3)
            report.say(
                at + "/" + name,
                is_s3 ? "A backend of type s3 needs this." : "A backend of type local does not have this."
            );
}

void check_region(
    const Environment& environment,
    const std::string& cloud,
    const Environments& declared,
    const std::string& at,
    const Report& report
)
{
    if (!environment.settings.contains(cloud))
        return;
    const auto& name = environment.settings[cloud]["region"].get_ref<const std::string&>();
    const auto regions = declared.regions.find(cloud);
    if (regions == declared.regions.end() ||
        std::none_of(regions->second.begin(), regions->second.end(), [&](const Region& region) {
            return region.name == name;
        }))
        report.say(at + "/" + cloud + "/region", fmt::format("\"{}\" is none of the regions below.", name));
}

void check_naming(const std::string& pattern, const Report& report)
{
    static const std::regex form("^(\\{(environment|application|resource)\\}|[a-z0-9-])+$");
    if (pattern.size() > 100 || !std::regex_match(pattern, form))
        report.say(
            "/naming/pattern",
            "The pattern is made of {environment}, {application}, {resource}, a-z, 0-9 and -."
        );
    if (pattern.find("{resource}") == std::string::npos)
        report.say("/naming/pattern", "Without {resource}, all resources would have the same name.");
}

void check_policy(
    const Rule& rule, const std::vector<Blueprint>& blueprints, const std::string& at, const Report& report
)
{
    bool speaks_of_something = false;
    for (const auto& blueprint : blueprints) {
        const bool named =
            std::find(rule.types.begin(), rule.types.end(), blueprint.type) != rule.types.end();
        if (!named && !(rule.types.empty() && blueprint.find_parameter(rule.parameter) != nullptr))
            continue;
        speaks_of_something = true;
        check_rule(rule, blueprint, at, report);
    }
    if (!speaks_of_something)
        report.say(at + "/parameter", fmt::format("No type has a parameter \"{}\".", rule.parameter));
    for (const auto& type : rule.types)
        if (std::none_of(blueprints.begin(), blueprints.end(), [&](const Blueprint& b) {
                return b.type == type;
            }))
            report.say(at + "/types", fmt::format("There is no resource type \"{}\".", type));
}

}  // namespace

void check_environments(const Environments& declared, const Report& report)
{
    Words words;
    for (std::size_t i = 0; i < declared.environments.size(); ++i) {
        const auto& environment = declared.environments[i];
        const auto at = fmt::format("/environments/{}", i);
        words.take(environment.name, environment.name + "#" + std::to_string(i), at + "/name", report);
        for (const auto& alias : environment.aliases)
            words.take(alias, environment.name + "#" + std::to_string(i), at + "/aliases", report);
        check_backend(environment.settings["backend"], at + "/backend", report);
        for (const auto* cloud : {"aws", "gcp"})
            check_region(environment, cloud, declared, at, report);
    }
    for (const auto& [cloud, regions] : declared.regions) {
        Words names;
        for (const auto& region : regions) {
            names.take(region.name, region.name, "/regions/" + cloud, report);
            for (const auto& alias : region.aliases)
                names.take(alias, region.name, "/regions/" + cloud, report);
        }
    }
}

void check_policies(const Policies& policies, const std::vector<Blueprint>& blueprints, const Report& report)
{
    check_naming(policies.naming_pattern, report);
    for (const auto& name : policies.required_tags)
        if (!policies.tag_defaults.contains(name) && !is_standard_tag(name))
            report.say("/tags/required", fmt::format("The tag {} is required but has no default.", name));
    std::set<std::string> ids;
    for (const auto& blueprint : blueprints)
        for (const auto& guardrail : blueprint.guardrails)
            ids.insert(guardrail.id);
    for (std::size_t i = 0; i < policies.rules.size(); ++i) {
        const auto at = fmt::format("/rules/{}", i);
        if (!ids.insert(policies.rules[i].id).second)
            report.say(at + "/id", "Another rule has the same id.");
        check_policy(policies.rules[i], blueprints, at, report);
    }
    for (const auto& refusal : policies.refusals)
        if (!ids.insert(refusal.id).second)
            report.say("/refusals", fmt::format("The id {} is taken by another rule.", refusal.id));
}

}  // namespace catalog

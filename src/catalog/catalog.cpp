#include "catalog/catalog.h"

#include "base/text.h"
#include "catalog/reading.h"

#include <algorithm>

namespace catalog {
namespace {

using Problems = std::vector<base::Problem>;

std::vector<std::filesystem::path> folders_of(const std::filesystem::path& path, const Report& report)
{
    std::vector<std::filesystem::path> folders;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path, error))
        if (entry.is_directory() && !entry.path().filename().string().starts_with('.'))
            folders.push_back(entry.path());
    if (folders.empty())
        report.say("", "This folder holds no blueprints.");
    std::sort(folders.begin(), folders.end());
    return folders;
}

Report report_on(const std::filesystem::path& folder, Problems& problems)
{
    return {(folder / "blueprint.yaml").string(), problems};
}

/// Words that two types claim, and rule ids that stand twice.
void check_together(const std::vector<Blueprint>& blueprints, const Paths& paths, Problems& problems)
{
    Words words;
    Words ids;
    for (const auto& blueprint : blueprints) {
        const auto report = report_on(paths.blueprints / blueprint.type, problems);
        words.take(blueprint.type, blueprint.type, "", report);
        for (const auto& alias : blueprint.aliases)
            words.take(alias, blueprint.type, "/aliases", report);
        for (std::size_t i = 0; i < blueprint.guardrails.size(); ++i)
            ids.take(
                blueprint.guardrails[i].id,
                blueprint.type + "'s rule " + std::to_string(i + 1),
                "/guardrails/" + std::to_string(i),
                report
            );
    }
}

}  // namespace

Catalog Catalog::load(const Paths& paths)
{
    Problems problems;
    Catalog catalog;
    const Report on_prices(paths.prices().string(), problems);
    const auto prices = read_prices(paths.prices(), on_prices);
    const auto folders = folders_of(paths.blueprints, {paths.blueprints.string(), problems});
    for (const auto& folder : folders) {
        const auto report = report_on(folder, problems);
        if (auto blueprint = read_blueprint(folder, report)) {
            check_blueprint(*blueprint, report);
            if (prices)
                check_cost(*blueprint, *prices, report);
            catalog.blueprints_.push_back(*std::move(blueprint));
        }
    }
    check_together(catalog.blueprints_, paths, problems);

    if (prices)
        catalog.prices_ = *prices;

    const Report on_environments(paths.environments().string(), problems);
    if (auto declared = read_environments(paths.environments(), on_environments)) {
        check_environments(*declared, on_environments);
        catalog.environments_ = std::move(declared->environments);
        catalog.regions_ = std::move(declared->regions);
    }

    const Report on_policies(paths.policies().string(), problems);
    if (auto policies = read_policies(paths.policies(), on_policies)) {
        // A blueprint that could not be read would make its policies look wrong too.
        if (catalog.blueprints_.size() == folders.size())
            check_policies(*policies, catalog.blueprints_, on_policies);
        catalog.policies_ = *std::move(policies);
    }
    base::refuse_when_any(std::move(problems));
    return catalog;
}

const std::vector<Region>& Catalog::regions(const std::string& cloud) const
{
    static const std::vector<Region> none;
    const auto found = regions_.find(cloud);
    return found == regions_.end() ? none : found->second;
}

const Blueprint* Catalog::find_blueprint(std::string_view type) const
{
    const auto word = base::lower_ascii(type);
    for (const auto& blueprint : blueprints_) {
        if (blueprint.type == word)
            return &blueprint;
        for (const auto& alias : blueprint.aliases)
            if (base::lower_ascii(alias) == word)
                return &blueprint;
    }
    return nullptr;
}

const Blueprint& Catalog::blueprint(std::string_view type) const
{
    if (const auto* found = find_blueprint(type))
        return *found;
    std::vector<std::string> types;
    for (const auto& blueprint : blueprints_)
        types.push_back(blueprint.type);
    throw base::Error(
        base::Code::not_found,
        "There is no resource type \"" + base::shortened(type, 60) +
            "\". The types are: " + base::join(types, ", ") + "."
    );
}

const Environment* Catalog::find_environment(std::string_view name_or_alias) const
{
    const auto word = base::lower_ascii(name_or_alias);
    for (const auto& environment : environments_) {
        if (environment.name == word)
            return &environment;
        for (const auto& alias : environment.aliases)
            if (base::lower_ascii(alias) == word)
                return &environment;
    }
    return nullptr;
}

std::vector<const Rule*>
Catalog::rules_for(const Blueprint& blueprint, const std::string& environment_class) const
{
    const auto names = [](const std::vector<std::string>& list, const std::string& word) {
        return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
    };
    std::vector<const Rule*> rules;
    const auto add = [&](const Rule& rule) {
        if (names(rule.classes, environment_class) && names(rule.types, blueprint.type) &&
            blueprint.find_parameter(rule.parameter) != nullptr)
            rules.push_back(&rule);
    };
    std::for_each(blueprint.guardrails.begin(), blueprint.guardrails.end(), add);
    std::for_each(policies_.rules.begin(), policies_.rules.end(), add);
    return rules;
}

}  // namespace catalog

#include "server/repositories.h"

#include "base/error.h"
#include "base/files.h"
#include "base/schema.h"
#include "catalog/spec.h"

#include <set>

namespace server {
namespace {

using Names = std::vector<std::string>;

const base::Value& declaration()
{
    static const auto declared = base::read_json(R"json({
"type": "object", "additionalProperties": false, "required": ["repositories"],
"properties": {"repositories": {"type": "array", "maxItems": 200, "items": {
  "type": "object", "additionalProperties": false, "required": ["name", "repository"],
  "properties": {
    "name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": 40},
    "teams": {"type": "array", "minItems": 1, "maxItems": 200, "items": {"type": "string", "minLength": 1, "maxLength": 80}},
    "environments": {"type": "array", "minItems": 1, "maxItems": 200, "items": {"type": "string", "minLength": 1, "maxLength": 40}},
    "repository": {"type": "string", "pattern": "^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", "maxLength": 140},
    "base_branch": {"type": "string", "minLength": 1, "maxLength": 200},
    "path_prefix": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$", "maxLength": 200}
}}}}})json");
    return declared;
}

RepositoryRule read_rule(const base::Value& declared)
{
    const std::string repository = declared["repository"];
    const auto slash = repository.find('/');
    RepositoryRule rule{
        declared["name"],
        {},
        declared.value("environments", Names{}),
        repository.substr(0, slash),
        repository.substr(slash + 1),
        declared.value("base_branch", ""),
        declared.value("path_prefix", "")};
    for (const auto& team : declared.value("teams", Names{}))
        rule.teams.push_back(catalog::slug_of(team));
    return rule;
}

/// What a schema cannot say.
void check_rules(
    std::vector<RepositoryRule>& rules, const catalog::Catalog& catalog, std::vector<base::Problem>& problems
)
{
    std::set<std::string> names{"default"};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto& rule = rules[i];
        const auto at = "/repositories/" + std::to_string(i);
        if (!names.insert(rule.name).second)
            problems.push_back({at + "/name", "The name " + rule.name + " is taken."});
        if (rule.teams.empty() && rule.environments.empty())
            problems.push_back({at, "A rule for everybody hides those after it; say teams or environments."});
        for (auto& name : rule.environments) {
            const auto* environment = catalog.find_environment(name);
            if (environment == nullptr)
                problems.push_back({at + "/environments", "There is no environment " + name + "."});
            else
                name = environment->name;
        }
    }
}

}  // namespace

std::vector<RepositoryRule>
read_repositories(const std::filesystem::path& path, const catalog::Catalog& catalog)
{
    const auto text = base::find_file(path);
    if (!text)
        return {};
    const auto declared = base::read_yaml(*text, path.string());
    auto problems = base::check(declaration(), declared);
    std::vector<RepositoryRule> rules;
    if (problems.empty()) {
        for (const auto& rule : declared["repositories"])
            rules.push_back(read_rule(rule));
        check_rules(rules, catalog, problems);
    }
    for (auto& problem : problems)
        problem.message = path.string() + ": " + problem.pointer + ": " + problem.message;
    base::refuse_when_any(std::move(problems));
    return rules;
}

}  // namespace server

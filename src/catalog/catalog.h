#pragma once

#include "catalog/blueprint.h"
#include "catalog/prices.h"

#include <filesystem>

namespace catalog {

/// One of the environments of config/environments.yaml.
struct Environment {
    std::string name;
    std::string environment_class;  ///< dev, staging or prod
    std::vector<std::string> aliases;
    base::Value settings;  ///< the rest of the entry: aws, gcp, kubernetes, backend
};

struct Region {
    std::string name;
    std::vector<std::string> aliases;
};

/// Words that no request may contain, and the rule that refuses them.
struct ForbiddenWish {
    std::string id;
    std::vector<std::string> say;
    std::string message;
};

/// config/policies.yaml
struct Policies {
    std::string naming_pattern;
    std::vector<std::string> required_tags;
    std::map<std::string, std::string> tag_defaults;
    std::vector<Rule> rules;
    std::vector<ForbiddenWish> refusals;
};

struct Paths {
    std::filesystem::path blueprints = "templates/terraform";
    std::filesystem::path config = "config";  ///< the folder of the three files below

    std::filesystem::path environments() const { return config / "environments.yaml"; }
    std::filesystem::path policies() const { return config / "policies.yaml"; }
    std::filesystem::path prices() const { return config / "prices.yaml"; }
};

/// Everything the platform team has declared. Immutable once loaded.
class Catalog {
public:
    /// Throws `invalid` with every mistake in every file, each message starting with file (and line where
    /// known).
    static Catalog load(const Paths& paths);

    const std::vector<Blueprint>& blueprints() const { return blueprints_; }
    const std::vector<Environment>& environments() const { return environments_; }
    const Policies& policies() const { return policies_; }
    const Prices& prices() const { return prices_; }
    const std::vector<Region>& regions(const std::string& cloud
    ) const;  ///< empty for a cloud without regions

    const Blueprint* find_blueprint(std::string_view type) const;  ///< by type or alias
    const Blueprint& blueprint(std::string_view type) const;       ///< throws not_found that lists the types
    const Environment* find_environment(std::string_view name_or_alias) const;  ///< case does not matter

    /// All rules that speak of this type in this environment class: the blueprint's guardrails, then the
    /// policies'.
    std::vector<const Rule*>
    rules_for(const Blueprint& blueprint, const std::string& environment_class) const;

private:
    std::vector<Blueprint> blueprints_;
    std::vector<Environment> environments_;
    std::map<std::string, std::vector<Region>> regions_;
    Policies policies_;
    Prices prices_;
};

}  // namespace catalog

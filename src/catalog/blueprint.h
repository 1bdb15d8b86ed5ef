#pragma once

#include "base/value.h"
#include "catalog/cost_section.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catalog {

/// Every environment belongs to one of these; the class chooses defaults and rules.
inline constexpr std::array<const char*, 3> environment_classes{"dev", "staging", "prod"};

/// One rule of a guardrail or a policy; docs/blueprints.md describes the forms. Exactly one of the demands is
/// set.
struct Rule {
    std::string id;
    std::vector<std::string> types;    ///< empty: every type that has the parameter
    std::vector<std::string> classes;  ///< environment classes; empty: all
    std::string parameter;
    base::Value equals;  ///< null: not this demand (likewise below)
    base::Value minimum;
    base::Value maximum;
    base::Value allowed;   ///< array
    std::string at_least;  ///< the name of another parameter
    bool stated = false;
    std::string message;
};

/// Words that say a parameter's name and its value at once: "highly available" → true.
struct Phrase {
    std::vector<std::string> say;
    base::Value value;
};

/// The values allowed for each value of another parameter; the first is the default.
struct AllowedBy {
    std::string parameter;
    std::map<std::string, std::vector<base::Value>> values;
};

struct Parameter {
    std::string name;
    base::Value schema;
    std::map<std::string, base::Value> defaults;  ///< by environment class; a missing class: null
    std::string sentence;
    std::string unit;  ///< "", "GB", "days" or "seconds"
    bool immutable = false;
    std::vector<std::string> words;
    std::vector<Phrase> phrases;
    std::map<std::string, std::vector<std::string>> values;  ///< what people call each value of an enum
    std::optional<AllowedBy> allowed_by;

    /// Null when there is none.
    base::Value default_for(const std::string& environment_class) const;
    /// True when every class has the same default.
    bool has_one_default() const;
};

struct NameRule {
    std::string pattern;
    std::size_t max_length = 40;
    std::vector<std::string> reserved;  ///< exact, or a prefix with *

    bool reserves(std::string_view name) const;
};

struct Example {
    std::string request;
    std::string resource_name;
    std::string environment;
    base::Value parameters;  ///< object
};

/// A resource type: one folder of templates/terraform.
struct Blueprint {
    std::string type;
    std::string version;
    std::string title;
    std::string sentence;
    std::string cloud;  ///< aws, gcp or kubernetes
    std::vector<std::string> aliases;
    std::string noun;
    std::vector<std::string> purposes;
    NameRule name;
    std::size_t cloud_name_max_length = 63;
    std::string cloud_name_pattern;
    bool network = false;
    std::vector<Parameter> parameters;
    std::vector<Rule> guardrails;
    std::map<std::string, std::string> outputs;
    base::Value checks;  ///< {met: [...], waived: {class: {id: reason}}}
    CostSection cost;
    std::vector<Example> examples;
    std::map<std::string, std::string> files;  ///< the module: file name → text (*.tf only)
    std::string readme;
    std::string digest;  ///< SHA-256 over the folder's files

    const Parameter* find_parameter(std::string_view name) const;
    /// What people call such a thing in a sentence: database, bucket. The title's last word.
    std::string spoken() const;
};

}  // namespace catalog

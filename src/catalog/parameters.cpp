#include "base/schema.h"
#include "base/text.h"
#include "catalog/resource.h"
#include "catalog/rules.h"

#include <fmt/format.h>

#include <set>

namespace catalog {
namespace {

using base::Value;

/// The parameters of one resource on their way from what was said to what holds.
class Parameters {
public:
    Parameters(const Catalog& catalog, const Resource& resource, Findings& findings)
        : resource_(resource),
          blueprint_(*resource.blueprint),
          rules_(catalog.rules_for(blueprint_, resource.environment->environment_class)),
          findings_(findings)
    {
        for (const auto* rule : rules_)
            if (rule->stated)
                only_stated_.insert(rule->parameter);
    }

    /// Defaults depend on other values, and a rule can lift a value on which another rule looks, so both are
    /// gone over until nothing moves. A round lifts something at least, so there are no more rounds than
    /// rules.
    void settle()
    {
        take_stated();
        bool moves = true;
        for (std::size_t round = 0; moves && round <= rules_.size(); ++round) {
            fill();
            moves = lift();
        }
        if (moves)
            refuse_contradiction();
        check_dependent();
        ask();
    }

    std::vector<SpecValue> in_order() const
    {
        std::vector<SpecValue> ordered;
        for (const auto& parameter : blueprint_.parameters)
            if (const auto found = values_.find(parameter.name); found != values_.end())
                ordered.push_back(found->second);
        return ordered;
    }

private:
    void take_stated();
    bool refuse_by_list(const Parameter& parameter, const Value& value);
    std::vector<std::string> options_of(const Parameter& parameter) const;
    void fill();
    bool lift();
    bool meet(const Rule& rule);
    void refuse_contradiction();
    void check_dependent();
    void ask();

    bool is_stated(const std::string& name) const { return resource_.find(name) != nullptr; }
    Value value_of(const std::string& name) const
    {
        const auto found = values_.find(name);
        return found == values_.end() ? Value() : found->second.value;
    }
    /// What allowed_by allows as things stand; null where the other parameter has no value yet.
    const std::vector<Value>* allowed_now(const Parameter& parameter) const;
    std::pair<Value, From> default_of(const Parameter& parameter) const;

    const Resource& resource_;
    const Blueprint& blueprint_;
    std::vector<const Rule*> rules_;
    Findings& findings_;
    std::set<std::string> only_stated_;
    std::map<std::string, SpecValue> values_;
};

void Parameters::take_stated()
{
    for (const auto& parameter : blueprint_.parameters) {
        const auto* said = resource_.find(parameter.name);
        if (said == nullptr)
            continue;
        const auto problems = base::check(parameter.schema, said->value, said->pointer);
        if (problems.empty())
            values_[parameter.name] = {parameter.name, said->value, said->from, said->span};
        else if (!refuse_by_list(parameter, said->value))
            findings_.accept(problems);
    }
}

/// True when a rule lists what is allowed, and this is not among it: the refusal names the rule.
bool Parameters::refuse_by_list(const Parameter& parameter, const Value& value)
{
    for (const auto* rule : rules_) {
        if (rule->parameter != parameter.name || !rule->allowed.is_array() || holds(*rule, value, nullptr))
            continue;
        findings_.refuse(
            rule->id, fmt::format("{} The request says {} = {}.", rule->message, parameter.name, shown(value))
        );
        return true;
    }
    return false;
}

std::vector<std::string> Parameters::options_of(const Parameter& parameter) const
{
    std::vector<std::string> options;
    if (const auto* allowed = allowed_now(parameter))
        std::transform(allowed->begin(), allowed->end(), std::back_inserter(options), shown);
    else if (parameter.schema.contains("enum"))
        std::transform(
            parameter.schema["enum"].begin(),
            parameter.schema["enum"].end(),
            std::back_inserter(options),
            shown
        );
    return options;
}

const std::vector<Value>* Parameters::allowed_now(const Parameter& parameter) const
{
    if (!parameter.allowed_by)
        return nullptr;
    const auto other = value_of(parameter.allowed_by->parameter);
    const auto found =
        other.is_string() ? parameter.allowed_by->values.find(other) : parameter.allowed_by->values.end();
    return found == parameter.allowed_by->values.end() ? nullptr : &found->second;
}

std::pair<Value, From> Parameters::default_of(const Parameter& parameter) const
{
    const auto value = parameter.default_for(resource_.environment->environment_class);
    if (parameter.allowed_by) {
        const auto* allowed = allowed_now(parameter);
        if (allowed == nullptr)
            return {Value(), From::blueprint_default};
        if (std::find(allowed->begin(), allowed->end(), value) == allowed->end())
            return {allowed->front(), From::blueprint_default};
    }
    return {value, parameter.has_one_default() ? From::blueprint_default : From::environment_default};
}

void Parameters::fill()
{
    for (const auto& parameter : blueprint_.parameters) {
        const auto& name = parameter.name;
        const auto found = values_.find(name);
        if (is_stated(name) || only_stated_.contains(name))
            continue;
        if (found != values_.end() && found->second.from == From::policy)
            continue;
        auto [value, from] = default_of(parameter);
        if (value.is_null())
            values_.erase(name);
        else
            values_[name] = {name, std::move(value), from, std::nullopt};
    }
}

/// True when a value was moved.
bool Parameters::lift()
{
    bool moved = false;
    for (const auto* rule : rules_)
        if (!rule->stated && !meet(*rule))
            moved = true;
    return moved;
}

/// False when the value had to be moved.
bool Parameters::meet(const Rule& rule)
{
    const auto value = value_of(rule.parameter);
    const auto other = rule.at_least.empty() ? Value() : value_of(rule.at_least);
    if (holds(rule, value, other))
        return true;
    const auto beside = other.is_null() ? "" : fmt::format(" and {} = {}", rule.at_least, shown(other));
    if (is_stated(rule.parameter)) {
        if (!value.is_null())  // a value outside its schema is a problem already
            findings_.refuse(
                rule.id,
                fmt::format(
                    "{} The request says {} = {}{}.", rule.message, rule.parameter, shown(value), beside
                )
            );
        return true;
    }
    const auto better = lifted(rule, blueprint_.find_parameter(rule.parameter)->schema, other);
    if (better.is_null()) {
        findings_.refuse(
            rule.id, fmt::format("{} No {} can be that{}.", rule.message, rule.parameter, beside)
        );
        return true;
    }
    values_[rule.parameter] = {rule.parameter, better, From::policy, std::nullopt};
    return false;
}

void Parameters::refuse_contradiction()
{
    for (const auto* rule : rules_)
        if (!holds(
                *rule, value_of(rule->parameter), rule->at_least.empty() ? Value() : value_of(rule->at_least)
            ))
            findings_.refuse(rule->id, fmt::format("{} Another rule says the opposite.", rule->message));
}

void Parameters::check_dependent()
{
    for (const auto& parameter : blueprint_.parameters) {
        const auto* allowed = allowed_now(parameter);
        const auto value = value_of(parameter.name);
        if (allowed == nullptr || value.is_null())
            continue;
        if (std::find(allowed->begin(), allowed->end(), value) != allowed->end())
            continue;
        findings_.wrong(
            resource_.pointer(parameter.name),
            fmt::format(
                "{} is no {} of {}. Allowed are: {}.",
                shown(value),
                parameter.name,
                shown(value_of(parameter.allowed_by->parameter)),
                base::join(options_of(parameter), ", ")
            )
        );
    }
}

/// A choice that has no default is the requester's to make. One that depends on another choice waits for that
/// one.
void Parameters::ask()
{
    for (const auto& parameter : blueprint_.parameters) {
        const auto& name = parameter.name;
        if (values_.contains(name) || is_stated(name) || only_stated_.contains(name) || parameter.allowed_by)
            continue;
        if (!parameter.schema.contains("enum"))
            continue;
        findings_.questions.push_back(
            {resource_.question_id(name),
             fmt::format(
                 "Which {} should the {} have? {}",
                 base::replaced(name, "_", " "),
                 blueprint_.spoken(),
                 parameter.sentence
             ),
             options_of(parameter)}
        );
    }
}

}  // namespace

void settle_parameters(const Catalog& catalog, Resource& resource, Findings& findings)
{
    Parameters parameters(catalog, resource, findings);
    parameters.settle();
    resource.spec.parameters = parameters.in_order();
}

}  // namespace catalog

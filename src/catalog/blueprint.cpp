#include "catalog/blueprint.h"

#include "base/text.h"

#include <algorithm>

namespace catalog {

base::Value Parameter::default_for(const std::string& environment_class) const
{
    const auto found = defaults.find(environment_class);
    return found == defaults.end() ? base::Value() : found->second;
}

bool Parameter::has_one_default() const
{
    return defaults.size() == environment_classes.size() &&
           std::all_of(defaults.begin(), defaults.end(), [&](const auto& one) {
               return one.second == defaults.begin()->second;
           });
}

bool NameRule::reserves(std::string_view name) const
{
    return std::any_of(reserved.begin(), reserved.end(), [&](const std::string& pattern) {
        return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1))
                                      : name == pattern;
    });
}

std::string Blueprint::spoken() const
{
    return base::lower_ascii(title.substr(title.find_last_of(' ') + 1));
}

const Parameter* Blueprint::find_parameter(std::string_view name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
        return parameter.name == name;
    });
    return found == parameters.end() ? nullptr : &*found;
}

}  // namespace catalog

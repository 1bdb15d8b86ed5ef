#include "catalog/blueprint.h"

#include <algorithm>

namespace catalog {

base::Value Parameter::default_for(const std::string& environment_class) const
{
    const auto found = defaults.find(environment_class);
    return found == defaults.end() ? base::Value() : found->second;
}

const Parameter* Blueprint::find_parameter(std::string_view name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
        return parameter.name == name;
    });
    return found == parameters.end() ? nullptr : &*found;
}

}  // namespace catalog

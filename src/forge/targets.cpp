#include "forge/targets.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace forge {
namespace {

bool fits(const std::vector<std::string>& wanted, const std::string& word)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), word) != wanted.end();
}

}  // namespace

const Target& Targets::choose(const std::string& team, const std::string& environment) const
{
    for (const auto& rule : rules_)
        if (fits(rule.teams, team) && fits(rule.environments, environment))
            return rule.target;
    return otherwise_;
}

const Target* Targets::find(const std::string& name) const
{
    if (name == otherwise_.name)
        return &otherwise_;
    for (const auto& rule : rules_)
        if (name == rule.target.name)
            return &rule.target;
    return nullptr;
}

const Target& Targets::get(const std::string& name, const std::string& address) const
{
    const auto* target = find(name);
    if (target == nullptr)
        throw base::Error(
            base::Code::conflict,
            "The repository " + name +
                " is not in config/repositories.yaml any more. Put it back, or ask again."
        );
    if (address.empty() || base::lower_ascii(target->address) == base::lower_ascii(address))
        return *target;
    throw base::Error(
        base::Code::conflict,
        "This belongs to " + address + ", and the configuration now names " + target->address +
            ". Name the former one again until all of its pull requests have ended."
    );
}

}  // namespace forge

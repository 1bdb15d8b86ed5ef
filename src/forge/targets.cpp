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

bool same_address(const std::string& one, const std::string& other)
{
    return base::lower_ascii(one) == base::lower_ascii(other);
}

}  // namespace

bool Target::is_same_place(const Target& other) const
{
    return same_address(address, other.address) && base_branch == other.base_branch &&
           path_prefix == other.path_prefix;
}

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

const Target* Targets::find_at(const std::string& address) const
{
    if (address.empty())
        return nullptr;
    if (same_address(otherwise_.address, address))
        return &otherwise_;
    for (const auto& rule : rules_)
        if (same_address(rule.target.address, address))
            return &rule.target;
    return nullptr;
}

const Target& Targets::get(const std::string& name, const std::string& address) const
{
    const auto* named = find(name);
    if (named != nullptr && (address.empty() || same_address(named->address, address)))
        return *named;
    if (const auto* there = find_at(address))
        return *there;
    if (named != nullptr)
        throw base::Error(
            base::Code::conflict,
            "This belongs to " + address + ", and the configuration now names " + named->address +
                ". Name the former one again until all of its pull requests have ended."
        );
    throw base::Error(
        base::Code::conflict,
        "The repository " + (address.empty() ? name : address) +
            " is not in config/repositories.yaml any more. Put it back, or ask again."
    );
}

}  // namespace forge

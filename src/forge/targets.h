#pragma once

#include "forge/conversation.h"

#include <string>
#include <vector>

namespace forge {

/// A repository that pull requests go to.
struct Target {
    std::string name;  ///< the rule's; "default" for the repository of the settings
    Forge& forge;
    Conversation* conversation;    ///< null where nobody works on pull requests without us
    std::string path_prefix = {};  ///< "teams/payments": what all paths in it begin with; may be empty
    std::string address = {};      ///< which repository it is: https://github.com/acme/infra
    std::string base_branch = {};  ///< that pull requests go into; empty: the repository's own choice

    /// The same repository, the same base branch, and the same place in it.
    bool is_same_place(const Target& other) const;
};

/// For whom a target is: an empty list fits everybody.
struct Rule {
    std::vector<std::string> teams;
    std::vector<std::string> environments;
    Target target;
};

/// Which repository a resource goes to (config/repositories.yaml): the first rule that fits, else the
/// default.
class Targets {
public:
    Targets(Target otherwise, std::vector<Rule> rules)
        : otherwise_(std::move(otherwise)), rules_(std::move(rules))
    {}

    const Target& choose(const std::string& team, const std::string& environment) const;

    /// By name; null where there is none.
    const Target* find(const std::string& name) const;
    /// The repository at `address`, by this name where that is its still, else by another rule's; by name
    /// alone where `address` is empty (not known). Throws `conflict` for one that is not configured any more.
    const Target& get(const std::string& name, const std::string& address) const;

private:
    const Target* find_at(const std::string& address) const;

    Target otherwise_;
    std::vector<Rule> rules_;
};

}  // namespace forge

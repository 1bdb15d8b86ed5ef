#include "forge/github.h"

#include "base/error.h"
#include "forge/gate.h"

namespace forge {

std::string GitHub::base_sha()
{
    return means_.branches.base_sha();
}

std::string GitHub::push(const Branch& branch)
{
    check_branch(branch);
    return means_.branches.push(branch);
}

void GitHub::drop(const std::string& branch)
{
    if (const auto pull = means_.pulls.find(branch))
        throw base::Error(base::Code::conflict, "The branch " + branch + " belongs to " + pull->url + ".");
    means_.branches.drop(branch);
}

std::optional<PullRequest> GitHub::find_by_branch(const std::string& branch)
{
    return means_.pulls.find(branch);
}

PullRequest GitHub::open(const Proposal& proposal)
{
    return means_.pulls.open(proposal);
}

std::string GitHub::describe() const
{
    return "github, " + means_.url;
}

}  // namespace forge

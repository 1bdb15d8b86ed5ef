#include "conformance/forge_conformance.h"
#include "forge/github_host.h"
#include "forge/local_world.h"

namespace {

/// Without a Git server there is no GitHub to try; git's own tests say so.
std::vector<ForgeKind> kinds()
{
    std::vector<ForgeKind> kinds{{"local", [] { return std::make_unique<LocalWorld>(); }}};
    if (support::GitServer::installed())
        kinds.push_back({"github", [] { return std::make_unique<GitHubForgeWorld>(); }});
    return kinds;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Kinds, ForgeConformance, testing::ValuesIn(kinds()));

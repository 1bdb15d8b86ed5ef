#include "conformance/forge_conformance.h"
#include "forge/github_host.h"
#include "forge/local_world.h"

namespace {

std::unique_ptr<ForgeWorld> github()
{
    return support::GitServer::installed() ? std::make_unique<GitHubForgeWorld>() : nullptr;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    ForgeConformance,
    testing::Values(
        ForgeKind{"local", [] { return std::make_unique<LocalWorld>(); }}, ForgeKind{"github", github}
    ),
    [](const auto& kind) { return kind.param.name; }
);

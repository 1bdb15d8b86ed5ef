#include "conformance/forge_conformance.h"
#include "forge/local_world.h"
#include "forge/noted_pulls.h"

namespace {

std::unique_ptr<ForgeWorld> remote_world()
{
    return support::GitServer::installed() ? std::make_unique<NotedWorld>() : nullptr;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    ForgeConformance,
    testing::Values(
        ForgeKind{"local", [] { return std::make_unique<LocalWorld>(); }},
        ForgeKind{"branches elsewhere", remote_world}
    )
);

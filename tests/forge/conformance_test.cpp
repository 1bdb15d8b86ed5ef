#include "conformance/forge_conformance.h"
#include "forge/local_world.h"

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    ForgeConformance,
    testing::Values(ForgeKind{"local", [] { return std::make_unique<LocalWorld>(); }})
);

#include "conformance/forge_conformance.h"
#include "forge/local_world.h"

INSTANTIATE_TEST_SUITE_P(Local, ForgeConformance, testing::Values([] {
                             return std::make_unique<LocalWorld>();
                         }));

#pragma once

#include "catalog/catalog.h"
#include "catalog/spec.h"

#include <map>
#include <string>

namespace hcl {

/// The files of one resource: path from the repository's root → text. The blueprint's module, provider.tf,
/// backend.tf, terraform.tfvars, network.tf where the blueprint needs it, .checkov.yaml and .trivyignore
/// where checks are waived, .groundwork.json. Depends on nothing but its arguments: equal specs give
/// byte-identical files.
std::map<std::string, std::string> render(const catalog::Catalog& catalog, const catalog::Spec& spec);

}  // namespace hcl

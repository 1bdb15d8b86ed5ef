#pragma once

#include "catalog/catalog.h"
#include "catalog/spec.h"

namespace hcl {

/// The files that say where a resource is made: from the settings of its environment in
/// config/environments.yaml.
std::string provider_file(const std::string& cloud, const base::Value& settings);
std::string backend_file(const catalog::Spec& spec, const base::Value& backend);
/// Finds the VPC by its tags, and in it the subnets that are tagged as private.
std::string network_file(const base::Value& network_tags);

}  // namespace hcl

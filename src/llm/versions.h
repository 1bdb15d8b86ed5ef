#pragma once

#include "catalog/blueprint.h"

namespace llm {

/// The version that a number means: "mysql 8" is the newest allowed 8.x of that engine, of all engines where
/// `engine` is null. What is no allowed version comes back as it is, for the check to refuse.
base::Value
whole_version(const catalog::Parameter& parameter, const base::Value& engine, const std::string& number);

}  // namespace llm

#pragma once

#include "base/value.h"

namespace catalog {

/// The JSON Schemas of what the platform team writes: docs/blueprints.md in the form that base::check reads.
const base::Value& blueprint_declaration();
const base::Value& environments_declaration();
const base::Value& policies_declaration();
const base::Value& prices_declaration();

/// A rule of a guardrail; a policy's rule has `types` too.
base::Value rule_declaration();
/// What a resource type costs.
base::Value cost_declaration();
/// The name of an environment class.
base::Value class_declaration();
/// A list of words and phrases that people say.
base::Value words_declaration();
/// `declaration` with the members of `more` beside its properties.
base::Value with_properties(base::Value declaration, const base::Value& more);

}  // namespace catalog

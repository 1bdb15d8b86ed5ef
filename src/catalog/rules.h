#pragma once

#include "catalog/blueprint.h"

namespace catalog {

/// The one rule engine: guardrails and policies are both read here. `other` is the value of the rule's
/// at_least.
///
/// True when `value` meets the rule. An absent (null) number or list breaks nothing; an absent value breaks
/// `equals`. `stated` is no demand on a value and always holds.
bool holds(const Rule& rule, const base::Value& value, const base::Value& other);

/// The value nearest to what the schema and the rule both allow; null when there is none.
base::Value lifted(const Rule& rule, const base::Value& schema, const base::Value& other);

}  // namespace catalog

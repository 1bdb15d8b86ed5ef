#pragma once

#include "base/error.h"
#include "base/value.h"

#include <vector>

namespace base {

/// Checks `value` against `schema` and returns everything that is wrong with it, each with its JSON pointer.
///
/// The schema is JSON Schema 2020-12 cut to what Groundwork's declarations use: type (also a list), enum,
/// const, minimum, maximum, minLength, maxLength, pattern, items, minItems, maxItems, uniqueItems,
/// properties, required, additionalProperties, minProperties, maxProperties, propertyNames, anyOf.
/// Annotations are passed over; any other keyword, type or malformed pattern, wherever it stands in the
/// schema, is an `internal` error, so that no declaration is silently without effect. Lengths count code
/// points; a string of more than 256 fits no pattern.
///
/// Every string and every name, also where the schema says nothing, is also held to be printable (see
/// base::unprintable): what is refused there can be meant by nobody.
std::vector<Problem> check(const Value& schema, const Value& value, const std::string& pointer = "");

}  // namespace base

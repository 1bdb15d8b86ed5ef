#pragma once

#include "operations/operation.h"
#include "requests/store.h"

namespace operations {

/// The schemas that answers are made of, by name: the components of the OpenAPI document.
const base::Value& components();

/// {"$ref": "#/components/schemas/<name>"}
base::Value shape(std::string_view name);

/// Reads a schema written in the source as JSON.
base::Value schema(std::string_view json);

/// The mission's status of a request; `Parts::summary` leaves out what only one request's own page needs.
enum class Parts { all, summary };
base::Value status_body(const requests::Request& request, Parts parts);

/// An opaque place in a list: (created_at, id).
std::string write_cursor(const requests::Cursor& cursor);
/// Throws `invalid` for anything that write_cursor did not make.
std::optional<requests::Cursor> read_cursor(const base::Value& input);

}  // namespace operations

#pragma once

#include "base/error.h"
#include "operations/dispatch.h"

namespace operations {

/// Path variables, query and body as the one input object that the operation's schema describes, checked
/// against it. Query and path words become numbers or booleans where the schema wants them. Throws `invalid`
/// with all problems: what the schema refuses, an unknown query name, a member of the body that belongs in
/// the address; and for JSON that cannot be read.
base::Value gather(
    const Operation& operation, const std::map<std::string, std::string>& variables, const Incoming& incoming
);

/// Where a property of the input stands on the wire.
In place_of(const base::Value& property);

/// True when some property of the input stands in the body.
bool takes_body(const Operation& operation);

}  // namespace operations

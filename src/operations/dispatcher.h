#pragma once

#include "operations/dispatch.h"
#include "operations/means.h"

#include <memory>

namespace operations {

/// The dispatcher over the whole table. `means` must outlive it.
std::unique_ptr<Dispatcher> make_dispatcher(const Means& means);

/// The OpenAPI 3.1 document of a table.
base::Value openapi_document(const std::vector<Operation>& table, const std::string& version);

}  // namespace operations

#pragma once

#include "base/value.h"
#include "client/screen.h"

namespace client {

/// Prints what was understood: each resource with its values and where each came from; for a value that came
/// from the request, the words that say it. `resources` is safe; `request_text` is exact, because spans count
/// its bytes.
void print_understood(Screen& screen, const base::Value& resources, const std::string& request_text);

/// Where a value came from: `request: "production"`, `environment default`. `source` is {from, span?: {begin,
/// end}}.
std::string source_text(const base::Value& source, const std::string& request_text);

}  // namespace client

#pragma once

#include "llm/mentions.h"

namespace llm {

/// Whether `mention` is only what `holder` keeps or feeds, and nothing to be made: a bucket to hold our MySQL
/// dumps, a queue that feeds the Postgres importer. `holder` is the resource named last before it.
bool is_contents(const Reading& reading, const Mention& holder, const Mention& mention);

}  // namespace llm

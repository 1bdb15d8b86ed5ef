#pragma once

#include "llm/resources.h"

namespace llm {

/// Whether a mention speaks of a resource that was mentioned before: "the database should have …", or of the
/// same thing in other words: "RDS instance, engine postgres". `last` is the resource's last mention where
/// nothing else was mentioned since, else null.
bool speaks_again_of(
    const Reading& reading, const Resource& resource, const Mention& mention, const Mention* last
);

}  // namespace llm

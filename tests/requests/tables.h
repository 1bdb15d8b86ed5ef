#pragma once

#include "events/schema.h"
#include "forge/schema.h"
#include "jobs/schema.h"
#include "requests/schema.h"

namespace requests {

/// Everything that requests and what they use are stored in.
inline constexpr std::array<db::Migration, 10> tables{{
    {1, "events", events::schema},
    {2, "jobs", jobs::schema},
    {3, "pull requests", forge::schema},
    {4, "requests", schema},
    {5, "progress", progress_schema},
    {6, "model spending", spending_schema},
    {7, "stages", jobs::stage_begin_schema},
    {8, "repositories", repository_schema},
    {9, "checks that cannot be read", unknown_checks_schema},
    {10, "crashes", jobs::crashes_schema},
}};

}  // namespace requests

#include "server/migrations.h"

#include "events/schema.h"
#include "forge/github_writes.h"
#include "forge/schema.h"
#include "identity/schema.h"
#include "jobs/schema.h"
#include "operations/idempotency.h"
#include "requests/schema.h"

namespace server {
namespace {

constexpr std::array<db::Migration, 13> list{{
    {1, "events", events::schema},
    {2, "tokens", identity::schema},
    {3, "jobs", jobs::schema},
    {4, "pull requests", forge::schema},
    {5, "requests", requests::schema},
    {6, "idempotency keys", operations::idempotency_schema},
    {7, "progress of pull requests", requests::progress_schema},
    {8, "model spending", requests::spending_schema},
    {9, "writes to GitHub", forge::github_writes_schema},
    {10, "beginning of stages", jobs::stage_begin_schema},
    {11, "repositories of pull requests", requests::repository_schema},
    {12, "checks that cannot be read", requests::unknown_checks_schema},
    {13, "crashes of jobs", jobs::crashes_schema},
}};

}  // namespace

std::span<const db::Migration> migrations()
{
    return list;
}

}  // namespace server

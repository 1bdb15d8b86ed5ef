#include "base/schema.h"
#include "operations/health.h"
#include "operations/shapes.h"

namespace operations {
namespace {

constexpr std::string_view nothing = R"({"type": "object", "additionalProperties": false, "properties": {}})";

}  // namespace

std::vector<Operation> system_operations(const Means& means)
{
    const auto health = std::make_shared<Health>(means.dependencies, means.version);
    return {
        {"system.root",
         "GET",
         "/",
         Scope::open,
         "Say what this is and where its documentation stands",
         schema(nothing),
         schema(
             R"({"type": "object", "required": ["name", "version", "docs", "health"], "properties": {"name": {"type": "string"}, "version": {"type": "string"}, "docs": {"type": "string"}, "health": {"type": "string"}}})"
         ),
         200,
         [&means](const Call&) -> Answer {
             return {
                 200,
                 {{"name", "groundwork"},
                  {"version", means.version},
                  {"docs", "/docs"},
                  {"health", "/api/v1/health"}}};
         }},
        {"system.health",
         "GET",
         "/api/v1/health",
         Scope::open,
         "Ask every dependency how it is",
         schema(nothing),
         schema(
             R"({"type": "object", "required": ["status", "version", "checks"], "properties": {"status": {"type": "string", "enum": ["healthy", "degraded"]}, "version": {"type": "string"}, "checks": {"type": "object", "additionalProperties": {"type": "string"}}}})"
         ),
         200,
         [health](const Call&) -> Answer {
             return {200, health->ask()};
         }},
    };
}

}  // namespace operations

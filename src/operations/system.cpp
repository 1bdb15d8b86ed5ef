#include "base/guarded.h"
#include "base/log.h"
#include "base/schema.h"
#include "operations/means.h"
#include "operations/shapes.h"

namespace operations {
namespace {

/// Asks every dependency, at most once in five seconds.
class Health {
public:
    explicit Health(const Means& means) : means_(means) {}

    base::Value ask()
    {
        return cached_.with([this](Cached& cached) {
            const auto now = std::chrono::steady_clock::now();
            if (cached.body.is_null() || now - cached.at > std::chrono::seconds(5))
                cached = {ask_all(), now};
            return cached.body;
        });
    }

private:
    struct Cached {
        base::Value body;
        std::chrono::steady_clock::time_point at;
    };

    base::Value ask_all() const
    {
        base::Value checks{{"api", "healthy"}};
        bool well = true;
        for (const auto& dependency : means_.dependencies) {
            try {
                checks[dependency.name] = dependency.ask();
            } catch (const base::Error& error) {
                well = false;
                checks[dependency.name] = "error: " + error.message;
                base::log::warn(
                    "a dependency is not well",
                    {{"dependency", dependency.name}, {"error", error.message}, {"detail", error.detail}}
                );
            }
        }
        return {
            {"status", well ? "healthy" : "degraded"},
            {"version", means_.version},
            {"checks", std::move(checks)}};
    }

    const Means& means_;
    base::Guarded<Cached> cached_;
};

constexpr std::string_view nothing = R"({"type": "object", "additionalProperties": false, "properties": {}})";

}  // namespace

std::vector<Operation> system_operations(const Means& means)
{
    const auto health = std::make_shared<Health>(means);
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

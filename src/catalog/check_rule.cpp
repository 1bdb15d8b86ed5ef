#include "base/schema.h"
#include "catalog/reading.h"

#include <fmt/format.h>

namespace catalog {
namespace {

using base::Value;

bool is_number(const Parameter& parameter)
{
    return parameter.schema["type"] == "integer" || parameter.schema["type"] == "number";
}

int demands(const Rule& rule)
{
    return int{!rule.equals.is_null()} + int{!rule.minimum.is_null()} + int{!rule.maximum.is_null()} +
           int{!rule.allowed.is_null()} + int{!rule.at_least.empty()} + int{rule.stated};
}

/// A bound or a value that the schema never lets through could only refuse everything.
void check_demand(const Rule& rule, const Parameter& parameter, const std::string& at, const Report& report)
{
    for (const auto& [name, value] :
         {std::pair{"equals", &rule.equals}, {"minimum", &rule.minimum}, {"maximum", &rule.maximum}})
        if (!value->is_null())
            for (const auto& problem : base::check(parameter.schema, *value))
                report.say(fmt::format("{}/{}", at, name), problem.message);
    if (rule.allowed.is_array() &&
        std::none_of(rule.allowed.begin(), rule.allowed.end(), [&](const Value& v) {
            return base::check(parameter.schema, v).empty();
        }))
        report.say(at + "/allowed", "The parameter can have none of these values.");
}

void check_at_least(
    const Rule& rule,
    const Parameter& parameter,
    const Blueprint& blueprint,
    const std::string& at,
    const Report& report
)
{
    const auto* other = blueprint.find_parameter(rule.at_least);
    if (other == nullptr || !is_number(*other) || !is_number(parameter) || other == &parameter)
        report.say(
            at + "/at_least",
            fmt::format(
                "\"{}\" and \"{}\" are not two parameters with numbers.", parameter.name, rule.at_least
            )
        );
}

}  // namespace

void check_rule(
    const Rule& rule, const Blueprint& blueprint, const std::string& pointer, const Report& report
)
{
    if (demands(rule) != 1)
        report.say(
            pointer, "A rule demands one thing: equals, minimum, maximum, allowed, at_least or stated."
        );
    const auto* parameter = blueprint.find_parameter(rule.parameter);
    if (parameter == nullptr) {
        report.say(
            pointer + "/parameter", fmt::format("{} has no parameter \"{}\".", blueprint.type, rule.parameter)
        );
        return;
    }
    check_demand(rule, *parameter, pointer, report);
    if (!rule.at_least.empty())
        check_at_least(rule, *parameter, blueprint, pointer, report);
}

}  // namespace catalog

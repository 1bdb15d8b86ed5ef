#include "base/schema.h"
#include "base/text.h"
#include "catalog/reading.h"
#include "catalog/units.h"

#include <fmt/format.h>

#include <algorithm>

namespace catalog {
namespace {

using base::Value;

/// Checks one line against the blueprint's parameters and the prices.
class LineCheck {
public:
    LineCheck(
        const Charge& line,
        std::string at,
        const Blueprint& blueprint,
        const Prices& prices,
        const Report& report
    )
        : line_(line), at_(std::move(at)), blueprint_(blueprint), prices_(prices), report_(report)
    {}

    void run() const
    {
        for (const auto& [name, values] : line_.when)
            check_condition(name, values);
        for (std::size_t i = 0; i < line_.times.size(); ++i)
            check_factor(line_.times[i], fmt::format("{}/times/{}", at_, i));
        const auto keys = texts_of(line_.key, at_ + "/price/key");
        for (const auto& group : texts_of(line_.group, at_ + "/price/group"))
            check_group(group, keys);
    }

private:
    const Parameter* named(const std::string& name, const std::string& at) const
    {
        const auto* parameter = blueprint_.find_parameter(name);
        if (parameter == nullptr)
            report_.say(at, fmt::format("There is no parameter \"{}\".", name));
        return parameter;
    }

    /// A parameter on which a figure depends: it always has a value.
    const Parameter* settled(const std::string& name, const std::string& at) const
    {
        const auto* parameter = named(name, at);
        if (parameter == nullptr || parameter->allowed_by)
            return parameter;
        for (const auto* environment_class : environment_classes)
            if (parameter->default_for(environment_class).is_null()) {
                report_.say(at, fmt::format("\"{}\" has no default for {}.", name, environment_class));
                return nullptr;
            }
        return parameter;
    }

    /// That `said` names every value that the parameter can have, and no other.
    template <typename Said>
    void check_values(const Parameter& parameter, const Said& said, const std::string& at) const
    {
        const auto known = parameter.schema["type"] == "boolean"
                               ? Value{true, false}
                               : parameter.schema.value("enum", Value::array());
        if (known.empty())
            return report_.say(at, fmt::format("\"{}\" has no list of values.", parameter.name));
        for (const auto& value : known)
            if (!said.contains(key_of(value)))
                report_.say(at, fmt::format("Nothing is said for {}.", value.dump()));
        for (const auto& [key, _] : said)
            if (std::none_of(known.begin(), known.end(), [&, &key = key](const Value& value) {
                    return key_of(value) == key;
                }))
                report_.say(at, fmt::format("\"{}\" is none of the values of {}.", key, parameter.name));
    }

    void check_condition(const std::string& name, const std::vector<Value>& values) const
    {
        const auto at = at_ + "/when/" + base::pointer_token(name);
        if (const auto* parameter = named(name, at))
            for (const auto& value : values)
                for (const auto& problem : base::check(parameter->schema, value))
                    report_.say(at, problem.message);
    }

    void check_factor(const Factor& factor, const std::string& at) const
    {
        const auto* parameter = settled(factor.parameter, at + "/parameter");
        if (parameter == nullptr)
            return;
        if (!factor.values.empty())
            check_values(*parameter, factor.values, at + "/values");
        else if (parameter->schema["type"] != "integer")
            report_.say(at, fmt::format("\"{}\" is no whole number.", factor.parameter));
    }

    std::vector<std::string> texts_of(const Choice& choice, const std::string& at) const
    {
        if (choice.parameter.empty())
            return {choice.text};
        if (const auto* parameter = settled(choice.parameter, at + "/parameter"))
            check_values(*parameter, choice.values, at + "/values");
        std::vector<std::string> texts;
        for (const auto& [_, text] : choice.values)
            texts.push_back(text);
        return texts;
    }

    void check_group(const std::string& name, const std::vector<std::string>& keys) const
    {
        const auto* group = prices_.find_group(name);
        if (group == nullptr)
            return report_.say(
                at_ + "/price/group", fmt::format("There is no group of prices \"{}\".", name)
            );
        for (const auto& key : keys)
            if (!group->prices.contains(key))
                report_.say(
                    at_ + "/price/key",
                    key.empty() ? fmt::format("The group {} has several prices; name one.", name)
                                : fmt::format("The group {} has no price \"{}\".", name, key)
                );
        check_unit(*group);
    }

    void check_unit(const PriceGroup& group) const
    {
        if (line_.by_use) {
            if (!line_.times.empty())
                report_.say(at_ + "/times", "A line that depends on use is not multiplied.");
            return;
        }
        if (!units::is_monthly(group.unit))
            report_.say(at_, fmt::format("A price for one {} depends on use: say by_use: true.", group.unit));
        const auto sizes = std::count_if(line_.times.begin(), line_.times.end(), [&](const Factor& factor) {
            const auto* parameter = blueprint_.find_parameter(factor.parameter);
            return parameter != nullptr && parameter->unit == "GB" && factor.values.empty();
        });
        const bool by_size = group.unit == units::gb_month;
        if (sizes != (by_size ? 1 : 0))
            report_.say(
                at_ + "/times",
                fmt::format(
                    "A price for one {} is multiplied by {} parameter in GB.",
                    group.unit,
                    by_size ? "one" : "no"
                )
            );
    }

    const Charge& line_;
    std::string at_;
    const Blueprint& blueprint_;
    const Prices& prices_;
    const Report& report_;
};

}  // namespace

void check_cost(const Blueprint& blueprint, const Prices& prices, const Report& report)
{
    for (std::size_t i = 0; i < blueprint.cost.lines.size(); ++i)
        LineCheck(blueprint.cost.lines[i], fmt::format("/cost/lines/{}", i), blueprint, prices, report).run();
}

}  // namespace catalog

#include "catalog/cost_section.h"

#include "catalog/reading.h"

namespace catalog {
namespace {

using base::Value;

Choice read_choice(const Value& declared)
{
    if (declared.is_string())
        return {declared, "", {}};
    return {"", declared["parameter"], declared["values"]};
}

Factor read_factor(const Value& declared)
{
    return {
        declared["parameter"],
        declared.value("plus", 0),
        declared.value("values", std::map<std::string, std::int64_t>{})};
}

Charge read_charge(const Value& declared)
{
    Charge charge;
    charge.what = declared["what"];
    charge.group = read_choice(declared["price"]["group"]);
    charge.key = read_choice(declared["price"].value("key", Value("")));
    const auto conditions = declared.value("when", Value::object());
    for (const auto& [parameter, values] : conditions.items())
        charge.when[parameter] = values.is_array() ? values.get<std::vector<Value>>() : std::vector<Value>{};
    for (const auto& factor : declared.value("times", Value::array()))
        charge.times.push_back(read_factor(factor));
    charge.by_use = declared.value("by_use", false);
    return charge;
}

}  // namespace

std::string key_of(const Value& value)
{
    return value.is_string() ? value.get<std::string>() : base::write_json(value);
}

CostSection read_cost(const Value& declared)
{
    CostSection section;
    for (const auto& line : declared["lines"])
        section.lines.push_back(read_charge(line));
    section.note = declared.value("note", "");
    return section;
}

}  // namespace catalog

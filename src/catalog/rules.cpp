#include "catalog/rules.h"

#include "base/schema.h"

#include <algorithm>

namespace catalog {
namespace {

using base::Value;

bool is_among(const Value& allowed, const Value& value)
{
    return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

}  // namespace

bool holds(const Rule& rule, const Value& value, const Value& other)
{
    if (!rule.equals.is_null())
        return value == rule.equals;
    if (value.is_null())
        return true;
    if (!rule.minimum.is_null())
        return value >= rule.minimum;
    if (!rule.maximum.is_null())
        return value <= rule.maximum;
    if (value.is_array() && rule.allowed.is_array())
        return std::all_of(value.begin(), value.end(), [&](const Value& item) {
            return is_among(rule.allowed, item);
        });
    if (rule.allowed.is_array())
        return is_among(rule.allowed, value);
    return rule.at_least.empty() || other.is_null() || value >= other;
}

Value lifted(const Rule& rule, const Value& schema, const Value& other)
{
    const auto fits = [&](const Value& value) {
        return !value.is_null() && base::check(schema, value).empty();
    };
    if (rule.allowed.is_array()) {
        const auto first = std::find_if(rule.allowed.begin(), rule.allowed.end(), fits);
        return first == rule.allowed.end() ? Value() : *first;
    }
    for (const auto* wanted : {&rule.equals, &rule.minimum, &rule.maximum, &other})
        if (fits(*wanted))
            return *wanted;
    return nullptr;
}

}  // namespace catalog

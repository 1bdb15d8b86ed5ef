#pragma once

#include "base/value.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace catalog {

/// A text that is always the same, or one for each value of a parameter.
struct Choice {
    std::string text;
    std::string parameter;  ///< empty: always `text`
    std::map<std::string, std::string> values;
};

/// What a price is multiplied by: a parameter's number and something on top, or a number for each of its
/// values.
struct Factor {
    std::string parameter;
    std::int64_t plus = 0;
    std::map<std::string, std::int64_t> values;  ///< empty: the parameter's own number
};

/// One line of a blueprint's `cost`; docs/blueprints.md describes the forms.
struct Charge {
    std::string what;
    Choice group;
    Choice key;
    /// Parameter → values with which the line holds; no values: with every value, but not without one.
    std::map<std::string, std::vector<base::Value>> when;
    std::vector<Factor> times;
    bool by_use = false;  ///< depends on use: shown with its price, in no sum
};

struct CostSection {
    std::vector<Charge> lines;
    std::string note;
};

/// A parameter's value as a key of `values`: text as it is, everything else as JSON.
std::string key_of(const base::Value& value);

}  // namespace catalog

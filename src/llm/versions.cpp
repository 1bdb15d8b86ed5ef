#include "llm/versions.h"

#include <algorithm>

namespace llm {
namespace {

std::vector<base::Value> allowed_for(const catalog::AllowedBy& by, const base::Value& engine)
{
    const auto row = engine.is_string() ? by.values.find(engine.get<std::string>()) : by.values.end();
    if (row != by.values.end())
        return row->second;
    std::vector<base::Value> all;
    for (const auto& [name, versions] : by.values)
        all.insert(all.end(), versions.begin(), versions.end());
    return all;
}

/// 10.11 is newer than 10.6
bool is_newer(const std::string& one, const std::string& other)
{
    const auto minor = [](const std::string& version) {
        auto digits = version.substr(version.find('.') + 1);
        digits = digits.substr(0, digits.find('.'));
        return std::pair(digits.size(), digits);
    };
    return minor(one) > minor(other);
}

}  // namespace

base::Value
whole_version(const catalog::Parameter& parameter, const base::Value& engine, const std::string& number)
{
    const auto allowed = allowed_for(*parameter.allowed_by, engine);
    if (std::find(allowed.begin(), allowed.end(), base::Value(number)) != allowed.end())
        return number;
    std::string newest;
    for (const auto& version : allowed)
        if (version.is_string() && version.get<std::string>().starts_with(number + ".") &&
            (newest.empty() || is_newer(version.get<std::string>(), newest)))
            newest = version.get<std::string>();
    return newest.empty() ? number : newest;
}

}  // namespace llm

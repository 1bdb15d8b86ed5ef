#include "catalog/resource.h"

#include "base/text.h"

#include <fmt/format.h>

namespace catalog {

const Statement* Resource::find(const std::string& name) const
{
    const auto found = said.find(name);
    return found == said.end() ? nullptr : &found->second;
}

std::string Resource::pointer(const std::string& name) const
{
    if (const auto* statement = find(name))
        return statement->pointer;
    const bool is_field = name == "resource_type" || resource_fields().contains(name);
    return fmt::format("/resources/{}/{}{}", index, is_field ? "" : "parameters/", base::pointer_token(name));
}

std::string Resource::question_id(const std::string& field) const
{
    return index == 0 ? field : fmt::format("{}.{}", index, field);
}

bool Findings::accept(const std::vector<base::Problem>& found)
{
    problems.insert(problems.end(), found.begin(), found.end());
    return found.empty();
}

void Findings::refuse(const std::string& rule, const std::string& message)
{
    if (!refusal)
        refusal = Refusal{rule, message};
}

std::string readable(const std::string& reference)
{
    const auto colon = reference.find(':');
    if (colon == std::string::npos || reference.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != colon)
        return reference;
    const auto slash = reference.find('/', colon);
    return reference.substr((slash == std::string::npos ? colon : slash) + 1);
}

std::string shown(const base::Value& value)
{
    return value.is_string() ? value.get<std::string>() : base::shortened(base::write_json(value), 60);
}

}  // namespace catalog

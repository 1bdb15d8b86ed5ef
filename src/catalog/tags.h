#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace catalog {

/// The tags that every resource gets from its request; a policy may give defaults for them and add more.
inline constexpr std::array<std::string_view, 7> standard_tags{
    "Environment", "Team", "Service", "Owner", "CostCenter", "ManagedBy", "Blueprint"};

constexpr bool is_standard_tag(std::string_view name)
{
    return std::find(standard_tags.begin(), standard_tags.end(), name) != standard_tags.end();
}

}  // namespace catalog

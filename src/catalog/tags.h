#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace catalog {

/// The tags that every resource gets from its request; a policy may give defaults for them and add more.
inline constexpr std::array<std::string_view, 7> standard_tags{
    "Environment", "Team", "Service", "Owner", "CostCenter", "ManagedBy", "Blueprint"};

constexpr bool is_standard_tag(std::string_view name)
{
    return std::find(standard_tags.begin(), standard_tags.end(), name) != standard_tags.end();
}

/// What keeps `text` (UTF-8) from being a tag's key or value: AWS takes letters, digits, spaces and _.:/=+-@.
/// Of the letters beyond ASCII, those of the scripts are taken that need no normalisation.
std::optional<std::string> wrong_tag_text(std::string_view text);

/// `text` (UTF-8) with a dash for every character that no tag may have, cut to what a tag holds.
std::string as_tag_text(std::string_view text);

}  // namespace catalog

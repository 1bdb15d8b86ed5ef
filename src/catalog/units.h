#pragma once

#include <array>
#include <string_view>

/// What a price may pay for. The first three are the ones of which a month is known; the others depend on
/// use.
namespace catalog::units {

inline constexpr auto hour = "hour";
inline constexpr auto month = "month";
inline constexpr auto gb_month = "GB and month";
inline constexpr std::array<const char*, 8> all{
    hour, month, gb_month, "GB", "1,000 requests", "10,000 requests", "million requests", "vCPU and hour"};

constexpr bool is_monthly(std::string_view unit)
{
    return unit == hour || unit == month || unit == gb_month;
}

}  // namespace catalog::units

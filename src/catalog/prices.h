#pragma once

#include "base/clock.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace catalog {

/// Millionths of a dollar. Prices have at most six decimals, so that no sum of them is ever rounded.
using MicroDollars = std::int64_t;

/// Prices that are counted in the same unit and have the same source.
struct PriceGroup {
    std::string unit;    ///< what one price pays for: hour, month, "GB and month", "million requests" …
    std::string source;  ///< in words, for whoever reviews the figures
    /// By key; a group of one price has it under "". Nullopt: nobody could vouch for a figure.
    std::map<std::string, std::optional<MicroDollars>> prices;

    /// Nullopt where there is none, or none is known.
    std::optional<MicroDollars> find_price(const std::string& key) const;
};

/// config/prices.yaml
struct Prices {
    std::string region;  ///< whose list prices they are
    std::string as_of;   ///< the month in which they were read, as 2026-10
    std::int64_t hours_per_month = 730;
    std::map<std::string, PriceGroup> groups;

    /// Null where there is no such group.
    const PriceGroup* find_group(const std::string& name) const;
    /// At `now` the first day of their month lies more than 180 days back.
    bool are_old(base::Time now) const;
};

}  // namespace catalog

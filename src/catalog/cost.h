#pragma once

#include "catalog/catalog.h"
#include "catalog/spec.h"

#include <span>

namespace catalog {

using Cents = std::int64_t;

/// One line of what a month costs.
struct CostLine {
    std::string what;
    std::optional<Cents> amount;  ///< nullopt: no price is known
    std::string how;              ///< "2 × 730 h × $0.065"
};

/// What costs by use, and so has a price but no sum.
struct UsePrice {
    std::string what;
    std::string price;  ///< "$0.023 per GB and month"
};

/// What one resource costs in a month, at the list prices of config/prices.yaml.
struct Estimate {
    std::string region;  ///< the resource's own; empty for a cloud without regions
    std::vector<CostLine> lines;
    std::vector<UsePrice> by_use;
    std::string note;

    /// Of the lines whose price is known.
    Cents total() const;
    /// Every line has a price.
    bool complete() const;
};

/// Every line is reckoned exactly and then rounded to a cent, halves upwards; a total is the sum of its
/// rounded lines, so that a table adds up. Lines that multiply by zero are left out.
Estimate estimate(const Catalog& catalog, const Spec& spec);

/// "Estimated: $118.45 / month (us-east-1 list prices of 2026-10, on-demand, without traffic)", of all
/// together; "at least" and what is missing where a price is not known.
std::string sentence_of(const Prices& prices, std::span<const Estimate> estimates);

/// What else has to be known to read the figures: the blueprint's note, another region.
std::vector<std::string> remarks_on(const Prices& prices, const Estimate& estimate);

/// "118.45"
std::string dollars(Cents amount);
/// "$0.40", "$0.0256"
std::string price_text(MicroDollars price);

/// {note, lines: [{what, price: "$0.032 to $0.065 per hour", by_use}]}
base::Value described(const Prices& prices, const CostSection& section);

/// {currency, region, as_of, monthly, complete, summary, lines, by_use, remarks}
base::Value described(const Prices& prices, const Estimate& estimate);

}  // namespace catalog

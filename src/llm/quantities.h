#pragma once

#include "llm/reading.h"

namespace llm {

/// A number as people write it, with its unit: 200gb, half a terabyte, three weeks, 30-day.
struct Quantity {
    std::size_t begin = 0;
    std::size_t end = 0;
    double number = 0;      ///< times the unit's factor
    std::string dimension;  ///< "GB", "seconds", or empty for a plain number
    std::string text;       ///< the digits as written, for versions
};

/// The quantity that starts at `i`.
std::optional<Quantity> quantity_at(const Reading& reading, std::size_t i);

/// The quantity in the parameter's unit as its schema wants it; nullopt when the unit does not fit. What is
/// no whole number stays a fraction, for the check to refuse.
std::optional<base::Value> value_of(const Quantity& quantity, const catalog::Parameter& parameter);

bool fits(const Quantity& quantity, const catalog::Parameter& parameter);

}  // namespace llm

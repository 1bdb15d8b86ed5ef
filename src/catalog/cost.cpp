#include "catalog/cost.h"

#include "base/text.h"
#include "catalog/units.h"

#include <fmt/format.h>

#include <algorithm>

namespace catalog {
namespace {

using base::Value;

constexpr MicroDollars micros_per_cent = 10'000;

/// The parameter's value; null where it has none.
Value value_of(const Spec& spec, const std::string& parameter)
{
    const auto* found = spec.find_parameter(parameter);
    return found == nullptr ? Value() : found->value;
}

bool holds(const Charge& charge, const Spec& spec)
{
    return std::all_of(charge.when.begin(), charge.when.end(), [&](const auto& condition) {
        const auto value = value_of(spec, condition.first);
        const auto& wanted = condition.second;
        return wanted.empty() ? !value.is_null()
                              : std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    });
}

std::string text_of(const Choice& choice, const Spec& spec)
{
    if (choice.parameter.empty())
        return choice.text;
    const auto found = choice.values.find(key_of(value_of(spec, choice.parameter)));
    return found == choice.values.end() ? "" : found->second;
}

/// Nullopt where the parameter has no number: a figure is never guessed.
std::optional<std::int64_t> number_of(const Factor& factor, const Spec& spec)
{
    const auto value = value_of(spec, factor.parameter);
    if (factor.values.empty())
        return value.is_number_integer() ? std::optional(value.get<std::int64_t>() + factor.plus)
                                         : std::nullopt;
    const auto found = factor.values.find(key_of(value));
    return found == factor.values.end() ? std::nullopt : std::optional(found->second + factor.plus);
}

/// A price and the names under which the catalog has it.
struct Priced {
    std::string key;
    const PriceGroup* group = nullptr;
    std::optional<MicroDollars> price;
};

Priced find_price(const Prices& prices, const Charge& charge, const Spec& spec)
{
    Priced priced{text_of(charge.key, spec), prices.find_group(text_of(charge.group, spec)), {}};
    if (priced.group != nullptr)
        priced.price = priced.group->find_price(priced.key);
    return priced;
}

/// The factors multiplied, and as they are shown; nothing where one of them is not known.
struct Product {
    std::int64_t number = 1;
    std::vector<std::string> factors;
};

std::optional<Product> multiply(const Blueprint& blueprint, const Charge& charge, const Spec& spec)
{
    Product product;
    for (const auto& factor : charge.times) {
        const auto number = number_of(factor, spec);
        if (!number)
            return std::nullopt;
        const auto* parameter = blueprint.find_parameter(factor.parameter);
        const bool is_size = parameter != nullptr && factor.values.empty() && !parameter->unit.empty();
        product.number *= *number;
        if (is_size)
            product.factors.push_back(fmt::format("{} {}", *number, parameter->unit));
        else if (*number != 1)
            product.factors.push_back(fmt::format("{}", *number));
    }
    return product;
}

CostLine
reckon(const Prices& prices, const Charge& charge, const Priced& priced, std::optional<Product> product)
{
    const bool chosen = !charge.key.parameter.empty();
    CostLine line{charge.what + (chosen ? " (" + priced.key + ")" : ""), std::nullopt, "no price is known"};
    if (!priced.price || !product)
        return line;
    auto amount = *priced.price * product->number;
    if (priced.group->unit == std::string_view(units::hour)) {
        amount *= prices.hours_per_month;
        product->factors.push_back(fmt::format("{} h", prices.hours_per_month));
    }
    product->factors.push_back(price_text(*priced.price));
    line.amount = (amount + micros_per_cent / 2) / micros_per_cent;
    line.how = base::join(product->factors, " × ");
    return line;
}

}  // namespace

Cents Estimate::total() const
{
    Cents sum = 0;
    for (const auto& line : lines)
        sum += line.amount.value_or(0);
    return sum;
}

bool Estimate::complete() const
{
    return std::all_of(lines.begin(), lines.end(), [](const CostLine& line) {
        return line.amount.has_value();
    });
}

Estimate estimate(const Catalog& catalog, const Spec& spec)
{
    const auto& blueprint = catalog.blueprint(spec.resource_type);
    Estimate estimate{spec.region, {}, {}, blueprint.cost.note};
    for (const auto& charge : blueprint.cost.lines) {
        if (!holds(charge, spec))
            continue;
        const auto priced = find_price(catalog.prices(), charge, spec);
        if (charge.by_use) {
            estimate.by_use.push_back(
                {charge.what,
                 priced.price ? price_text(*priced.price) + " per " + priced.group->unit
                              : "no price is known"}
            );
            continue;
        }
        const auto product = multiply(blueprint, charge, spec);
        if (!product || product->number != 0)
            estimate.lines.push_back(reckon(catalog.prices(), charge, priced, product));
    }
    return estimate;
}

}  // namespace catalog

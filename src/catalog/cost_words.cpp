#include "base/text.h"
#include "catalog/cost.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace catalog {

namespace {

using base::Value;

std::vector<std::string> all_of(const Choice& choice)
{
    if (choice.parameter.empty())
        return {choice.text};
    std::vector<std::string> texts;
    for (const auto& [_, text] : choice.values)
        texts.push_back(text);
    return texts;
}

/// What a line may be multiplied by, from the lowest price to the highest.
std::string price_range(const Prices& prices, const Charge& charge)
{
    std::set<MicroDollars> known;
    std::string unit;
    for (const auto& name : all_of(charge.group))
        if (const auto* group = prices.find_group(name)) {
            unit = group->unit;
            for (const auto& key : all_of(charge.key))
                if (const auto price = group->find_price(key))
                    known.insert(*price);
        }
    if (known.empty())
        return "no price is known";
    const auto lowest = price_text(*known.begin());
    return (known.size() == 1 ? lowest : lowest + " to " + price_text(*known.rbegin())) + " per " + unit;
}

}  // namespace

std::string price_text(MicroDollars price)
{
    auto text = fmt::format("${}.{:06}", price / 1'000'000, price % 1'000'000);
    while (text.ends_with('0') && text[text.size() - 3] != '.')
        text.pop_back();
    return text;
}

std::string dollars(Cents amount)
{
    return fmt::format("{}.{:02}", amount / 100, amount % 100);
}

std::string sentence_of(const Prices& prices, std::span<const Estimate> estimates)
{
    Cents total = 0;
    std::vector<std::string> unknown;
    for (const auto& estimate : estimates) {
        total += estimate.total();
        for (const auto& line : estimate.lines)
            if (!line.amount && std::find(unknown.begin(), unknown.end(), line.what) == unknown.end())
                unknown.push_back(line.what);
    }
    return fmt::format(
        "Estimated: {}${} / month ({} list prices of {}, on-demand, without traffic){}",
        unknown.empty() ? "" : "at least ",
        dollars(total),
        prices.region,
        prices.as_of,
        unknown.empty() ? "" : "; no price is known for " + base::join(unknown, ", ")
    );
}

std::vector<std::string> remarks_on(const Prices& prices, const Estimate& estimate)
{
    std::vector<std::string> remarks;
    if (!estimate.note.empty())
        remarks.push_back(estimate.note);
    if (!estimate.region.empty() && estimate.region != prices.region)
        remarks.push_back(fmt::format(
            "The resource stands in {}, whose own prices differ from those of {}.",
            estimate.region,
            prices.region
        ));
    return remarks;
}

base::Value described(const Prices& prices, const CostSection& section)
{
    auto lines = Value::array();
    for (const auto& charge : section.lines)
        lines.push_back(
            {{"what", charge.what}, {"price", price_range(prices, charge)}, {"by_use", charge.by_use}}
        );
    return {{"note", section.note}, {"lines", std::move(lines)}};
}

base::Value described(const Prices& prices, const Estimate& estimate)
{
    auto lines = Value::array();
    for (const auto& line : estimate.lines)
        lines.push_back(
            {{"what", line.what},
             {"amount", line.amount ? Value(dollars(*line.amount)) : Value(nullptr)},
             {"how", line.how}}
        );
    auto by_use = Value::array();
    for (const auto& use : estimate.by_use)
        by_use.push_back({{"what", use.what}, {"price", use.price}});
    return {
        {"currency", "USD"},
        {"region", prices.region},
        {"as_of", prices.as_of},
        {"monthly", dollars(estimate.total())},
        {"complete", estimate.complete()},
        {"summary", sentence_of(prices, std::span(&estimate, 1))},
        {"lines", std::move(lines)},
        {"by_use", std::move(by_use)},
        {"remarks", remarks_on(prices, estimate)}};
}

}  // namespace catalog

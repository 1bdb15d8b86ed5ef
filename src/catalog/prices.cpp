#include "catalog/prices.h"

#include "catalog/declarations.h"
#include "catalog/reading.h"

#include <cmath>

namespace catalog {
namespace {

using base::Value;

constexpr std::chrono::days good_for{180};

MicroDollars micros_of(const Value& amount)
{
    return std::llround(amount.get<double>() * 1e6);
}

std::optional<MicroDollars> read_amount(const Value& amount)
{
    return amount.is_number() ? std::optional(micros_of(amount)) : std::nullopt;
}

PriceGroup read_group(const Value& declared)
{
    PriceGroup group{declared["unit"], declared["source"], {}};
    if (declared.contains("price"))
        group.prices[""] = read_amount(declared["price"]);
    const auto keyed = declared.value("prices", Value::object());
    for (const auto& [key, amount] : keyed.items())
        group.prices[key] = read_amount(amount);
    return group;
}

void check_amount(const Value& amount, const std::string& at, const Report& report)
{
    if (!amount.is_number())
        return;
    const auto micros = amount.get<double>() * 1e6;
    if (std::abs(micros - std::round(micros)) > 1e-3)
        report.say(at, "A price has at most six decimals.");
}

}  // namespace

std::optional<MicroDollars> PriceGroup::find_price(const std::string& key) const
{
    const auto found = prices.find(key);
    return found == prices.end() ? std::nullopt : found->second;
}

const PriceGroup* Prices::find_group(const std::string& name) const
{
    const auto found = groups.find(name);
    return found == groups.end() ? nullptr : &found->second;
}

bool Prices::are_old(base::Time now) const
{
    const std::chrono::year_month_day first{
        std::chrono::year(std::stoi(as_of.substr(0, 4))),
        std::chrono::month(static_cast<unsigned>(std::stoi(as_of.substr(5)))),
        std::chrono::day(1)};
    return now - std::chrono::sys_days(first) > good_for;
}

std::optional<Prices> read_prices(const std::filesystem::path& path, const Report& report)
{
    const auto declared = read_declared(path, prices_declaration(), report);
    if (!declared)
        return std::nullopt;
    check_prices(*declared, report);
    Prices prices{(*declared)["region"], (*declared)["as_of"], (*declared)["hours_per_month"], {}};
    for (const auto& [name, group] : (*declared)["groups"].items())
        prices.groups[name] = read_group(group);
    return prices;
}

void check_prices(const Value& declared, const Report& report)
{
    for (const auto& [name, group] : declared["groups"].items()) {
        const auto at = "/groups/" + name;
        if (group.contains("price") == group.contains("prices"))
            report.say(at, "A group has one `price`, or `prices` by key.");
        if (group.contains("price"))
            check_amount(group["price"], at + "/price", report);
        const auto keyed = group.value("prices", Value::object());
        for (const auto& [key, amount] : keyed.items())
            check_amount(amount, at + "/prices/" + base::pointer_token(key), report);
    }
}

}  // namespace catalog

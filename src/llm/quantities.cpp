#include "llm/quantities.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace llm {
namespace {

const english::Unit* unit_of(std::string_view word)
{
    for (const auto& unit : english::units)
        if (english::is_one_of(word, unit.words))
            return &unit;
    return nullptr;
}

std::optional<double> number_word(std::string_view word)
{
    for (std::size_t i = 0; i < english::number_words.size(); ++i)
        if (english::number_words[i] == word)
            return static_cast<double>(i);
    for (const auto& ten : english::tens)
        if (ten.word == word)
            return ten.value;
    return std::nullopt;
}

std::optional<double> digits(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool is_time_word(std::string_view word)
{
    const auto* unit = unit_of(word);
    return unit != nullptr && unit->dimension == "seconds" && word.size() > 2;
}

/// two hundred, twenty five, a dozen, a couple of, half a, one and a half
void read_words(const Reading& reading, Quantity& quantity)
{
    auto i = quantity.begin;
    if (reading.says(i, "a") || reading.says(i, "an"))
        ++i;
    if (reading.says(i, "half")) {
        quantity.number = 0.5;
        quantity.end = reading.says(i + 1, "a") || reading.says(i + 1, "an") ? i + 2 : i + 1;
        return;
    }
    if (reading.says(i, "couple") || reading.says(i, "pair") || reading.says(i, "dozen")) {
        quantity.number = reading.says(i, "dozen") ? 12 : 2;
        quantity.end = reading.says(i + 1, "of") ? i + 2 : i + 1;
        return;
    }
    if (i > quantity.begin && i < reading.size() && is_time_word(reading.word(i).text)) {
        quantity.number = 1;  // a week
        quantity.end = i;
        return;
    }
    double number = 0;
    bool any = i > quantity.begin && reading.says(i, "hundred");
    if (any)
        number = 1;
    for (; i < reading.size() && reading.word(i).kind == Word::Kind::word; ++i) {
        const auto word = number_word(reading.word(i).text);
        if (word)
            number += *word;
        else if (any && reading.says(i, "hundred"))
            number *= 100;
        else if (any && reading.says(i, "thousand"))
            number *= 1000;
        else
            break;
        any = true;
    }
    if (any) {
        quantity.number = number;
        quantity.end = i;
    }
}

}  // namespace

std::optional<Quantity> quantity_at(const Reading& reading, std::size_t i)
{
    if (i >= reading.size() || reading.is_opaque(i))
        return std::nullopt;
    if (i + 1 < reading.size() && english::is_one_of(reading.word(i + 1).text, "am pm utc gmt o'clock"))
        return std::nullopt;  // 3am: a time of day
    Quantity quantity{i, i, 0, "", ""};
    const auto& first = reading.word(i);
    if (first.kind == Word::Kind::number) {
        const auto number = digits(first.text);
        quantity.number = number.value_or(0);
        quantity.text = first.text;
        quantity.end = i + 1;
        if (!number)
            return quantity;  // 16.3.1: only a version
    } else if (first.kind == Word::Kind::word) {
        read_words(reading, quantity);
    }
    if (quantity.end == i)
        return std::nullopt;
    if (quantity.text.empty() && quantity.number == std::floor(quantity.number))
        quantity.text = std::to_string(static_cast<long>(quantity.number));
    const auto at = quantity.end;
    if (at < reading.size() && reading.word(at).kind == Word::Kind::word)
        if (const auto* unit = unit_of(reading.word(at).text)) {
            quantity.number *= unit->factor;
            quantity.dimension = unit->dimension;
            ++quantity.end;
        }
    return quantity;
}

bool fits(const Quantity& quantity, const catalog::Parameter& parameter)
{
    const auto type = parameter.schema.value("type", base::Value());
    if (type != "integer" && type != "number")
        return false;
    return quantity.dimension.empty() || (quantity.dimension == "GB") == (parameter.unit == "GB");
}

std::optional<base::Value> value_of(const Quantity& quantity, const catalog::Parameter& parameter)
{
    constexpr double seconds_a_day = 86400;
    const bool timed = parameter.unit == "days" || parameter.unit == "seconds";
    if (!fits(quantity, parameter) || (quantity.dimension == "seconds" && !timed) ||
        (quantity.dimension == "GB" && parameter.unit != "GB"))
        return std::nullopt;
    auto number = quantity.number;
    if (quantity.dimension == "seconds" && parameter.unit == "days")
        number /= seconds_a_day;
    constexpr double largest = 1e15;
    if (number != std::floor(number) || std::abs(number) > largest)
        return base::Value(number);
    return base::Value(static_cast<std::int64_t>(number));
}

}  // namespace llm

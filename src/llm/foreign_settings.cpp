#include "llm/parameters.h"

#include <algorithm>

namespace llm {
namespace {

/// "with x", "no x", ", x", "2 x": the words ask for x rather than only speak of it.
bool is_demanded(const Reading& reading, std::size_t begin)
{
    if (begin == 0)
        return false;
    auto before = begin - 1;
    if (reading.is(before, english::article) && before > 0)
        --before;
    return reading.is(before, english::reset | english::negator | english::adjust | english::numeral) ||
           reading.word(before).kind == Word::Kind::number;
}

bool is_setting_of_others(const Match& match)
{
    return std::any_of(match.senses->begin(), match.senses->end(), [](const Sense& sense) {
        const bool phrase = sense.role == Role::value && sense.value.is_boolean();
        return sense.role == Role::parameter || phrase;
    });
}

/// 20O GB: a unit whose number could not be read
bool is_size_unit(const Reading& reading, std::size_t i)
{
    return reading.says(i, "gb") || reading.says(i, "tb") || reading.says(i, "gigabytes") ||
           reading.says(i, "terabytes");
}

/// db.t3.medium
bool is_machine_class(const Reading& reading, std::size_t i)
{
    const auto end = reading.identifier_end(i);
    return end - i == 3 && reading.identifier_begin(i) == i && reading.word(i + 1).joint == '.' &&
           reading.word(i + 2).joint == '.' &&
           reading.word(i + 1).text.find_first_of("0123456789") != std::string::npos;
}

}  // namespace

std::vector<Demand>
foreign_settings_in(const Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges)
{
    std::vector<Demand> demands;
    for (const auto& range : ranges)
        for (auto i = range.begin; i < range.end; ++i) {
            if (!reading.is_used(i) && is_size_unit(reading, i))
                demands.push_back({nullptr, i > 0 ? i - 1 : i, i + 1});
            if (is_machine_class(reading, i))
                demands.push_back({nullptr, i, reading.identifier_end(i)});
            if (reading.matches(i).empty())
                continue;
            const auto& match = reading.matches(i).front();
            const bool ours =
                std::any_of(match.senses->begin(), match.senses->end(), [&](const Sense& sense) {
                    return sense.blueprint == &type || sense.role == Role::idiom || sense.role == Role::wish;
                });
            if (!ours && match.end <= range.end && !reading.any_used(i, match.end) &&
                is_setting_of_others(match) && is_demanded(reading, i))
                demands.push_back({nullptr, i, match.end});
            i = match.end - 1;
        }
    return demands;
}

}  // namespace llm

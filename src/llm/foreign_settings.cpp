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

/// with persistence, with AOF: behind "with" stands a setting, and this one is none of the type's. Its end,
/// or `i`.
std::size_t end_of_unknown(const Reading& reading, std::size_t i, std::size_t limit)
{
    constexpr unsigned passed = english::article | english::filler;
    if (!reading.says(i, "with"))
        return i;
    auto begin = i + 1;
    while (begin < limit && reading.is(begin, passed) && reading.matches(begin).empty())
        ++begin;
    auto end = begin;
    while (end < limit && !reading.is_used(end) && end < begin + 3 &&
           ((reading.is_novel(end) && reading.matches(end).empty()) ||
            (end == begin && reading.find(end, Role::vague) != nullptr)))
        ++end;
    const bool heads = reading.is(end, english::team_head | english::service_head | english::kept_head) ||
                       reading.find(end, Role::type) != nullptr;
    return heads || begin == end ? i : end;
}

/// password should be hunter2, tier = gold: a value for something that the type does not have. Its end, or
/// `i`.
std::size_t end_of_unknown_value(const Reading& reading, std::size_t i, std::size_t limit)
{
    if (!reading.is_novel(i) || reading.word(i).kind == Word::Kind::quoted)
        return i;
    auto at = i + 1;
    const bool must = reading.says(at, "should") || reading.says(at, "must") || reading.says(at, "shall");
    if (must && reading.says(at + 1, "be"))
        at += 2;
    else if (reading.is_mark(at, "="))
        ++at;
    else if (reading.says(at, "set") && reading.says(at + 1, "to"))
        at += 2;
    else
        return i;
    const bool value = at < limit && !reading.is_used(at) &&
                       (reading.is_novel(at) || reading.word(at).kind == Word::Kind::number);
    return value ? reading.identifier_end(at) : i;
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

}  // namespace

std::vector<Demand>
foreign_settings_in(const Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges)
{
    std::vector<Demand> demands;
    for (const auto& range : ranges)
        for (auto i = range.begin; i < range.end; ++i) {
            if (!reading.is_used(i) && is_size_unit(reading, i))
                demands.push_back({nullptr, i > 0 ? i - 1 : i, i + 1});
            const bool address = reading.word(i).text.find("://") != std::string::npos;
            if (address && !reading.is_used(i))
                demands.push_back({nullptr, i, i + 1});
            if (reading.is_machine_class(i) && !reading.is_used(i)) {
                demands.push_back(
                    {type.find_parameter("size"), i, reading.identifier_end(i), Demand::Why::no_such}
                );
                i = reading.identifier_end(i) - 1;
                continue;
            }
            if (const auto end = end_of_unknown(reading, i, range.end); end > i) {
                demands.push_back({nullptr, i + 1, end});
                i = end - 1;
                continue;
            }
            if (const auto end = end_of_unknown_value(reading, i, range.end); end > i) {
                demands.push_back({nullptr, i, end});
                i = end - 1;
                continue;
            }
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

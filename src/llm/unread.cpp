#include "llm/unread.h"

#include "llm/background.h"

#include <algorithm>

namespace llm {
namespace {

/// OPS-1423: where it is written down, not what it is
bool is_ticket(const Reading& reading, std::size_t i)
{
    const auto begin = reading.identifier_begin(i);
    const auto& raw = reading.word(begin).raw;
    const bool capitals =
        raw.size() > 1 && std::all_of(raw.begin(), raw.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return capitals && reading.identifier_end(begin) == begin + 2 &&
           reading.word(begin + 1).kind == Word::Kind::number;
}

/// A setting that only other types have, or a kind of thing that nobody has: "versioned" said of a database.
bool is_foreign(const Reading& reading, std::size_t i, const catalog::Blueprint& type)
{
    bool foreign = false;
    for (const auto& match : reading.matches(i))
        for (const auto& sense : *match.senses) {
            if (sense.blueprint == &type || sense.role == Role::type || sense.role == Role::vague ||
                sense.role == Role::wish || sense.role == Role::environment || sense.role == Role::region)
                return false;
            const bool setting = sense.role == Role::parameter && match.end == i + 1;
            foreign = foreign || setting || sense.role == Role::foreign;
        }
    return foreign;
}

bool says_something(const Reading& reading, std::size_t i, const catalog::Blueprint& type)
{
    const auto& word = reading.word(i);
    if (reading.is_used(i) || reading.in_idiom(i) || word.kind == Word::Kind::mark ||
        english::is_one_of(word.text, english::other_languages) || is_ticket(reading, i))
        return false;
    if (word.kind == Word::Kind::number)
        return !word.is_joined() && !reading.is_mark(i + 1, ".)") && !reading.says(i + 1, "x");
    // in another region: which, nobody can say
    if (reading.is(i, english::place_head) && i > 0 &&
        english::is_one_of(reading.word(i - 1).text, "another second different other separate"))
        return true;
    if (word.kind == Word::Kind::chunk || word.kind == Word::Kind::quoted || reading.is_opaque(i))
        return true;
    constexpr unsigned known = ~static_cast<unsigned>(english::verb);
    if (is_foreign(reading, i, type))
        return (word.parts & known) == 0;
    return word.parts == 0 && reading.matches(i).empty();
}

bool is_part(const Reading& reading, std::size_t i)
{
    return reading.word(i).is_joined() && reading.word(i).kind != Word::Kind::mark;
}

/// Words that the type's own phrases, or a resource's noun phrase ("two queues"), are made of.
std::vector<char> phrases_of(const Reading& reading, const Wanted& wanted, const catalog::Blueprint& type)
{
    std::vector<char> phrases(reading.size());
    const auto mark = [&](std::size_t begin, std::size_t end) {
        std::fill(
            phrases.begin() + static_cast<std::ptrdiff_t>(begin),
            phrases.begin() + static_cast<std::ptrdiff_t>(end),
            1
        );
    };
    for (std::size_t i = 0; i < reading.size(); ++i)
        for (const auto& match : reading.matches(i))
            if (std::any_of(match.senses->begin(), match.senses->end(), [&](const Sense& sense) {
                    return sense.blueprint == &type;
                }))
                mark(match.begin, match.end);
    for (const auto& resource : wanted.resources)
        for (auto i = resource.mention.phrase; i < resource.mention.begin; ++i)
            if (reading.word(i).kind == Word::Kind::number)
                mark(i, i + 1);  // how many of them
    return phrases;
}

}  // namespace

std::vector<Demand>
unread_in(const Reading& reading, const Wanted& wanted, std::size_t resource, std::size_t first_mention)
{
    std::vector<Demand> demands;
    const auto& wish = wanted.resources[resource];
    if (wish.type == nullptr)
        return demands;
    auto ranges = wish.ranges;
    const bool first_of_group = wish.like == resource;
    for (const auto& [group, range] : wanted.groups)
        if (first_of_group && group == wish.group)
            ranges.push_back(range);
    if (resource == 0)
        ranges.insert(ranges.end(), wanted.shared.begin(), wanted.shared.end());
    const auto background = background_of(reading);
    const auto phrases = phrases_of(reading, wanted, *wish.type);
    const auto is_unread = [&](std::size_t i) {
        return background[i] == 0 && phrases[i] == 0 && says_something(reading, i, *wish.type);
    };
    for (const auto& range : ranges)
        for (auto i = std::max(range.begin, first_mention); i < range.end; ++i) {
            const bool heading = reading.is_heading(i);  // told with what stands under it
            const auto first = heading ? i + 2 : i;
            if (first >= range.end || !is_unread(first))
                continue;
            auto end = first + 1;
            while (end < range.end && (is_unread(end) || is_part(reading, end)))
                ++end;
            demands.push_back({nullptr, i, end});
            i = end - 1;
        }
    return demands;
}

}  // namespace llm

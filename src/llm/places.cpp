#include "llm/places.h"

#include "llm/kinds.h"
#include "llm/negation.h"
#include "llm/quantities.h"

#include <algorithm>

namespace llm {
namespace {

/// prod-like, the dev team, similar to prod, we develop: the word is there, but no environment is meant.
bool only_resembles(const Reading& reading, const Match& match, bool name)
{
    if (reading.is(match.end, english::suffix | english::team_head))
        return true;
    if (match.begin == 0)
        return false;
    const auto before = match.begin - 1;
    for (const auto* word : {"like", "as", "than", "from", "mirrors", "mirroring", "mimics"})
        if (reading.says(before, word))
            return true;
    if (!name && reading.says(match.end, "for") && quantity_at(reading, match.end + 1))
        return true;  // messages live for 12 days
    return !name && (reading.is(before, english::pronoun | english::auxiliary) || reading.says(before, "to"));
}

/// pre-live: not live yet
bool is_almost(const Reading& reading, std::size_t i)
{
    return i > 0 && english::is_one_of(reading.word(i - 1).text, "pre pseudo quasi semi near almost nearly");
}

/// not in production, non-prod, pre-live, anything but production
bool is_excluded(const Reading& reading, std::size_t i)
{
    if (is_almost(reading, i))
        return true;
    while (i > 0 && reading.is(i - 1, english::preposition | english::article) &&
           !reading.is(i - 1, english::reset | english::negator))
        --i;
    return i > 0 && (reading.is(i - 1, english::negator) || is_all_but(reading, i - 1));
}

/// "in prod. Actually no, staging": what was said before no longer holds
bool is_correction(const Reading& reading, std::size_t begin)
{
    constexpr std::size_t farthest = 8;
    constexpr std::string_view takes_back = "actually sorry correction scratch wait oops rather mean";
    constexpr unsigned passed = english::preposition | english::article | english::auxiliary |
                                english::pronoun | english::adjust | english::definite | english::negator;
    for (auto i = begin; i > 0 && begin - i < farthest; --i) {
        if (english::is_one_of(reading.word(i - 1).text, takes_back))
            return true;
        if (!reading.is_mark(i - 1, ",.-:!;") && !reading.is(i - 1, passed))
            return false;
    }
    return false;
}

/// The prod of prod-support
bool is_inside_a_name(const Reading& reading, const Match& match)
{
    const auto end = reading.identifier_end(match.end - 1);
    return end > match.end && reading.word(match.end).joint == '-' && !reading.is_opaque(match.begin);
}

/// "prod-support in dev": where another environment stands on its own, the one inside a name says nothing.
void name_what_is_inside_names(Reading& reading)
{
    bool free = false;
    for (std::size_t i = 0; i < reading.size(); ++i)
        if (const auto* match = reading.find(i, Role::environment); match != nullptr)
            free = free || (!is_inside_a_name(reading, *match) && !reading.word(i).is_joined());
    for (std::size_t i = 0; free && i < reading.size(); ++i)
        if (const auto* match = reading.find(i, Role::environment);
            match != nullptr && is_inside_a_name(reading, *match) &&
            !reading.is(match->end, english::suffix | english::team_head))
            reading.name(reading.identifier_begin(i), reading.identifier_end(i));
}

bool is_hidden(const Reading& reading, const Match& match)
{
    const auto& longest = reading.matches(match.begin).front();
    return longest.end > match.end && longest.find(Role::idiom) != nullptr;
}

bool is_environment_word(const Reading& reading, std::size_t i)
{
    return reading.says(i, "environment") || reading.says(i, "env");
}

/// in each environment, in all environments: which they are is asked
bool is_every_environment(const Reading& reading, std::size_t i)
{
    return is_environment_word(reading, i + 1) || reading.says(i + 1, "environments") ||
                   reading.says(i + 1, "envs")
               ? english::is_one_of(reading.word(i).text, "each every all both")
               : false;
}

/// in qa, the perf environment, env: uat2, a qa database
bool names_an_environment(const Reading& reading, std::size_t i)
{
    if (reading.is_used(i) || reading.word(i).kind != Word::Kind::word)
        return false;
    const bool labelled = i > 1 && reading.is_mark(i - 1, ":=") && is_environment_word(reading, i - 2);
    const bool headed =
        is_environment_word(reading, i + 1) && reading.word(i + 1).joint == ' ' && reading.is_novel(i);
    if (labelled || headed)
        return true;
    if ((!english::is_one_of(reading.word(i).text, english::foreign_environments) && !reading.says(i, "tests")
        ) ||
        reading.is_opaque(i))
        return false;
    const auto next = i + 1;
    const bool closed = next >= reading.size() || reading.word(next).kind == Word::Kind::mark ||
                        reading.is(next, english::preposition | english::conjunction);
    const bool in = i > 0 && (reading.says(i - 1, "in") || reading.says(i - 1, "to") ||
                              (reading.says(i - 1, "on") && closed));
    const bool tested = i > 0 && reading.says(i - 1, "for") &&
                        english::is_one_of(reading.word(i).text, "test testing tests qa e2e") &&
                        (next >= reading.size() || reading.word(next).kind == Word::Kind::mark);
    return is_environment_word(reading, next) || in || tested || reading.find(next, Role::type) != nullptr;
}

bool looks_like_a_region(const Reading& reading, std::size_t begin, std::size_t end)
{
    if (end - begin < 3 || reading.word(begin).text.size() != 2 ||
        reading.word(end - 1).kind != Word::Kind::number)
        return false;
    for (const auto* direction :
         {"north", "south", "east", "west", "central", "northeast", "southeast", "northwest", "southwest"})
        if (reading.word(end - 2).text == direction)
            return true;
    return false;
}

/// in Brazil: one word that nothing explains, and nothing after it
bool is_unknown_place(const Reading& reading, std::size_t i, std::size_t end)
{
    constexpr std::size_t shortest = 4;
    const bool alone = end >= reading.size() || reading.word(end).kind == Word::Kind::mark;
    return i > 0 && reading.says(i - 1, "in") && end == i + 1 && alone &&
           reading.word(i).text.size() >= shortest && reading.is_novel(i) && reading.matches(i).empty();
}

}  // namespace

std::vector<Place> environments_in(Reading& reading)
{
    std::vector<Place> places;
    std::vector<Place> resembling;
    name_what_is_inside_names(reading);
    for (std::size_t i = 0; i < reading.size(); ++i) {
        const auto* match = reading.find(i, Role::environment);
        if (match == nullptr || reading.is_named(i) || reading.any_used(i, match->end) ||
            is_hidden(reading, *match))
            continue;
        const auto* sense = match->find(Role::environment);
        const bool resembles = only_resembles(reading, *match, sense->specific);
        const bool negated = is_excluded(reading, match->begin);
        auto end = match->end;
        if (is_environment_word(reading, end) || reading.says(end, "stage"))
            ++end;
        if (resembles && reading.is(match->end, english::team_head))
            continue;
        reading.use(i, resembles ? match->end + (reading.is(match->end, english::suffix) ? 1U : 0U) : end);
        if (resembles && reading.is(match->end, english::suffix))
            resembling.push_back({i, match->end + 1, reading.original(i, match->end + 1), false});
        if (is_almost(reading, i))
            reading.use(i - 1, i);
        if (negated)
            std::erase_if(places, [&](const Place& place) { return place.name == sense->name; });
        if (!places.empty() && is_correction(reading, i))
            places.pop_back();
        if (!resembles && !negated)
            places.push_back({i, match->end, sense->name, true});
        i = match->end - 1;
    }
    if (!places.empty())
        return places;
    for (std::size_t i = 0; i < reading.size(); ++i)
        if (const bool every = is_every_environment(reading, i); every || names_an_environment(reading, i)) {
            const auto begin = reading.identifier_begin(i);
            const auto end = every ? i + 2 : reading.identifier_end(i);
            places.push_back({begin, end, reading.original(begin, end), false});
            reading.use(begin, end);
        }
    return places.empty() ? resembling : places;
}

std::vector<Place> regions_in(Reading& reading)
{
    std::vector<Place> places;
    for (std::size_t i = 0; i < reading.size(); ++i) {
        if (reading.is_used(i) || reading.in_idiom(i))
            continue;
        if (const auto* match = reading.find(i, Role::region); match != nullptr) {
            const auto* sense = match->find(Role::region);
            const bool negated = is_excluded(reading, match->begin);
            reading.use(i, match->end);
            if (!negated)
                places.push_back({i, match->end, sense->name, true});
            i = match->end - 1;
            continue;
        }
        const auto end = reading.identifier_end(i);
        const bool first = i == reading.identifier_begin(i);
        const bool place = is_unknown_place(reading, i, end);
        const bool labelled = i > 1 && reading.is_mark(i - 1, ":=") && reading.says(i - 2, "region");
        if (first && (looks_like_a_region(reading, i, end) || place || labelled)) {
            places.push_back({i, end, place ? reading.original(i, end) : reading.slug(i, end), false});
            reading.use(i, end);
        }
    }
    return places;
}

}  // namespace llm

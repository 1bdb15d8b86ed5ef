#include "llm/negation.h"

namespace llm {
namespace {

constexpr std::size_t reach = 7;  // words between a negation and what it negates

/// Where the phrase begins that ends here and says something of a resource: performance insights; `end` when
/// there is none.
std::size_t begin_of_fact(const Reading& reading, std::size_t end)
{
    for (std::size_t i = end < 5 ? 0 : end - 5; i < end; ++i)
        for (const auto& match : reading.matches(i))
            if (match.end == end &&
                (match.find(Role::parameter) || match.find(Role::value) || match.find(Role::wish)))
                return i;
    return end;
}

bool has_fact_ending_at(const Reading& reading, std::size_t end)
{
    return begin_of_fact(reading, end) < end;
}

/// no x, y or z; without x and y. After a comma or an "and" a negation goes on only in a list that it began,
/// and "no x and y" says nothing about y.
bool carries_over(const Reading& reading, std::size_t conjunction, std::size_t begin)
{
    if (reading.says(conjunction, "or") || reading.says(conjunction, "nor"))
        return true;
    if (begin != conjunction + 1 || !has_fact_ending_at(reading, conjunction))
        return false;
    for (std::size_t i = conjunction, steps = 0; i > 0 && steps < reach; ++steps) {
        --i;
        if (reading.says(i, "without"))
            return true;
        if (reading.is(i, english::reset) || reading.ends_sentence(i))
            return false;
    }
    return false;
}

/// don't forget, no rush: no negation of what follows
bool is_in_idiom(const Reading& reading, std::size_t at)
{
    for (std::size_t i = at < 2 ? 0 : at - 2; i <= at; ++i)
        for (const auto& match : reading.matches(i))
            if (match.end > at && match.find(Role::idiom) != nullptr)
                return true;
    return false;
}

bool negated_before(const Reading& reading, std::size_t begin)
{
    bool negated = false;
    for (std::size_t i = begin, steps = 0; i > 0 && steps < reach; ++steps) {
        --i;
        const auto& word = reading.word(i);
        if (word.kind == Word::Kind::mark) {
            if (word.text == "," && carries_over(reading, i, begin))
                continue;
            if (word.text == "-")
                continue;
            return negated;
        }
        if ((word.parts & english::negator) != 0) {
            if (is_in_idiom(reading, i))
                return negated;
            negated = !negated;
            continue;
        }
        if (reading.says(i, "off") && i > 0 && reading.is(i - 1, english::adjust)) {
            negated = !negated;
            continue;
        }
        if ((word.parts & english::reset) != 0)
            return negated || is_all_but(reading, i);
        if ((word.parts & english::conjunction) != 0) {
            if (!carries_over(reading, i, begin))
                return negated;
            continue;
        }
        constexpr unsigned passed = english::article | english::indefinite | english::definite |
                                    english::auxiliary | english::adjust | english::wish | english::filler |
                                    english::positive | english::verb;
        const bool to = word.text == "to" || word.text == "for" || word.text == "of" || word.text == "any" ||
                        word.text == "it" || word.text == "be";
        if (const auto fact = begin_of_fact(reading, i + 1); fact < i && !negated) {
            i = fact;
            continue;
        }
        if (negated || (!to && (word.parts & passed) == 0 && !has_fact_ending_at(reading, i + 1)))
            return negated;
    }
    return negated;
}

}  // namespace

bool is_all_but(const Reading& reading, std::size_t i)
{
    if (!reading.says(i, "but") || i == 0)
        return false;
    constexpr std::string_view all = "anything anywhere everything everywhere any all every environment "
                                     "environments env envs nothing";
    return english::is_one_of(reading.word(i - 1).text, all);
}

std::optional<bool> stated_after(const Reading& reading, std::size_t& end)
{
    auto i = end;
    bool explicit_mark = false;
    bool negated = false;
    for (std::size_t steps = 0; steps < 6 && i < reading.size(); ++steps, ++i) {
        const bool mark = reading.is_mark(i, ":=");
        explicit_mark = explicit_mark || mark;
        const bool link = reading.is(i, english::auxiliary) || reading.says(i, "set") ||
                          reading.says(i, "to") || reading.says(i, "turned") || reading.says(i, "switched") ||
                          reading.says(i, "be") || reading.says(i, "strictly");
        if (mark || (link && !reading.is(i, english::negator)))
            continue;
        const bool negator = reading.is(i, english::negator);
        if (!negator || reading.says(i, "disable"))
            break;
        const bool answer = explicit_mark && (reading.says(i, "no"));
        const bool last = i + 1 >= reading.size() || reading.word(i + 1).kind == Word::Kind::mark;
        if (answer || (last && reading.says(i, "no"))) {
            end = i + 1;
            return false;
        }
        if (!reading.is(i + 1, english::positive | english::auxiliary | english::adjust) &&
            !reading.says(i + 1, "be"))
            return std::nullopt;
        negated = !negated;
    }
    const bool positive = reading.is(i, english::positive);
    const bool negative = reading.is(i, english::negative) && !reading.says(i, "never");
    if (i >= reading.size() || (!positive && !negative))
        return std::nullopt;
    // "versioning required" is a statement, "encryption on the bucket" is not.
    if (reading.says(i, "on") && !explicit_mark && i + 1 < reading.size() &&
        reading.word(i + 1).kind != Word::Kind::mark && !reading.is(i + 1, english::conjunction))
        return std::nullopt;
    end = i + 1;
    return positive != negated;
}

bool is_negated(const Reading& reading, std::size_t begin, std::size_t end)
{
    auto after = end;
    const bool before = negated_before(reading, begin);
    const auto said = stated_after(reading, after);
    if (said && !*said)
        return !before;
    return before;
}

}  // namespace llm

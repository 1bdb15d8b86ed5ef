#include "llm/clues.h"

#include <algorithm>

namespace llm {
namespace {

class Collector {
public:
    explicit Collector(Clause& clause) : clause_(clause), reading_(clause.reading), type_(clause.type) {}

    void collect()
    {
        for (auto i = clause_.range.begin; i < clause_.range.end;) {
            const auto next = collect_at(i);
            i = std::max(next, i + 1);
        }
    }

private:
    std::size_t collect_at(std::size_t i)
    {
        if (reading_.is_used(i))
            return i + 1;
        const auto* match = longest(i);
        const auto quantity = quantity_at(reading_, i);
        if (match != nullptr && !(quantity && quantity->end >= match->end)) {
            add_matches(*match);
            return match->end;
        }
        if (!quantity || quantity->end > clause_.range.end)
            return i + 1;
        if (is_below_zero(i)) {
            clause_.findings.demands.push_back({nullptr, i - 1, quantity->end});
            return quantity->end;
        }
        Clue clue;
        clue.kind = Clue::Kind::quantity;
        clue.begin = quantity->begin;
        clue.end = quantity->end;
        clue.quantity = *quantity;
        clause_.clues.push_back(std::move(clue));
        return quantity->end;
    }

    /// -5 GB: a sign, and not the dash of "200 - 300" or of a list
    bool is_below_zero(std::size_t i) const
    {
        return i > 0 && reading_.is_mark(i - 1, "-") && reading_.word(i).kind == Word::Kind::number &&
               reading_.word(i - 1).span.end == reading_.word(i).span.begin;
    }

    const Match* longest(std::size_t i) const
    {
        for (const auto& match : reading_.matches(i)) {
            if (match.end > clause_.range.end)
                continue;
            if (match.find(Role::idiom) != nullptr)
                return nullptr;
            for (const auto role : {Role::value, Role::parameter, Role::head})
                if (match.find(role, &type_) != nullptr)
                    return &match;
            // A longer phrase of another kind hides what lies inside: eu-west-1, pre-production.
            if (match.end - i > 1 && (match.find(Role::region) || match.find(Role::environment)))
                return nullptr;
        }
        return nullptr;
    }

    void add_matches(const Match& match)
    {
        for (const auto& sense : *match.senses) {
            const bool ours = sense.blueprint == &type_;
            if (!ours ||
                (sense.role != Role::value && sense.role != Role::parameter && sense.role != Role::head))
                continue;
            if (sense.role != Role::value && match.find(Role::value, &type_) != nullptr)
                continue;
            Clue clue;
            clue.kind = sense.role == Role::value ? Clue::Kind::value : Clue::Kind::name;
            clue.begin = match.begin;
            clue.end = match.end;
            clue.parameter = sense.parameter;
            clue.value = sense.value;
            clue.head = sense.role == Role::head;
            if (clue.kind == Clue::Kind::value && !is_meant(clue, sense))
                continue;
            clause_.clues.push_back(clue);
            if (clue.kind == Clue::Kind::name)
                add_whole(clue);
        }
    }

    /// "object lock for 30 days" also switches object_lock on: its name begins the name of object_lock_days.
    void add_whole(const Clue& part)
    {
        for (const auto& parameter : type_.parameters)
            if (part.parameter != &parameter && part.parameter->name.starts_with(parameter.name + "_") &&
                type_of(parameter) == "boolean") {
                auto whole = part;
                whole.parameter = &parameter;
                clause_.clues.push_back(whole);
            }
    }

    /// Values that are everyday words (none), or items of a list (GET), count only beside their parameter's
    /// name.
    bool is_meant(const Clue& clue, const Sense& sense) const
    {
        const bool item = type_of(*clue.parameter) == "array";
        const auto& word = reading_.word(clue.begin);
        const bool everyday = sense.specific && clue.end - clue.begin == 1 && word.parts != 0 &&
                              clue.parameter->schema.contains("enum") &&
                              (word.parts & (english::negative | english::negator)) != 0;
        if (!item && !everyday)
            return true;
        return !item && std::any_of(clause_.clues.rbegin(), clause_.clues.rend(), [&](const Clue& other) {
            return other.kind == Clue::Kind::name && other.parameter == clue.parameter &&
                   clue.begin - other.end <= 2;
        });
    }

    Clause& clause_;
    const Reading& reading_;
    const catalog::Blueprint& type_;
};

}  // namespace

void Clause::find(const catalog::Parameter& parameter, base::Value value, std::size_t begin, std::size_t end)
{
    findings.values[&parameter].push_back({std::move(value), begin, end});
    reading.use(begin, end);
}

void collect_clues(Clause& clause)
{
    Collector(clause).collect();
}

bool is_linked(const Reading& reading, std::size_t begin, std::size_t end)
{
    constexpr std::size_t farthest = 5;
    constexpr unsigned links = english::article | english::auxiliary | english::filler | english::suffix;
    if (begin > end || end - begin > farthest)
        return false;
    for (auto i = begin; i < end; ++i)
        if (!english::is_one_of(reading.word(i).text, english::links) &&
            !english::is_one_of(reading.word(i).text, "it them these those") && !reading.is(i, links) &&
            !reading.is_mark(i, ":=-()"))
            return false;
    return true;
}

std::string type_of(const catalog::Parameter& parameter)
{
    const auto type = parameter.schema.value("type", base::Value());
    return type.is_string() ? type.get<std::string>() : "";
}

bool is_number(const catalog::Parameter& parameter)
{
    return type_of(parameter) == "integer" || type_of(parameter) == "number";
}

}  // namespace llm

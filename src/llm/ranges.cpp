#include "llm/ranges.h"

namespace llm {

std::optional<std::size_t> lower_end(const Clause& clause, std::size_t at)
{
    if (at == 0)
        return std::nullopt;
    const auto& lower = clause.clues[at - 1];
    const auto& upper = clause.clues[at];
    const bool measures =
        lower.kind == Clue::Kind::quantity && !lower.taken &&
        clause.reading.word(lower.begin).kind == clause.reading.word(upper.begin).kind &&
        (lower.quantity.dimension.empty() || lower.quantity.dimension == upper.quantity.dimension);
    if (!measures)
        return std::nullopt;
    const auto between = lower.begin > 0 && clause.reading.says(lower.begin - 1, "between");
    const auto gap = upper.begin - lower.end;
    const bool dash = gap == 0 && clause.reading.word(upper.begin).joint == '-';
    const bool spaced = gap == 1 && clause.reading.is_mark(lower.end, "-");
    const bool word =
        gap == 1 && (clause.reading.says(lower.end, "to") || clause.reading.says(lower.end, "or") ||
                     (between && clause.reading.says(lower.end, "and")));
    return dash || spaced || word ? std::optional(at - 1) : std::nullopt;
}

const catalog::Parameter*
limited(const Clause& clause, const catalog::Parameter* parameter, const Clue& quantity)
{
    if (parameter == nullptr)
        return nullptr;
    const auto* limit = clause.type.find_parameter("max_" + parameter->name);
    constexpr std::size_t farthest = 3;
    constexpr std::string_view limits = "max maximum most limit cap ceiling capped limited";
    for (auto i = quantity.begin; limit != nullptr && i > 0 && quantity.begin - i < farthest; --i) {
        if (english::is_one_of(clause.reading.word(i - 1).text, limits))
            return limit;
        if (clause.reading.says(i - 1, "than") && i > 1 && clause.reading.says(i - 2, "more"))
            return limit;
        if (clause.reading.word(i - 1).kind == Word::Kind::mark)
            break;
    }
    return parameter;
}

}  // namespace llm

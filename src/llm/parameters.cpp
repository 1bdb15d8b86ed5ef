#include "llm/parameters.h"

#include "llm/clues.h"

namespace llm {

Findings parameters_in(Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges)
{
    Findings findings;
    for (const auto& range : ranges) {
        Clause clause{reading, type, range, findings, {}};
        collect_clues(clause);
        state_values(clause);
        place_quantities(clause);
        state_names(clause);
    }
    return findings;
}

void Findings::add(Findings more)
{
    for (auto& [parameter, found] : more.values)
        for (auto& finding : found)
            values[parameter].push_back(std::move(finding));
    demands.insert(demands.end(), more.demands.begin(), more.demands.end());
}

}  // namespace llm

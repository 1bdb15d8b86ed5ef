#include "llm/clues.h"

#include <algorithm>

namespace llm {
namespace {

class Placer {
public:
    explicit Placer(Clause& clause) : clause_(clause), reading_(clause.reading), type_(clause.type) {}

    void place()
    {
        for (std::size_t i = 0; i < clause_.clues.size(); ++i)
            if (clause_.clues[i].kind == Clue::Kind::quantity)
                place_quantity(i);
    }

private:
    bool suits(const Clue& name, const Clue& quantity) const
    {
        if (name.kind != Clue::Kind::name || !is_number(*name.parameter) ||
            (name.head && quantity.quantity.dimension.empty()))
            return false;
        return value_of(quantity.quantity, *name.parameter).has_value();
    }

    void place_quantity(std::size_t at)
    {
        auto& quantity = clause_.clues[at];
        if (is_version(at))
            return;
        if (auto* name = name_of(at)) {
            name->taken = quantity.taken = true;
            const auto begin = std::min(name->begin, quantity.begin);
            const auto end = std::max(name->end, quantity.end);
            clause_.find(*name->parameter, *value_of(quantity.quantity, *name->parameter), begin, end);
            for (auto& other : clause_.clues)
                if (other.kind == Clue::Kind::name && other.parameter == name->parameter &&
                    other.begin < end + 6)
                    other.taken = true;
            return;
        }
        if (quantity.quantity.dimension == "GB")
            place_bare_size(quantity);
        else if (quantity.quantity.dimension == "seconds" && !is_deadline(quantity))
            clause_.findings.demands.push_back({nullptr, quantity.begin, quantity.end});
        else if (quantity.quantity.dimension.empty())
            demand_bare_number(quantity);
    }

    /// with 50, with 3000 iops, max connections 500: a number that sets something, but nothing known
    void demand_bare_number(const Clue& quantity)
    {
        auto begin = quantity.begin;
        auto end = quantity.end;
        const auto& word = reading_.word(begin);
        if (word.kind != Word::Kind::number || word.is_joined() || reading_.any_used(begin, end) ||
            (end < reading_.size() && reading_.word(end).is_joined()))
            return;
        while (end < clause_.range.end && end < begin + 3 && reading_.is_novel(end))
            ++end;
        while (begin > clause_.range.begin &&
               (reading_.is_novel(begin - 1) || reading_.says(begin - 1, "max") ||
                reading_.says(begin - 1, "min") || reading_.is_mark(begin - 1, ":=")))
            --begin;
        if (begin > 0 && (reading_.is(begin - 1, english::article | english::definite | english::naming) ||
                          reading_.says(begin - 1, "for")))
            return;  // for phase 2
        const bool said = begin > 0 && (reading_.says(begin - 1, "with") || reading_.says(begin - 1, "of"));
        if (said || begin < quantity.begin || end > quantity.end)
            clause_.findings.demands.push_back({nullptr, begin, end});
    }

    /// The parameter's name before (storage: 200 GB), behind (200 GB of storage), or near in the same part of
    /// the sentence.
    Clue* name_of(std::size_t at)
    {
        const auto& quantity = clause_.clues[at];
        Clue* before = nullptr;
        Clue* behind = nullptr;
        Clue* near = nullptr;
        for (auto& clue : clause_.clues) {
            if (!suits(clue, quantity))
                continue;
            if (clue.end <= quantity.begin && is_linked(reading_, clue.end, quantity.begin) &&
                (before == nullptr || clue.begin >= before->begin))
                before = &clue;
            else if (clue.begin >= quantity.end && behind == nullptr && is_linked(reading_, quantity.end, clue.begin))
                behind = &clue;
            else if (!quantity.quantity.dimension.empty() && is_near(clue, quantity) && !clue.taken)
                near = near == nullptr ? &clue : near;
        }
        if (before != nullptr && before->head && behind != nullptr && !behind->head)
            before = nullptr;
        if (before != nullptr && (!before->taken || behind == nullptr))
            return before->taken && quantity.quantity.dimension.empty() ? nullptr : before;
        return behind != nullptr ? behind : near;
    }

    bool is_near(const Clue& name, const Clue& quantity) const
    {
        constexpr std::size_t farthest = 5;
        const auto begin = std::min(name.end, quantity.end);
        const auto end = std::max(name.begin, quantity.begin);
        if (end < begin || end - begin > farthest)
            return false;
        for (auto i = begin; i < end; ++i)
            if (reading_.word(i).kind == Word::Kind::mark || reading_.is(i, english::conjunction) ||
                reading_.is_used(i))
                return false;
        return true;
    }

    /// A plain number right behind a brand, or behind the name of the version: Postgres 16, version 8.0.
    bool is_version(std::size_t at)
    {
        auto& quantity = clause_.clues[at];
        if (!quantity.quantity.dimension.empty() || quantity.quantity.text.empty())
            return false;
        for (const auto& parameter : type_.parameters) {
            if (!parameter.allowed_by)
                continue;
            const auto* chooser = type_.find_parameter(parameter.allowed_by->parameter);
            for (auto& clue : clause_.clues) {
                const bool named = clue.kind == Clue::Kind::name && clue.parameter == &parameter;
                const bool brand = clue.kind == Clue::Kind::value && clue.parameter == chooser;
                if ((!named && !brand) || !touches(clue, quantity, named) || (brand && counts_something(at)))
                    continue;
                clue.taken = quantity.taken = true;
                clause_.find(
                    parameter, whole_version(parameter, quantity.quantity.text), quantity.begin, quantity.end
                );
                return true;
            }
        }
        return false;
    }

    bool touches(const Clue& clue, const Clue& quantity, bool named) const
    {
        if (clue.end > quantity.begin)
            return false;
        if (named)
            return is_linked(reading_, clue.end, quantity.begin);
        // postgres 16, postgres v16, Postgres:16, Postgres database 16, postgres version 16
        for (auto i = clue.end; i < quantity.begin; ++i)
            if (!reading_.is_mark(i, ":-(") && !reading_.says(i, "v") && !reading_.says(i, "version") &&
                reading_.find(i, Role::type, &type_) == nullptr && !reading_.is(i, english::thing))
                return false;
        return quantity.begin - clue.end <= 2;
    }

    /// postgres 2 replicas: the number belongs to what follows
    bool counts_something(std::size_t at) const
    {
        return at + 1 < clause_.clues.size() && clause_.clues[at + 1].kind == Clue::Kind::name &&
               clause_.clues[at + 1].begin == clause_.clues[at].end &&
               is_number(*clause_.clues[at + 1].parameter) && clause_.clues[at + 1].parameter->unit.empty();
    }

    /// redis 7 means the first allowed 7.x; what is no allowed version is handed on for the check to refuse.
    base::Value whole_version(const catalog::Parameter& parameter, const std::string& text) const
    {
        std::vector<base::Value> allowed;
        const auto& by = *parameter.allowed_by;
        const auto chosen = clause_.findings.values.find(type_.find_parameter(by.parameter));
        if (chosen != clause_.findings.values.end() && chosen->second.back().value.is_string())
            if (const auto row = by.values.find(chosen->second.back().value.get<std::string>());
                row != by.values.end())
                allowed = row->second;
        if (allowed.empty())
            for (const auto& [engine, versions] : by.values)
                allowed.insert(allowed.end(), versions.begin(), versions.end());
        if (std::find(allowed.begin(), allowed.end(), base::Value(text)) != allowed.end())
            return text;
        for (const auto& version : allowed)
            if (version.is_string() && version.get<std::string>().starts_with(text + "."))
                return version;
        return text;
    }

    /// A size without a name goes to the parameter with that unit; of storage_gb and max_storage_gb to the
    /// first.
    void place_bare_size(Clue& quantity)
    {
        const catalog::Parameter* root = nullptr;
        bool unique = true;
        for (const auto& parameter : type_.parameters) {
            if (parameter.unit != "GB")
                continue;
            if (root == nullptr)
                root = &parameter;
            else if (!parameter.name.ends_with(root->name))
                unique = false;
        }
        if (root == nullptr || !unique) {
            clause_.findings.demands.push_back({nullptr, quantity.begin, quantity.end});
            return;
        }
        quantity.taken = true;
        clause_.find(*root, *value_of(quantity.quantity, *root), quantity.begin, quantity.end);
    }

    /// "in two weeks", "within 3 days": when it is wanted, not what
    bool is_deadline(const Clue& quantity) const
    {
        const auto before = quantity.begin;
        if (before == 0)
            return false;
        return english::is_one_of(reading_.word(before - 1).text, english::deadlines) ||
               reading_.says(quantity.end, "ago");
    }

    Clause& clause_;
    const Reading& reading_;
    const catalog::Blueprint& type_;
};

}  // namespace

void place_quantities(Clause& clause)
{
    Placer(clause).place();
}

}  // namespace llm

#include "llm/clues.h"
#include "llm/ranges.h"
#include "llm/versions.h"

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
        if (const auto lower = lower_end(clause_, at)) {
            demand_one_value(*lower, at);
            return;
        }
        if (begins_range(at) || is_version(at))
            return;
        if (auto* name = name_of(at)) {
            name->taken = quantity.taken = true;
            const auto begin = std::min(name->begin, quantity.begin);
            const auto end = std::max(name->end, quantity.end);
            const auto& parameter = *limited(clause_, name->parameter, quantity);
            const auto value = *value_of(quantity.quantity, parameter);
            if (lies_apart(*name, quantity)) {
                clause_.find(parameter, value, quantity.begin, quantity.end);
                clause_.reading.use(name->begin, name->end);
            } else {
                clause_.find(parameter, value, begin, end);
            }
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

    bool begins_range(std::size_t at) const
    {
        return at + 1 < clause_.clues.size() && clause_.clues[at + 1].kind == Clue::Kind::quantity &&
               lower_end(clause_, at + 1).has_value();
    }

    void demand_one_value(std::size_t lower, std::size_t upper)
    {
        auto& quantity = clause_.clues[upper];
        const auto* parameter = parameter_of(upper);
        const auto begin = clause_.clues[lower].begin;
        quantity.taken = clause_.clues[lower].taken = true;
        clause_.findings.demands.push_back({parameter, begin, quantity.end, Demand::Why::range});
        clause_.reading.use(begin, quantity.end);
    }

    /// The parameter that a quantity would be for.
    const catalog::Parameter* parameter_of(std::size_t at)
    {
        if (auto* name = name_of(at)) {
            name->taken = true;
            return name->parameter;
        }
        const bool size = clause_.clues[at].quantity.dimension == "GB";
        return size ? root_of_sizes() : nullptr;
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

    /// 100 GB zippy storage: the word between the two is read by nobody yet; not "images removed after 3
    /// days"
    bool lies_apart(const Clue& name, const Clue& quantity) const
    {
        for (auto i = std::min(name.end, quantity.end); i < std::max(name.begin, quantity.begin); ++i)
            if (reading_.is_novel(i) && !reading_.word(i).text.ends_with("ed"))
                return true;
        return false;
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
                    parameter,
                    whole_version(parameter, engine_of(parameter), quantity.quantity.text),
                    quantity.begin,
                    quantity.end
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

    /// What the words say of the parameter that chooses the versions; null when they say nothing.
    base::Value engine_of(const catalog::Parameter& version) const
    {
        const auto* chooser = type_.find_parameter(version.allowed_by->parameter);
        const auto chosen = clause_.findings.values.find(chooser);
        return chosen == clause_.findings.values.end() ? base::Value() : chosen->second.back().value;
    }

    /// A size without a name goes to the parameter with that unit; of storage_gb and max_storage_gb to the
    /// first.
    void place_bare_size(Clue& quantity)
    {
        const auto* root = limited(clause_, root_of_sizes(), quantity);
        if (root == nullptr) {
            clause_.findings.demands.push_back({nullptr, quantity.begin, quantity.end});
            return;
        }
        quantity.taken = true;
        clause_.find(*root, *value_of(quantity.quantity, *root), quantity.begin, quantity.end);
    }

    /// Null when the type has none, or several that have nothing to do with each other.
    const catalog::Parameter* root_of_sizes() const
    {
        const catalog::Parameter* root = nullptr;
        for (const auto& parameter : type_.parameters) {
            if (parameter.unit != "GB")
                continue;
            if (root == nullptr)
                root = &parameter;
            else if (!parameter.name.ends_with(root->name))
                return nullptr;
        }
        return root;
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

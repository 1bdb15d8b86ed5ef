#include "base/text.h"
#include "llm/clues.h"
#include "llm/negation.h"

#include <algorithm>

namespace llm {
namespace {

class Stater {
public:
    explicit Stater(Clause& clause) : clause_(clause), reading_(clause.reading) {}

    void state_value(Clue& clue)
    {
        auto value = clue.value;
        auto end = clue.end;
        const bool negated = is_negated(reading_, clue.begin, clue.end);
        if (negated) {
            stated_after(reading_, end);
            const auto other = opposite(*clue.parameter, value);
            reading_.use(clue.begin, end);
            clue.taken = true;
            if (!other) {
                demand_another(clue);
                return;
            }
            value = *other;
        }
        clue.taken = true;
        clause_.find(*clue.parameter, value, clue.begin, end);
        for (auto& name : clause_.clues)
            if (name.kind == Clue::Kind::name && name.parameter == clue.parameter)
                name.taken = true;
    }

    void state_name(Clue& clue)
    {
        if (clue.taken)
            return;
        const auto& parameter = *clue.parameter;
        const auto type = type_of(parameter);
        if (type == "boolean")
            state_boolean(clue);
        else if (is_number(parameter))
            state_number(clue);
        else if (type == "array")
            state_list(clue);
        else
            state_text(clue);
    }

private:
    /// What "not x" says: the other boolean, or the value of the only other group of phrases.
    std::optional<base::Value> opposite(const catalog::Parameter& parameter, const base::Value& value) const
    {
        if (value.is_boolean())
            return !value.get<bool>();
        std::optional<base::Value> other;
        for (const auto& phrase : parameter.phrases) {
            if (phrase.value == value)
                continue;
            if (other && *other != phrase.value)
                return std::nullopt;
            other = phrase.value;
        }
        return other;
    }

    /// not postgres: which of the others?
    void demand_another(const Clue& clue)
    {
        if (clue.parameter->schema.contains("enum"))
            clause_.findings.demands.push_back(
                {clue.parameter, clue.begin, clue.end, Demand::Why::excluded, clue.value}
            );
    }

    void state_boolean(const Clue& clue)
    {
        auto end = clue.end;
        const bool value = !is_negated(reading_, clue.begin, clue.end);
        stated_after(reading_, end);
        clause_.find(*clue.parameter, value, clue.begin, end);
    }

    void state_number(const Clue& clue)
    {
        auto end = clue.end;
        const auto minimum = clue.parameter->schema.value("minimum", 0.0);
        if (is_negated(reading_, clue.begin, clue.end)) {
            stated_after(reading_, end);
            if (minimum <= 0)
                clause_.find(*clue.parameter, 0, clue.begin, end);
            else
                clause_.findings.demands.push_back({clue.parameter, clue.begin, clue.end});
            reading_.use(clue.begin, end);
            return;
        }
        const bool one = clue.begin > clause_.range.begin && clue.parameter->unit.empty() &&
                         (reading_.is(clue.begin - 1, english::article) &&
                          reading_.is(clue.begin - 1, english::indefinite));
        if (one)
            return clause_.find(*clue.parameter, 1, clue.begin - 1, clue.end);
        if (is_one_of_a_new(clue))
            return clause_.find(*clue.parameter, 1, clue.begin, clue.end);
        if (clue.begin > clause_.range.begin && is_demanded(clue.begin - 1))
            clause_.findings.demands.push_back({clue.parameter, clue.begin, clue.end});
    }

    /// a Postgres read replica: one, of a server that is new itself
    bool is_one_of_a_new(const Clue& clue) const
    {
        const auto type = clue.begin;
        if (type < clause_.range.begin + 2 || !clue.parameter->unit.empty() ||
            reading_.word(clue.end - 1).text.ends_with('s'))
            return false;
        return reading_.find(type - 1, Role::type, &clause_.type) != nullptr &&
               reading_.is(type - 2, english::indefinite);
    }

    /// with replicas, some replicas: they are wanted, but how many was not said
    bool is_demanded(std::size_t before) const
    {
        return reading_.is(before, english::conjunction | english::counter) ||
               reading_.says(before, "with") || reading_.says(before, "some") ||
               reading_.says(before, "have");
    }

    /// The word after a name and its links, if it can be a value.
    std::optional<std::size_t> value_after(const Clue& clue) const
    {
        auto i = clue.end;
        bool linked = false;
        for (; i < clause_.range.end && i < clue.end + 4; ++i) {
            const bool link = reading_.is_mark(i, ":=") || reading_.is(i, english::naming) ||
                              english::is_one_of(reading_.word(i).text, english::value_links);
            linked = linked || link;
            if (!link && !reading_.is(i, english::article))
                break;
        }
        if (i >= clause_.range.end || reading_.is_used(i) || reading_.word(i).kind == Word::Kind::mark)
            return std::nullopt;
        const auto& word = reading_.word(i);
        const bool plain = word.kind == Word::Kind::word && word.parts != 0 && !reading_.is_opaque(i);
        if (plain && !linked)
            return std::nullopt;
        if ((word.parts & (english::preposition | english::conjunction | english::pronoun)) != 0 &&
            !reading_.is_opaque(i))
            return std::nullopt;
        return i;
    }

    void state_text(const Clue& clue)
    {
        const auto at = value_after(clue);
        const bool is_enum = clue.parameter->schema.contains("enum");
        if (!at || (is_enum && !explicitly_linked(clue, *at))) {
            if (is_negated(reading_, clue.begin, clue.end))
                clause_.findings.demands.push_back({clue.parameter, clue.begin, clue.end});
            return;
        }
        const auto end = reading_.identifier_end(*at);
        auto text = reading_.original(*at, end);
        if (reading_.word(*at).kind == Word::Kind::quoted)
            text = reading_.word(*at).raw;
        if (is_enum || lower_only(*clue.parameter))
            text = base::lower_ascii(text);
        clause_.find(*clue.parameter, text, clue.begin, end);
    }

    static bool lower_only(const catalog::Parameter& parameter)
    {
        return parameter.schema.value("pattern", std::string()).find("A-Z") == std::string::npos;
    }

    /// An unknown word is an enum's value only where it is plainly said to be: size: gigantic
    bool explicitly_linked(const Clue& clue, std::size_t at) const
    {
        for (auto i = clue.end; i < at; ++i)
            if (reading_.is_mark(i, ":=") || reading_.says(i, "is") || reading_.says(i, "to") ||
                reading_.says(i, "of"))
                return true;
        return false;
    }

    void state_list(const Clue& clue)
    {
        auto at = value_after(clue);
        auto items = base::Value::array();
        auto end = clue.end;
        const auto& item_schema = clue.parameter->schema.value("items", base::Value::object());
        for (auto i = at.value_or(clause_.range.end); i < clause_.range.end;) {
            const auto next = reading_.identifier_end(i);
            const auto item = item_of(item_schema, i, next);
            if (!item)
                break;
            items.push_back(*item);
            end = next;
            i = next;
            while (i < clause_.range.end && (reading_.is_mark(i, ",&") || reading_.says(i, "and")))
                ++i;
        }
        if (!items.empty())
            clause_.find(*clue.parameter, items, clue.begin, end);
        else
            clause_.findings.demands.push_back({clue.parameter, clue.begin, clue.end});
    }

    std::optional<base::Value> item_of(const base::Value& schema, std::size_t begin, std::size_t end) const
    {
        const auto& word = reading_.word(begin);
        if (schema.contains("enum")) {
            for (const auto& value : schema.at("enum"))
                if (value.is_string() && base::lower_ascii(value.get<std::string>()) == word.text)
                    return value;
            return std::nullopt;
        }
        if (word.kind == Word::Kind::chunk || word.kind == Word::Kind::quoted)
            return word.raw;
        if (reading_.is_novel(begin))
            return base::lower_ascii(reading_.original(begin, end));
        return std::nullopt;
    }

    Clause& clause_;
    Reading& reading_;
};

}  // namespace

void state_values(Clause& clause)
{
    for (auto& clue : clause.clues)
        if (clue.kind == Clue::Kind::value)
            Stater(clause).state_value(clue);
}

void state_names(Clause& clause)
{
    for (auto& clue : clause.clues)
        if (clue.kind == Clue::Kind::name && !clue.head)
            Stater(clause).state_name(clue);
}

}  // namespace llm

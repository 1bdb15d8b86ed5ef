#include "llm/parameters.h"

#include "base/text.h"
#include "llm/negation.h"

#include <algorithm>

namespace llm {
namespace {

/// A parameter's name, a parameter's value, or a quantity, in the order of the words.
struct Clue {
    enum class Kind { name, value, quantity };
    Kind kind = Kind::name;
    std::size_t begin = 0;
    std::size_t end = 0;
    const catalog::Parameter* parameter = nullptr;  ///< name, value
    base::Value value;                              ///< value
    Quantity quantity;
    bool head = false;   ///< name: only the last word of its phrase
    bool taken = false;  ///< name: has its value; quantity: has its parameter
};

std::string type_of(const catalog::Parameter& parameter)
{
    const auto type = parameter.schema.value("type", base::Value());
    return type.is_string() ? type.get<std::string>() : "";
}

bool is_number(const catalog::Parameter& parameter)
{
    return type_of(parameter) == "integer" || type_of(parameter) == "number";
}

bool is_enum(const catalog::Parameter& parameter)
{
    return parameter.schema.contains("enum");
}

class Reader {
public:
    Reader(Reading& reading, const catalog::Blueprint& type, const Range& range, Findings& findings)
        : reading_(reading), type_(type), range_(range), findings_(findings)
    {}

    void read()
    {
        collect();
        for (auto& clue : clues_)
            if (clue.kind == Clue::Kind::value)
                state_value(clue);
        for (std::size_t i = 0; i < clues_.size(); ++i)
            if (clues_[i].kind == Clue::Kind::quantity)
                place_quantity(i);
        for (auto& clue : clues_)
            if (clue.kind == Clue::Kind::name && !clue.head)
                state_name(clue);
    }

private:
    void collect()
    {
        for (auto i = range_.begin; i < range_.end;) {
            const auto next = collect_at(i);
            i = std::max(next, i + 1);
        }
    }

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
        if (!quantity || quantity->end > range_.end)
            return i + 1;
        const bool inside_name =
            reading_.word(i).is_joined() && i > 0 && reading_.word(i - 1).kind == Word::Kind::word && false;
        if (inside_name)
            return i + 1;
        Clue clue;
        clue.kind = Clue::Kind::quantity;
        clue.begin = quantity->begin;
        clue.end = quantity->end;
        clue.quantity = *quantity;
        clues_.push_back(std::move(clue));
        return quantity->end;
    }

    const Match* longest(std::size_t i) const
    {
        for (const auto& match : reading_.matches(i)) {
            if (match.end > range_.end)
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
            clues_.push_back(clue);
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
                clues_.push_back(whole);
            }
    }

    /// Values that are everyday words (none), or items of a list (GET), count only beside their parameter's
    /// name.
    bool is_meant(const Clue& clue, const Sense& sense) const
    {
        const bool item = type_of(*clue.parameter) == "array";
        const auto& word = reading_.word(clue.begin);
        const bool everyday = sense.specific && clue.end - clue.begin == 1 && word.parts != 0 &&
                              is_enum(*clue.parameter) &&
                              (word.parts & (english::negative | english::negator)) != 0;
        if (!item && !everyday)
            return true;
        return !item && std::any_of(clues_.rbegin(), clues_.rend(), [&](const Clue& other) {
            return other.kind == Clue::Kind::name && other.parameter == clue.parameter &&
                   clue.begin - other.end <= 2;
        });
    }

    void find(const catalog::Parameter& parameter, base::Value value, std::size_t begin, std::size_t end)
    {
        auto& values = findings_.values[&parameter];
        values.push_back({std::move(value), begin, end});
        reading_.use(begin, end);
    }

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
            if (!other)
                return;
            value = *other;
        }
        clue.taken = true;
        find(*clue.parameter, value, clue.begin, end);
        for (auto& name : clues_)
            if (name.kind == Clue::Kind::name && name.parameter == clue.parameter)
                name.taken = true;
    }

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

    /// Whether only words that link a name with its value lie between.
    bool linked(std::size_t begin, std::size_t end) const
    {
        constexpr std::size_t farthest = 5;
        if (begin > end || end - begin > farthest)
            return false;
        for (auto i = begin; i < end; ++i) {
            constexpr unsigned links =
                english::article | english::auxiliary | english::filler | english::suffix;
            constexpr std::string_view words[] = {"of",     "for",   "to",       "at",    "after",  "set",
                                                  "up",     "worth", "with",     "be",    "around", "over",
                                                  "kept",   "than",  "retained", "until", "by",     "count",
                                                  "number", "time",  "period"};
            const bool word =
                std::any_of(std::begin(words), std::end(words), [&](auto w) { return reading_.says(i, w); });
            if (!word && !reading_.is(i, links) && !reading_.is_mark(i, ":=-()"))
                return false;
        }
        return true;
    }

    bool suits(const Clue& name, const Clue& quantity) const
    {
        if (name.kind != Clue::Kind::name || !is_number(*name.parameter) ||
            (name.head && quantity.quantity.dimension.empty()))
            return false;
        return value_of(quantity.quantity, *name.parameter).has_value();
    }

    void place_quantity(std::size_t at)
    {
        auto& quantity = clues_[at];
        if (is_version(at))
            return;
        if (auto* name = name_of(at)) {
            name->taken = quantity.taken = true;
            const auto begin = std::min(name->begin, quantity.begin);
            const auto end = std::max(name->end, quantity.end);
            find(*name->parameter, *value_of(quantity.quantity, *name->parameter), begin, end);
            for (auto& other : clues_)
                if (other.kind == Clue::Kind::name && other.parameter == name->parameter &&
                    other.begin < end + 6)
                    other.taken = true;
            return;
        }
        if (quantity.quantity.dimension == "GB")
            place_bare_size(quantity);
        else if (quantity.quantity.dimension == "seconds" && !is_deadline(quantity))
            findings_.demands.push_back({nullptr, quantity.begin, quantity.end});
    }

    /// The parameter's name before (storage: 200 GB), behind (200 GB of storage), or near in the same part of
    /// the sentence.
    Clue* name_of(std::size_t at)
    {
        const auto& quantity = clues_[at];
        Clue* before = nullptr;
        Clue* behind = nullptr;
        Clue* near = nullptr;
        for (auto& clue : clues_) {
            if (!suits(clue, quantity))
                continue;
            if (clue.end <= quantity.begin && linked(clue.end, quantity.begin) &&
                (before == nullptr || clue.begin >= before->begin))
                before = &clue;
            else if (clue.begin >= quantity.end && behind == nullptr && linked(quantity.end, clue.begin))
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
        auto& quantity = clues_[at];
        if (!quantity.quantity.dimension.empty() || quantity.quantity.text.empty())
            return false;
        for (const auto& parameter : type_.parameters) {
            if (!parameter.allowed_by)
                continue;
            const auto* chooser = type_.find_parameter(parameter.allowed_by->parameter);
            for (auto& clue : clues_) {
                const bool named = clue.kind == Clue::Kind::name && clue.parameter == &parameter;
                const bool brand = clue.kind == Clue::Kind::value && clue.parameter == chooser;
                if ((!named && !brand) || !touches(clue, quantity, named) || (brand && counts_something(at)))
                    continue;
                clue.taken = quantity.taken = true;
                find(
                    parameter, whole_version(parameter, quantity.quantity.text), quantity.begin, quantity.end
                );
                return true;
            }
        }
        return false;
    }

    bool touches(const Clue& clue, const Clue& quantity, bool named) const
    {
        if (clue.end <= quantity.begin) {
            if (named)
                return linked(clue.end, quantity.begin);
            // postgres 16, postgres v16, Postgres:16, Postgres database 16, postgres version 16
            for (auto i = clue.end; i < quantity.begin; ++i)
                if (!reading_.is_mark(i, ":-(") && !reading_.says(i, "v") && !reading_.says(i, "version") &&
                    reading_.find(i, Role::type, &type_) == nullptr && !reading_.is(i, english::thing))
                    return false;
            return quantity.begin - clue.end <= 2;
        }
        return named && quantity.end == clue.begin && false;
    }

    /// postgres 2 replicas: the number belongs to what follows
    bool counts_something(std::size_t at) const
    {
        return at + 1 < clues_.size() && clues_[at + 1].kind == Clue::Kind::name &&
               clues_[at + 1].begin == clues_[at].end && is_number(*clues_[at + 1].parameter) &&
               clues_[at + 1].parameter->unit.empty();
    }

    /// redis 7 means the first allowed 7.x; what is no allowed version is handed on for the check to refuse.
    base::Value whole_version(const catalog::Parameter& parameter, const std::string& text) const
    {
        std::vector<base::Value> allowed;
        const auto& by = *parameter.allowed_by;
        const auto chosen = findings_.values.find(type_.find_parameter(by.parameter));
        if (chosen != findings_.values.end() && chosen->second.back().value.is_string())
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
            findings_.demands.push_back({nullptr, quantity.begin, quantity.end});
            return;
        }
        quantity.taken = true;
        find(*root, *value_of(quantity.quantity, *root), quantity.begin, quantity.end);
    }

    /// "in two weeks", "within 3 days": when it is wanted, not what
    bool is_deadline(const Clue& quantity) const
    {
        const auto before = quantity.begin;
        if (before == 0)
            return false;
        constexpr std::string_view words[] = {
            "in", "within", "by", "every", "next", "last", "past", "per", "before"};
        return std::any_of(
                   std::begin(words),
                   std::end(words),
                   [&](auto word) { return reading_.says(before - 1, word); }
               ) ||
               reading_.says(quantity.end, "ago");
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

    void state_boolean(const Clue& clue)
    {
        auto end = clue.end;
        const bool value = !is_negated(reading_, clue.begin, clue.end);
        stated_after(reading_, end);
        find(*clue.parameter, value, clue.begin, end);
    }

    void state_number(const Clue& clue)
    {
        auto end = clue.end;
        const auto minimum = clue.parameter->schema.value("minimum", 0.0);
        if (is_negated(reading_, clue.begin, clue.end)) {
            stated_after(reading_, end);
            if (minimum <= 0)
                find(*clue.parameter, 0, clue.begin, end);
            reading_.use(clue.begin, end);
            return;
        }
        const bool one = clue.begin > range_.begin && clue.parameter->unit.empty() &&
                         (reading_.is(clue.begin - 1, english::article) &&
                          reading_.is(clue.begin - 1, english::indefinite));
        if (one)
            return find(*clue.parameter, 1, clue.begin - 1, clue.end);
        const bool wanted = clue.begin > range_.begin &&
                            (reading_.says(clue.begin - 1, "with") ||
                             reading_.is(clue.begin - 1, english::conjunction | english::counter) ||
                             reading_.says(clue.begin - 1, "some") || reading_.says(clue.begin - 1, "have"));
        if (wanted)
            findings_.demands.push_back({clue.parameter, clue.begin, clue.end});
    }

    /// The word after a name and its links, if it can be a value.
    std::optional<std::size_t> value_after(const Clue& clue) const
    {
        auto i = clue.end;
        bool linked = false;
        for (; i < range_.end && i < clue.end + 4; ++i) {
            const bool link = reading_.is_mark(i, ":=") || reading_.says(i, "of") || reading_.says(i, "to") ||
                              reading_.says(i, "is") || reading_.says(i, "be") || reading_.says(i, "set") ||
                              reading_.is(i, english::naming) || reading_.says(i, "should") ||
                              reading_.says(i, "for") || reading_.says(i, "from");
            linked = linked || link;
            if (!link && !reading_.is(i, english::article))
                break;
        }
        if (i >= range_.end || reading_.is_used(i) || reading_.word(i).kind == Word::Kind::mark)
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
        const bool has_engine_words = is_enum(*clue.parameter);
        if (!at || (has_engine_words && !explicitly_linked(clue, *at)))
            return;
        const auto end = reading_.identifier_end(*at);
        auto text = reading_.original(*at, end);
        if (reading_.word(*at).kind == Word::Kind::quoted)
            text = reading_.word(*at).raw;
        if (clue.parameter->schema.contains("enum") || lower_only(*clue.parameter))
            text = base::lower_ascii(text);
        find(*clue.parameter, text, clue.begin, end);
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
        for (auto i = at.value_or(range_.end); i < range_.end;) {
            const auto next = reading_.identifier_end(i);
            const auto item = item_of(item_schema, i, next);
            if (!item)
                break;
            items.push_back(*item);
            end = next;
            i = next;
            while (i < range_.end && (reading_.is_mark(i, ",&") || reading_.says(i, "and")))
                ++i;
        }
        if (!items.empty())
            find(*clue.parameter, items, clue.begin, end);
        else
            findings_.demands.push_back({clue.parameter, clue.begin, clue.end});
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

    Reading& reading_;
    const catalog::Blueprint& type_;
    Range range_;
    Findings& findings_;
    std::vector<Clue> clues_;
};

}  // namespace

Findings parameters_in(Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges)
{
    Findings findings;
    for (const auto& range : ranges)
        Reader(reading, type, range, findings).read();
    return findings;
}

}  // namespace llm

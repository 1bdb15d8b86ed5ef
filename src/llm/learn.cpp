// How the lexicon learns its phrases: first the catalog's, then English.
#include "base/text.h"
#include "llm/english.h"
#include "llm/kinds.h"
#include "llm/lexicon.h"
#include "llm/look_alikes.h"

#include <algorithm>
#include <set>

namespace llm {
namespace {

bool is_numeric(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// "db_name" is also said as "db name", "storage_gb" as "storage".
std::string spoken(const catalog::Parameter& parameter)
{
    auto words = base::split(parameter.name, '_');
    const auto unit = base::lower_ascii(parameter.unit);
    if (words.size() > 1 && !unit.empty() && words.back() == unit)
        words.pop_back();
    return base::join(words, " ");
}

std::vector<std::string> enum_values(const base::Value& schema)
{
    const auto& holder = schema.contains("items") ? schema.at("items") : schema;
    std::vector<std::string> values;
    if (holder.contains("enum"))
        for (const auto& value : holder.at("enum"))
            if (value.is_string())
                values.push_back(value.get<std::string>());
    return values;
}

}  // namespace

Lexicon::Lexicon(const catalog::Catalog& catalog) : catalog_(catalog), nodes_(1)
{
    for (const auto& row : english::words)
        for (const auto& word : base::split(std::string(row.words), ' '))
            parts_[word] |= row.parts;
    for (const auto& blueprint : catalog.blueprints()) {
        add_type(blueprint);
        for (const auto& parameter : blueprint.parameters)
            add_parameter(blueprint, parameter);
        add_heads(blueprint);
    }
    add_places();
    add_wishes();
    learn_correctable();
    add_english();
}

void Lexicon::add(std::string_view phrase, const Sense& sense)
{
    std::size_t node = 0;
    for (const auto& word : words_of(phrase)) {
        if (word.kind == Word::Kind::mark)
            continue;
        const auto key = stem(word.text);
        vocabulary_.try_emplace(key, word.text);
        const auto next = nodes_[node].next.find(key);
        if (next != nodes_[node].next.end()) {
            node = next->second;
            continue;
        }
        nodes_[node].next.emplace(key, nodes_.size());
        node = nodes_.size();
        nodes_.emplace_back();
    }
    auto& senses = nodes_[node].senses;
    const bool there = std::any_of(senses.begin(), senses.end(), [&](const Sense& other) {
        return other.role == sense.role && other.blueprint == sense.blueprint &&
               other.parameter == sense.parameter && (sense.role == Role::type || other.name == sense.name);
    });
    if (node != 0 && !there)
        senses.push_back(sense);
}

void Lexicon::add_list(std::string_view phrases, char separator, const Sense& sense)
{
    for (const auto& phrase : base::split(phrases, separator))
        add(phrase, sense);
}

void Lexicon::add_type(const catalog::Blueprint& blueprint)
{
    auto names = blueprint.aliases;
    names.push_back(blueprint.type);
    // An engine that is also a word for the type makes its parameter the one that brands the type.
    std::set<std::string> brands{stem_of(blueprint.type)};
    for (const auto& parameter : blueprint.parameters)
        for (const auto& value : enum_values(parameter.schema))
            if (std::find(names.begin(), names.end(), value) != names.end())
                brands_[&blueprint] = &parameter;
    if (const auto* branding = brand_parameter(blueprint)) {
        for (const auto& value : enum_values(branding->schema))
            brands.insert(stem_of(value));
        for (const auto& [value, said] : branding->values)
            for (const auto& word : said)
                brands.insert(stem_of(word));
    }
    for (const auto& name : names) {
        const auto words = words_of(name);
        const bool specific = std::any_of(
                                  words.begin(),
                                  words.end(),
                                  [&](const Word& word) { return brands.contains(stem_of(word.text)); }
                              ) ||
                              brands.contains(name);
        add(name, {Role::type, &blueprint, nullptr, {}, name, specific});
        if (words.size() == 1)
            brand_words_[stem_of(name)] = true;
    }
    if (const auto* branding = brand_parameter(blueprint))
        for (const auto& [value, said] : branding->values)
            for (const auto& word : said)
                if (!brand_words_.contains(stem_of(word)))
                    add(word, {Role::type, &blueprint, nullptr, {}, word, true, true});
    for (const auto& purpose : blueprint.purposes)
        add(purpose, {Role::purpose, &blueprint, nullptr, {}, purpose});
}

void Lexicon::add_parameter(const catalog::Blueprint& blueprint, const catalog::Parameter& parameter)
{
    Sense named{Role::parameter, &blueprint, &parameter, {}, parameter.name};
    const auto said = spoken(parameter);
    if (blueprint.find_parameter(base::replaced(said, " ", "_")) == nullptr)
        add(said, named);
    add(parameter.name, named);
    for (const auto& word : parameter.words) {
        add(word, named);
        if (parameter.schema.value("type", base::Value()) == "boolean" && word.ends_with("ed"))
            add("un" + word, {Role::value, &blueprint, &parameter, false, "un" + word});
    }
    const auto say = [&](const std::string& phrase, const base::Value& value, bool canonical) {
        if (!is_numeric(phrase))
            add(phrase, {Role::value, &blueprint, &parameter, value, phrase, canonical});
    };
    for (const auto& phrase : parameter.phrases)
        for (const auto& words : phrase.say)
            say(words, phrase.value, false);
    for (const auto& value : enum_values(parameter.schema))
        say(value, value, true);
    for (const auto& [value, names] : parameter.values)
        for (const auto& words : names)
            say(words, value, false);
}

void Lexicon::add_heads(const catalog::Blueprint& blueprint)
{
    std::map<std::string, std::set<const catalog::Parameter*>> heads;
    for (const auto& parameter : blueprint.parameters)
        for (const auto& phrase : parameter.words) {
            const auto words = words_of(phrase);
            if (words.size() > 1 && parts_of(words.back().text) == 0)
                heads[words.back().text].insert(&parameter);
        }
    // "kept for 30 days" is also said as "kept 30 days"
    for (const auto& parameter : blueprint.parameters)
        for (const auto& phrase : parameter.words) {
            auto words = base::split(phrase, ' ');
            if (words.size() < 2 || (parts_of(words.back()) & english::preposition) == 0)
                continue;
            words.pop_back();
            heads[base::join(words, " ")].insert(&parameter);
        }
    const auto is_name = [&](const std::string& word) {
        return std::any_of(
            blueprint.parameters.begin(),
            blueprint.parameters.end(),
            [&](const catalog::Parameter& parameter) {
                return std::find(parameter.words.begin(), parameter.words.end(), word) !=
                       parameter.words.end();
            }
        );
    };
    for (const auto& [word, parameters] : heads)
        if (parameters.size() == 1 && !is_name(word) && !(*parameters.begin())->unit.empty())
            add(word, {Role::head, &blueprint, *parameters.begin(), {}, word});
}

void Lexicon::add_places()
{
    for (const auto& environment : catalog_.environments()) {
        Sense sense{Role::environment, nullptr, nullptr, {}, environment.name, true};
        add(environment.name, sense);
        sense.specific = false;
        for (const auto& alias : environment.aliases)
            add(alias, sense);
    }
    std::set<std::string> clouds;
    for (const auto& blueprint : catalog_.blueprints())
        clouds.insert(blueprint.cloud);
    for (const auto& cloud : clouds)
        for (const auto& region : catalog_.regions(cloud)) {
            add(region.name, {Role::region, nullptr, nullptr, {}, region.name, true});
            for (const auto& alias : region.aliases)
                add(alias, {Role::region, nullptr, nullptr, {}, region.name});
        }
}

/// "no encryption" refuses the absence of encryption: learned as encryption, refused when negated. So is
/// "unencrypted".
void Lexicon::add_wishes()
{
    for (const auto& wish : catalog_.policies().refusals)
        for (const auto& phrase : wish.say) {
            std::vector<std::string> kept;
            bool negated = false;
            for (const auto& word : words_of(phrase)) {
                const bool negates = (parts_of(word.text) & (english::negator | english::negative)) != 0;
                negated = negated || negates;
                if (!negates)
                    kept.push_back(word.text);
            }
            Sense sense{Role::wish, nullptr, nullptr, {}, wish.id, false, negated};
            add(base::join(kept, " "), sense);
            sense.weak = true;
            if (kept.size() == 1 && !negated && kept[0].size() > 5 && kept[0].starts_with("un"))
                add(kept[0].substr(2), sense);
        }
}

/// Typing errors are looked for in the words of the catalog, and in the English that turns a meaning round or
/// names.
void Lexicon::learn_correctable()
{
    constexpr std::size_t shortest = 5;
    constexpr unsigned telling = english::negator | english::naming | english::negative;
    std::set<std::string> words;
    for (const auto& [stem, word] : vocabulary_)
        if (word.size() >= shortest && !is_numeric(word) && parts_of(word) == 0)
            words.insert(word);
    for (const auto& [word, parts] : parts_)
        if (word.size() >= shortest && (parts & telling) != 0)
            words.insert(word);
    for (const auto& word : words)
        correctable_[word[0]].push_back(word);
}

void Lexicon::add_english()
{
    add_list(english::idioms, '|', Sense{});
    for (const auto& kind : base::split(english::foreign_kinds, '|')) {
        const bool everyday = kind.ends_with('*');
        const bool cloud = kind.ends_with('!');
        const auto words = kind.substr(0, kind.size() - (everyday || cloud ? 1 : 0));
        add(words, {Role::foreign, nullptr, nullptr, {}, words, cloud, everyday});
    }
    for (const auto& engine : base::split(english::foreign_engines, '|'))
        add(engine, {Role::foreign_engine, nullptr, nullptr, {}, engine});
    for (const auto& vague : english::vague_kinds)
        add_list(vague.say, '|', {Role::vague, nullptr, nullptr, {}, std::string(vague.fits)});
    for (const auto& word : base::split(english::look_alikes, ' '))
        look_alikes_.insert(word);
    for (const auto& unit : english::units)
        for (const auto& word : base::split(unit.words, ' '))
            vocabulary_.try_emplace(stem_of(word), word);
}

}  // namespace llm

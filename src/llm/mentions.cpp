#include "llm/mentions.h"

#include "base/text.h"
#include "llm/contents.h"
#include "llm/negation.h"
#include "llm/quantities.h"

#include <algorithm>

namespace llm {
namespace {

/// The longest match decides what the words at `i` are; nullopt when they are no kind of infrastructure.
/// `end` moves behind whatever was matched.
std::optional<Mention> mention_at(const Reading& reading, std::size_t i, std::size_t& end)
{
    end = i + 1;
    if (reading.matches(i).empty() || reading.is_used(i) ||
        (reading.word(i).is_joined() && !reading.is_opaque(i) && i > 0 && reading.word(i).joint == '.'))
        return std::nullopt;
    const auto& match = reading.matches(i).front();
    Mention mention;
    mention.begin = i;
    mention.end = match.end;
    const Sense* first = nullptr;
    for (const auto role : {Role::type, Role::foreign, Role::foreign_engine, Role::vague})
        if (first == nullptr && (first = match.find(role)) != nullptr)
            mention.role = role;
    const bool hides = match.find(Role::idiom) != nullptr || match.end - match.begin > 1;
    if (first == nullptr) {
        if (hides && !match.find(Role::environment) && !match.find(Role::region) && !match.find(Role::wish))
            end = match.end;
        return std::nullopt;
    }
    end = match.end;
    mention.words = first->name;
    mention.specific = first->specific;
    mention.weak = first->weak;
    for (const auto& sense : *match.senses)
        if (sense.role == Role::type)
            mention.types.push_back(sense.blueprint);
    if (mention.role == Role::vague)
        mention.types = fitting_types(reading.lexicon().catalog(), first->name);
    const auto& last = reading.word(match.end - 1);
    const auto alias = base::split(first->name, ' ').back();
    mention.plural = last.text.size() > alias.size() && last.text.ends_with('s') && !last.possessive &&
                     stem_of(last.text) == stem_of(alias);
    mention.identifier = reading.is_opaque(i);
    return mention;
}

bool is_count(const Reading& reading, std::size_t i, std::size_t& count)
{
    const auto quantity = quantity_at(reading, i);
    if (!quantity || !quantity->dimension.empty() || quantity->end != i + 1 || quantity->text.empty() ||
        quantity->text.find('.') != std::string::npos || reading.word(i).is_joined() ||
        reading.says(i, "couple") || reading.says(i, "pair"))
        return false;
    constexpr double most = 1000;
    count = static_cast<std::size_t>(std::min(quantity->number, most));
    return true;
}

/// Whether the word can stand inside a noun phrase, before its noun.
bool is_modifier(const Reading& reading, std::size_t i)
{
    const auto& word = reading.word(i);
    if (word.kind == Word::Kind::mark || word.kind == Word::Kind::chunk || word.kind == Word::Kind::quoted)
        return false;
    if ((word.parts & (english::conjunction | english::preposition | english::pronoun | english::auxiliary)
        ) != 0)
        return false;
    if (reading.is_opaque(i))
        return true;
    constexpr unsigned verbs = english::wish | english::change | english::adjust | english::other_wish |
                               english::verb | english::naming | english::negator;
    if ((word.parts & verbs) == 0 || (word.parts & (english::indefinite | english::definite)) != 0)
        return true;
    // "a search database", but "create database"
    return i > 0 && reading.is(i - 1, english::article) && (word.parts & english::negator) == 0;
}

/// Walks back from the noun over what belongs to it.
void find_phrase(const Reading& reading, Mention& mention, std::size_t floor)
{
    constexpr std::size_t longest = 12;
    auto i = mention.identifier ? reading.identifier_begin(mention.begin) : mention.begin;
    while (i > floor && mention.begin - i < longest) {
        const auto at = i - 1;
        // couple of, pair of
        if (reading.says(at, "of") && at > floor && reading.is(at - 1, english::counter)) {
            mention.count = mention.count != 0 ? mention.count : 2;
            i = at - 1;
            continue;
        }
        if (reading.is_mark(at, ",") && at > floor && !mention.pronoun) {
            // a small, encrypted database: on over the comma where an article follows before anything else
            auto back = at;
            while (back > floor && at - back < 5 && is_modifier(reading, back - 1) &&
                   !reading.is(back - 1, english::article))
                --back;
            if (back < at && back > floor && reading.is(back - 1, english::article) &&
                reading.is(back - 1, english::indefinite) &&
                (back < floor + 2 || !reading.is_mark(back - 2, ","))) {
                i = back;
                continue;
            }
        }
        if (!is_modifier(reading, at))
            break;
        std::size_t count = 0;
        const bool version = at == floor && floor > 0;  // Postgres 16 database
        if (mention.count == 0 && !version && is_count(reading, at, count))
            mention.count = count;
        i = at;
        const auto& word = reading.word(at);
        if ((word.parts & english::definite) != 0) {
            mention.article = Mention::Article::definite;
            if ((word.parts & english::article) != 0 || (word.parts & english::indefinite) == 0)
                break;
        }
        if ((word.parts & english::indefinite) != 0) {
            if (mention.article == Mention::Article::none)
                mention.article = Mention::Article::indefinite;
            if ((word.parts & english::article) != 0)
                break;
        }
    }
    mention.phrase = i;
}

/// one for logs, another in staging, the other called x
bool is_pronoun(const Reading& reading, std::size_t i)
{
    if (!reading.says(i, "one") && !reading.says(i, "another") && !reading.says(i, "other") &&
        !reading.says(i, "second") && !reading.says(i, "first") && !reading.says(i, "third"))
        return false;
    if (reading.says(i, "first") && !reading.says(i - 1, "the"))
        return false;
    const auto next = i + 1;
    return next < reading.size() &&
           (reading.says(next, "for") || reading.says(next, "in") || reading.says(next, "called") ||
            reading.says(next, "named") || reading.says(next, "to") || reading.says(next, "with"));
}

bool is_counted_by(const Reading& reading, std::size_t preposition)
{
    if (preposition == 0)
        return false;
    const auto before = preposition - 1;
    return reading.is(before, english::counter | english::thing) ||
           reading.word(before).kind == Word::Kind::number || reading.says(before, "version") ||
           reading.says(before, "consisting") || reading.says(before, "up");
}

/// Whether the mention stands under a preposition that makes it part of something else: a bucket for the
/// database.
bool is_complement(const Reading& reading, const Mention& mention, bool anything_before, bool anything_else)
{
    const auto at = mention.phrase;
    if (at == 0 || !reading.is(at - 1, english::preposition))
        return false;
    const auto& preposition = reading.word(at - 1).text;
    const bool definite = mention.article == Mention::Article::definite;
    if (at > 1 && (reading.says(at - 2, "well") || reading.says(at - 2, "addition")))
        return false;  // as well as a bucket
    if (preposition == "with" || preposition == "w" || preposition == "plus" || preposition == "alongside" ||
        preposition == "like")
        return false;
    if (preposition == "about")
        return true;
    if (preposition == "of")
        return !is_counted_by(reading, at - 1) && anything_before;
    if (preposition == "for") {
        if (anything_before)
            return true;
        return definite && anything_else;
    }
    return anything_else;
}

/// non-prod Postgres, a not-prod bucket: only the environment is negated
bool negates_the_environment(const Reading& reading, const Mention& mention)
{
    const auto at = mention.phrase;
    return at > 0 && reading.find(at, Role::environment) != nullptr &&
           (reading.says(at - 1, "non") || reading.says(at - 1, "not"));
}

/// oracle database, database (Oracle): the engine is part of the mention that it stands beside.
void attach_engines(const Reading& reading, std::vector<Mention>& mentions)
{
    const auto is_branded = [&](const Mention& m) {
        return m.role == Role::type && m.types.size() == 1 &&
               reading.lexicon().brand_parameter(*m.types[0]) != nullptr && !m.complement;
    };
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const auto engine = mentions[i];
        if (engine.role != Role::foreign_engine)
            continue;
        constexpr std::size_t farthest = 4;
        Mention* type = nullptr;
        if (i + 1 < mentions.size() && is_branded(mentions[i + 1]) &&
            mentions[i + 1].begin - engine.end < 2) {
            type = &mentions[i + 1];
            type->phrase = engine.phrase;
            type->article = type->article == Mention::Article::none ? engine.article : type->article;
            type->count = std::max(type->count, engine.count);
        } else if (i > 0 && is_branded(mentions[i - 1]) && engine.begin - mentions[i - 1].end < farthest && engine.article == Mention::Article::none) {
            type = &mentions[i - 1];
        }
        if (type == nullptr)
            continue;
        type->engine = engine.begin;
        type->engine_end = engine.end;
        mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(i--));
    }
}

}  // namespace

std::vector<const catalog::Blueprint*> fitting_types(const catalog::Catalog& catalog, std::string_view fits)
{
    std::vector<const catalog::Blueprint*> types;
    for (const auto& blueprint : catalog.blueprints()) {
        bool fitting = fits.empty();
        for (const auto& alias : blueprint.aliases)
            for (const auto& word : base::split(alias, ' '))
                for (const auto& wanted : base::split(fits, '|'))
                    fitting = fitting || word == wanted;
        if (fitting)
            types.push_back(&blueprint);
    }
    return types;
}

std::vector<Mention> mentions_of(const Reading& reading)
{
    std::vector<Mention> mentions;
    std::size_t floor = 0;
    for (std::size_t i = 0, end = 0; i < reading.size(); i = end) {
        auto mention = mention_at(reading, i, end);
        const auto last_type = std::find_if(mentions.rbegin(), mentions.rend(), [](const Mention& m) {
            return m.role == Role::type && m.types.size() == 1;
        });
        if (!mention && last_type != mentions.rend() && is_pronoun(reading, i)) {
            mention = *last_type;
            mention->begin = i;
            mention->end = end = i + 1;
            mention->pronoun = true;
            mention->plural = mention->identifier = mention->specific = mention->complement = false;
            mention->article = Mention::Article::indefinite;
            mention->count = 0;
        }
        if (!mention)
            continue;
        find_phrase(reading, *mention, floor);
        floor = end;
        mentions.push_back(*mention);
    }
    const auto counts = [](const Mention& m) { return m.role == Role::type && !m.weak; };
    std::size_t before = 0;
    const auto all = static_cast<std::size_t>(std::count_if(mentions.begin(), mentions.end(), counts));
    const Mention* holder = nullptr;
    for (auto& mention : mentions) {
        const bool real = counts(mention);
        mention.complement = is_complement(reading, mention, before > 0, all > (real ? 1U : 0U)) ||
                             (holder != nullptr && is_contents(reading, *holder, mention));
        mention.negated =
            is_negated(reading, mention.phrase, mention.phrase) && !negates_the_environment(reading, mention);
        if (mention.role == Role::foreign && mention.specific)
            mention.complement = false;  // somebody else's cloud
        if (real && !mention.complement) {
            ++before;
            holder = &mention;
        }
    }
    attach_engines(reading, mentions);
    return mentions;
}

}  // namespace llm

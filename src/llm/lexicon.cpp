#include "llm/lexicon.h"

#include "base/text.h"
#include "llm/english.h"

#include <algorithm>

namespace llm {

const Sense* Match::find(Role role) const
{
    const auto found =
        std::find_if(senses->begin(), senses->end(), [&](const Sense& sense) { return sense.role == role; });
    return found == senses->end() ? nullptr : &*found;
}

const Sense* Match::find(Role role, const catalog::Blueprint* blueprint) const
{
    const auto found = std::find_if(senses->begin(), senses->end(), [&](const Sense& sense) {
        return sense.role == role && sense.blueprint == blueprint;
    });
    return found == senses->end() ? nullptr : &*found;
}

namespace {

/// keep them for a year: keep for a year
bool is_object(const Word& word)
{
    return english::is_one_of(word.text, "it them these those everything");
}

}  // namespace

std::vector<Match> Lexicon::matches_at(const std::vector<Word>& words, std::size_t i) const
{
    std::vector<Match> found;
    std::size_t node = 0;
    for (auto end = i; end < words.size(); ++end) {
        const auto& word = words[end];
        const auto next = nodes_[node].next.find(word.stem);
        if (next == nodes_[node].next.end()) {
            if (end > i && ((word.parts & english::article) != 0 || is_object(word)))
                continue;
            break;
        }
        node = next->second;
        if (!nodes_[node].senses.empty())
            found.push_back({i, end + 1, &nodes_[node].senses});
        if (word.possessive)
            break;
    }
    std::reverse(found.begin(), found.end());
    return found;
}

unsigned Lexicon::parts_of(const std::string& text) const
{
    const auto found = parts_.find(text);
    return found == parts_.end() ? 0 : found->second;
}

const catalog::Parameter* Lexicon::brand_parameter(const catalog::Blueprint& blueprint) const
{
    const auto found = brands_.find(&blueprint);
    return found == brands_.end() ? nullptr : found->second;
}

std::string Lexicon::stem(const std::string& text) const
{
    constexpr unsigned closed = english::auxiliary | english::pronoun | english::definite |
                                english::preposition | english::conjunction | english::negator |
                                english::other_wish;
    return (parts_of(text) & closed) != 0 ? text : stem_of(text);
}

bool Lexicon::is_known(const Word& word) const
{
    return word.kind != Word::Kind::word || parts_.contains(word.text) ||
           vocabulary_.contains(stem_of(word.text));
}

void Lexicon::understand(Word& word) const
{
    const bool plain = word.kind == Word::Kind::quoted && vocabulary_.contains(stem_of(word.text));
    if (plain)
        word.kind = Word::Kind::word;  // a "Postgres" is a Postgres
    if (word.kind == Word::Kind::chunk || word.kind == Word::Kind::quoted) {
        word.stem = "\"" + word.text;  // no phrase has quotes in it
        return;
    }
    const bool known = is_known(word);
    const auto text = known || look_alikes_.contains(word.text) ? word.text : corrected(word.text);
    word.stem = stem(text);
    // dbs is the plural of db, but sqs is not the plural of sq.
    if (text.size() == 3 && text.ends_with('s') && !known && vocabulary_.contains(text.substr(0, 2)))
        word.stem = text.substr(0, 2);
    word.parts = parts_of(text);
}

std::vector<Word> Lexicon::understood(std::vector<Word> words) const
{
    std::vector<Word> understood;
    understood.reserve(words.size());
    for (auto& word : words) {
        if ((is_known(word) && !is_numbered_brand(word.text)) || !split(word, understood)) {
            understand(word);
            understood.push_back(std::move(word));
        }
    }
    return understood;
}

namespace {

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_lower_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// The places inside PaymentsApi and EKSCluster where a new word begins.
std::vector<std::size_t> humps(const std::string& raw)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 1; i < raw.size(); ++i) {
        const bool rises = is_lower_or_digit(raw[i - 1]) && is_upper(raw[i]);
        const bool ends_capitals =
            i + 1 < raw.size() && is_upper(raw[i - 1]) && is_upper(raw[i]) && is_lower_or_digit(raw[i + 1]);
        if (rises || ends_capitals)
            places.push_back(i);
    }
    return places;
}

Word piece(const Word& word, std::size_t begin, std::size_t end)
{
    Word part = word;
    part.raw = word.raw.substr(begin, end - begin);
    part.text = base::lower_ascii(part.raw);
    part.span = {word.span.begin + begin, end == word.raw.size() ? word.span.end : word.span.begin + end};
    part.joint = begin == 0 ? word.joint : '-';
    part.possessive = end == word.raw.size() && word.possessive;
    if (part.text.find_first_not_of("0123456789.") == std::string::npos)
        part.kind = Word::Kind::number;
    return part;
}

}  // namespace

bool Lexicon::is_brand(const std::string& text) const
{
    return brand_words_.contains(stem_of(text));
}

/// postgres16
bool Lexicon::is_numbered_brand(const std::string& text) const
{
    const auto digits = text.find_first_of("0123456789");
    return digits != std::string::npos && !brand_words_.contains(stem_of(text)) &&
           is_brand(text.substr(0, digits)) &&
           text.find_first_not_of("0123456789.", digits) == std::string::npos;
}

bool Lexicon::split(const Word& word, std::vector<Word>& into) const
{
    std::vector<std::size_t> places;
    bool worth = false;
    if (is_numbered_brand(word.text)) {
        places = {word.text.find_first_of("0123456789")};
        worth = true;
    }
    for (std::size_t i = 2;
         !worth && word.text.size() >= 6 && word.text.size() <= 24 && i + 2 <= word.text.size();
         ++i)
        if (is_brand(word.text.substr(0, i)) && is_brand(word.text.substr(i))) {
            places = {i};
            worth = true;
        }
    if (!worth) {
        places = humps(word.raw);
        std::size_t begin = 0;
        for (std::size_t i = 0; !places.empty() && i <= places.size(); ++i) {
            const auto end = i == places.size() ? word.raw.size() : places[i];
            worth = worth || is_known(piece(word, begin, end));
            begin = end;
        }
    }
    if (!worth || word.raw.size() != word.text.size())
        return false;
    places.push_back(word.raw.size());
    std::size_t begin = 0;
    for (const auto end : places) {
        auto part = piece(word, begin, end);
        understand(part);
        into.push_back(std::move(part));
        begin = end;
    }
    return true;
}

std::string Lexicon::corrected(const std::string& text) const
{
    constexpr std::size_t shortest = 5;
    constexpr std::size_t long_enough_for_any = 6;
    constexpr std::size_t long_enough_for_two = 9;
    constexpr std::size_t longest = 24;
    const auto candidates = correctable_.find(text.empty() ? '\0' : text[0]);
    if (text.size() < shortest || text.size() > longest || candidates == correctable_.end())
        return text;
    const std::size_t allowed = text.size() >= long_enough_for_two ? 2 : 1;
    std::string best = text;
    auto best_distance = allowed + 1;
    bool unique = true;
    for (const auto& candidate : candidates->second) {
        if (candidate.size() + allowed < text.size() || text.size() + allowed < candidate.size())
            continue;
        // So short a word is only corrected where a letter of a type's own noun was left out: buckt.
        if (text.size() < long_enough_for_any &&
            (candidate.size() != text.size() + 1 || !brand_words_.contains(stem_of(candidate))))
            continue;
        const auto distance = base::edit_distance(text, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
            unique = true;
        } else if (distance == best_distance && stem_of(candidate) != stem_of(best)) {
            unique = false;
        }
    }
    return unique ? best : text;
}

}  // namespace llm

#include "llm/phrases.h"

#include "llm/quantities.h"

#include <algorithm>

namespace llm {

bool Phrases::is_purpose(std::size_t i, std::size_t& end) const
{
    if (type_ == nullptr || reading_.is_opaque(i))
        return false;
    const auto* match = reading_.find(i, Role::purpose, type_);
    if (match == nullptr || reading_.any_used(i, match->end))
        return false;
    end = match->end;
    return true;
}

bool Phrases::is_name(std::size_t i) const
{
    std::size_t end = 0;
    if (reading_.is_used(i) || reading_.word(i).kind == Word::Kind::mark ||
        reading_.word(i).kind == Word::Kind::chunk)
        return false;
    if (reading_.is_opaque(i) || is_purpose(i, end))
        return true;
    if (i > 0 && is_purpose(i - 1, end) && end > i)
        return true;
    return reading_.is_novel(i) && !is_setting(i);
}

bool Phrases::is_setting(std::size_t i) const
{
    return type_ != nullptr && !reading_.is_opaque(i) &&
           (reading_.find(i, Role::parameter, type_) || reading_.find(i, Role::value, type_));
}

bool Phrases::continues(std::size_t i, std::size_t begin, std::size_t limit) const
{
    if (i >= limit || reading_.is_used(i))
        return false;
    const auto& word = reading_.word(i);
    if (reading_.is_opaque(i))
        return true;
    if (word.kind == Word::Kind::mark || word.kind == Word::Kind::chunk)
        return false;
    if (word.kind == Word::Kind::number)
        return i > begin && word.is_joined();
    std::size_t end = 0;
    if (is_purpose(i, end))
        return true;
    if ((word.parts & closed_words) != 0)
        return false;
    const bool verbal = (word.parts & verb_words) != 0;
    if (verbal && i > begin && !word.text.ends_with("ing"))
        return false;
    if ((word.parts & english::descriptive) != 0)
        return describes(i, limit);
    if (i > begin && (word.parts & english::filler) != 0)
        return false;
    if (is_setting(i) && !(verbal && i == begin))
        return i == begin ? next_is_head(i) : ends_a_name(i);
    return reading_.find(i, Role::environment) == nullptr;
}

/// terraform state, daily reports: a word that is part of the name because a name follows
bool Phrases::describes(std::size_t i, std::size_t limit) const
{
    return reading_.is(i, english::descriptive) && i + 1 < limit && !reading_.is_used(i) &&
           reading_.word(i + 1).kind == Word::Kind::word && (is_name(i + 1) || describes(i + 1, limit));
}

/// the recommendation engine, webhook retries: a word that names a setting without a value, at the end of a
/// name
bool Phrases::ends_a_name(std::size_t i) const
{
    const auto* match = reading_.find(i, Role::parameter, type_);
    const bool worded =
        match != nullptr && match->end == i + 1 && reading_.find(i, Role::value, type_) == nullptr &&
        match->find(Role::parameter, type_)->parameter->schema.value("type", base::Value()) != "boolean";
    return worded && (i + 1 >= reading_.size() || reading_.word(i + 1).kind == Word::Kind::mark ||
                      reading_.is(i + 1, english::preposition | english::conjunction));
}

bool Phrases::next_is_head(std::size_t i) const
{
    return reading_.is(i + 1, english::service_head | english::kept_head | english::team_head);
}

Phrase Phrases::phrase_at(std::size_t i, std::size_t limit) const
{
    Phrase phrase;
    while (i < limit &&
           (reading_.is(i, english::article | english::definite | english::indefinite) ||
            (reading_.is(i, english::filler) && !reading_.is_opaque(i) && !describes(i, limit)) ||
            is_plain(i)) &&
           !(reading_.word(i).kind == Word::Kind::number)) {
        phrase.its = phrase.its || reading_.is(i, english::possessive) ||
                     (is_plain(i) && i + 1 < limit && !is_plain(i + 1));
        ++i;
    }
    phrase.begin = phrase.end = i;
    if (i > 0 && is_plain(i - 1) && reading_.is(i, verb_words) && !reading_.word(i).text.ends_with("ing"))
        return phrase;
    if (quantity_at(reading_, i) && !reading_.is_opaque(i))
        return phrase;
    while (continues(phrase.end, phrase.begin, limit)) {
        if (reading_.word(phrase.end).possessive)
            phrase.owner_end = phrase.end + 1;
        ++phrase.end;
    }
    if (phrase.owner_end == phrase.end)
        phrase.owner_end = 0;
    return phrase;
}

/// Inside something plainly said: the payments API in "for the payments API's logs".
bool Phrases::is_plain(std::size_t i) const
{
    return std::any_of(plain_.begin(), plain_.end(), [&](const Topic& topic) {
        return topic.kind == Topic::Kind::service && i >= topic.begin && i < topic.end;
    });
}

}  // namespace llm

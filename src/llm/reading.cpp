#include "llm/reading.h"

#include "base/text.h"
#include "llm/machine_classes.h"

#include <algorithm>

namespace llm {

Reading::Reading(const Lexicon& lexicon, std::string_view text)
    : lexicon_(lexicon),
      text_(text),
      words_(lexicon.understood(words_of(text))),
      matches_(words_.size()),
      opaque_(words_.size()),
      in_idiom_(words_.size()),
      machine_class_(words_.size()),
      named_(words_.size()),
      used_(words_.size())
{
    for (std::size_t i = 0; i < size(); ++i)
        matches_[i] = lexicon.matches_at(words_, i);
    find_opaque();
    for (const auto& matches : matches_)
        if (!matches.empty() && matches.front().find(Role::idiom) != nullptr)
            std::fill(
                in_idiom_.begin() + static_cast<std::ptrdiff_t>(matches.front().begin),
                in_idiom_.begin() + static_cast<std::ptrdiff_t>(matches.front().end),
                1
            );
}

bool Reading::is_mark(std::size_t i, std::string_view marks) const
{
    return i < size() && words_[i].kind == Word::Kind::mark &&
           marks.find(words_[i].text[0]) != std::string_view::npos;
}

std::size_t Reading::sentence_begin(std::size_t i) const
{
    while (i > 0 && !ends_sentence(i - 1))
        --i;
    return i;
}

bool Reading::is_heading(std::size_t i) const
{
    const bool starts = i == 0 || is_mark(i - 1, "\n-|;");
    return starts && is_mark(i + 1, ":") && words_[i].kind == Word::Kind::word;
}

const Match* Reading::find(std::size_t i, Role role) const
{
    if (i >= size())
        return nullptr;
    for (const auto& match : matches_[i])
        if (match.find(role) != nullptr)
            return &match;
    return nullptr;
}

const Match* Reading::find(std::size_t i, Role role, const catalog::Blueprint* blueprint) const
{
    if (i >= size())
        return nullptr;
    for (const auto& match : matches_[i])
        if (match.find(role, blueprint) != nullptr)
            return &match;
    return nullptr;
}

std::size_t Reading::identifier_begin(std::size_t i) const
{
    while (i > 0 && words_[i].is_joined() && words_[i].kind != Word::Kind::mark &&
           words_[i - 1].kind != Word::Kind::mark)
        --i;
    return i;
}

std::size_t Reading::identifier_end(std::size_t i) const
{
    do
        ++i;
    while (i < size() && words_[i].is_joined() && words_[i].kind != Word::Kind::mark &&
           words_[i - 1].kind != Word::Kind::mark);
    return i;
}

/// The cdn of assets-cdn-origin: no CDN is asked for
bool Reading::is_kind_inside_a_name(std::size_t i, std::size_t begin, std::size_t end) const
{
    const auto* kind = find(i, Role::foreign);
    return kind != nullptr && i > begin && kind->end < end && words_[i].joint == '-' &&
           words_[kind->end].joint == '-';
}

/// Of a class's words only the whole says something: the large of t4g.large is no size of ours.
void Reading::find_machine_class(std::size_t begin, std::size_t end)
{
    if (end - begin < 2 || !llm::is_machine_class(base::lower_ascii(original(begin, end))))
        return;
    machine_class_[begin] = 1;
    constexpr std::size_t longest_phrase = 6;
    for (auto i = begin < longest_phrase ? 0 : begin - longest_phrase; i < begin; ++i)
        std::erase_if(matches_[i], [&](const Match& match) { return match.end > begin; });
    const bool known = std::any_of(matches_[begin].begin(), matches_[begin].end(), [&](const Match& match) {
        return match.end == end;
    });
    for (auto i = begin; i < end; ++i) {
        opaque_[i] = known ? 0 : 1;
        std::erase_if(matches_[i], [&](const Match& match) { return i != begin || match.end != end; });
    }
}

void Reading::find_opaque()
{
    const auto is_strange = [&](std::size_t i) {
        const auto& word = words_[i];
        return word.kind == Word::Kind::word && word.parts == 0 && !lexicon_.knows(word.stem);
    };
    for (std::size_t begin = 0; begin < size();) {
        const auto end = identifier_end(begin);
        bool strange = false;
        for (auto i = begin; end - begin > 1 && i < end; ++i)
            strange = strange || is_strange(i) || is_kind_inside_a_name(i, begin, end);
        for (auto i = begin; strange && i < end; ++i) {
            opaque_[i] = 1;
            // Of its phrases only a type at its tail (orders-db) and an environment at its head (prod-orders)
            // count.
            std::erase_if(matches_[i], [&](const Match& match) {
                const bool tail = match.end == end && match.find(Role::type) != nullptr;
                const bool head = i == begin && match.find(Role::environment) != nullptr;
                return !tail && !head;
            });
        }
        find_machine_class(begin, end);
        begin = end;
    }
}

void Reading::name(std::size_t begin, std::size_t end)
{
    for (auto i = begin; i < end; ++i)
        opaque_[i] = named_[i] = 1;
}

bool Reading::is_novel(std::size_t i) const
{
    if (i >= size() || is_used(i) || in_idiom(i))
        return false;
    const auto& word = words_[i];
    if (is_opaque(i) || word.kind == Word::Kind::quoted)
        return true;
    return word.kind == Word::Kind::word && word.parts == 0 && word.text.find('\'') == std::string::npos &&
           std::none_of(matches_[i].begin(), matches_[i].end(), [](const Match& match) {
               return std::any_of(match.senses->begin(), match.senses->end(), [](const Sense& sense) {
                   return sense.role != Role::parameter && sense.role != Role::head &&
                          sense.role != Role::purpose;
               });
           });
}

void Reading::use(std::size_t begin, std::size_t end)
{
    std::fill(
        used_.begin() + static_cast<std::ptrdiff_t>(begin),
        used_.begin() + static_cast<std::ptrdiff_t>(end),
        1
    );
}

bool Reading::any_used(std::size_t begin, std::size_t end) const
{
    for (auto i = begin; i < end; ++i)
        if (is_used(i))
            return true;
    return false;
}

catalog::Span Reading::span(std::size_t begin, std::size_t end) const
{
    return {words_[begin].span.begin, words_[end - 1].span.end};
}

std::string Reading::slug(std::size_t begin, std::size_t end) const
{
    std::string slug;
    for (auto i = begin; i < end; ++i) {
        if (words_[i].kind == Word::Kind::mark)
            continue;
        if (!slug.empty() && !slug.ends_with('-') && words_[i].joint != '\0')
            slug += '-';
        for (const char c : words_[i].text) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain)
                slug += c;
            else if (!slug.empty() && !slug.ends_with('-') && c != '\'')
                slug += '-';
        }
    }
    while (slug.ends_with('-'))
        slug.pop_back();
    return slug;
}

std::string Reading::original(std::size_t begin, std::size_t end) const
{
    const auto place = span(begin, end);
    return text_.substr(place.begin, place.end - place.begin);
}

}  // namespace llm

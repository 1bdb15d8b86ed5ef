#include "llm/topics.h"

#include "llm/background.h"
#include "llm/phrases.h"

#include <algorithm>

namespace llm {
namespace {

/// Names that nothing marks are found only between English words: in "Ich möchte einen Cache" there are none.
bool speaks_another_language(const Reading& reading)
{
    for (std::size_t i = 0; i < reading.size(); ++i)
        if (english::is_one_of(reading.word(i).text, english::other_languages) && !reading.is_opaque(i))
            return true;
    return false;
}

/// serverless, powerful, incredible: how something is, not whose
bool is_quality(const Reading& reading, std::size_t i)
{
    const auto& text = reading.word(i).text;
    for (const auto* ending : {"ful", "less", "ous", "ible"})
        if (text.size() > 6 && text.ends_with(ending))
            return !reading.is_opaque(i);
    return english::is_one_of(text, "latest newest");
}

class Finder {
public:
    Finder(Reading& reading, const catalog::Blueprint* type, const std::vector<Topic>& plain)
        : reading_(reading), plain_(plain), phrases_(reading, type, plain)
    {}

    /// for x, to store x, of x
    void read_prepositions(const Range& range, std::size_t noun_end)
    {
        for (auto i = range.begin; i < range.end; ++i) {
            if (reading_.is_used(i))
                continue;
            const bool after_noun =
                i == noun_end || (!topics_.empty() && topics_.back().end == i) || follows_plain(i);
            if (reading_.says(i, "for") ||
                ((reading_.says(i, "of") || reading_.says(i, "from")) && after_noun))
                read_list(i + 1, range.end, false, goes_on(i));
            else if (reading_.says(i, "to") && reading_.is(i + 1, english::storing) && i + 2 < range.end)
                read_list(i + 2, range.end, true);
            else if (reading_.says(i, "to") && takes_an_object(i + 1) && i + 2 < range.end)
                read_object(i + 1, range.end);
            else if (is_participle(i))
                read_object(i, range.end);
            else if (reading_.is(i, english::possessive) && i + 1 < range.end)
                read_list(i, range.end, false);
        }
    }

    /// three buckets: raw, cleaned and curated
    void read_enumeration(const Range& range)
    {
        for (auto i = range.begin; i < range.end; ++i)
            if (reading_.is_mark(i, ":"))
                read_list(i + 1, range.end, false);
    }

    /// a sessions cache, the orders queue, orders-db
    void read_modifiers(const Mention& mention)
    {
        auto end = mention.begin;
        while (end > mention.phrase && !phrases_.is_name(end - 1))
            --end;
        auto begin = end;
        while (begin > mention.phrase && phrases_.is_name(begin - 1))
            --begin;
        while (begin < end && is_quality(reading_, begin))
            ++begin;
        if (begin < end && !speaks_another_language(reading_))
            add({begin, end, false, 0}, false, false);
    }

    /// prod pg 500gb payments: the one stretch of words that nothing else explains
    void read_leftover(const Resource& resource)
    {
        constexpr std::size_t longest = 3;
        if (speaks_another_language(reading_))
            return;
        const auto background = background_of(reading_);
        std::vector<Phrase> left;
        for (const auto& range : resource.ranges)
            for (auto i = range.begin; i < range.end; ++i) {
                if (background[i] != 0 || reading_.is_heading(i) || !phrases_.is_name(i) ||
                    (i >= resource.mention.begin && i < resource.mention.end))
                    continue;
                auto end = i;
                while (end < range.end && phrases_.is_name(end))
                    ++end;
                const bool bounded = end >= reading_.size() || reading_.is_used(end) ||
                                     !reading_.is(end, english::auxiliary | verb_words);
                const bool after_verb =
                    i > 0 &&
                    reading_.is(i - 1, english::auxiliary | english::pronoun | english::preposition) &&
                    !reading_.says(i - 1, "in");
                if (bounded && !after_verb)
                    left.push_back({i, end, false, 0});
                else
                    left.push_back({i, i + longest + 1, false, 0});
                i = end;
            }
        if (left.size() == 1 && left[0].end - left[0].begin <= longest)
            add(left[0], false, false);
    }

    bool has_list() const
    {
        return std::any_of(topics_.begin(), topics_.end(), [](const Topic& topic) { return topic.listed; });
    }

    std::vector<Topic> take() { return std::move(topics_); }

private:
    bool follows_plain(std::size_t i) const
    {
        return std::any_of(plain_.begin(), plain_.end(), [&](const Topic& topic) { return topic.end == i; });
    }

    /// to dump the exports: some verb and its object
    bool takes_an_object(std::size_t verb) const
    {
        return (reading_.is_novel(verb) || reading_.is(verb, english::verb)) && !reading_.is_opaque(verb) &&
               reading_.is(verb + 1, english::article | english::definite);
    }

    /// that stores x, holding x: not "for storing", which begins a list of its own, and not a plain noun
    bool is_participle(std::size_t i) const
    {
        if (i == 0 || i + 1 >= reading_.size() || reading_.word(i).is_joined())
            return false;
        const bool relative = reading_.says(i - 1, "that") || reading_.says(i - 1, "which");
        if (relative && reading_.is_novel(i) && reading_.word(i).text.ends_with('s'))
            return true;  // that feeds x
        if (!reading_.is(i, english::storing))
            return false;
        return reading_.says(i - 1, "that") || reading_.says(i - 1, "which") ||
               reading_.says(i - 1, "will") ||
               (reading_.word(i).text.ends_with("ing") && !reading_.says(i - 1, "for") &&
                reading_.find(i - 1, Role::type));
    }

    /// that feeds the importer: the verb is read with its object
    void read_object(std::size_t verb, std::size_t limit)
    {
        const auto before = topics_.size();
        read_list(verb + 1, limit, true);
        if (topics_.size() > before)
            reading_.use(verb, verb + 1);
    }

    /// for the wiki and for the blog
    bool goes_on(std::size_t preposition) const
    {
        return preposition > 0 && !topics_.empty() && topics_.back().end == preposition - 1 &&
               reading_.says(preposition - 1, "and");
    }

    void read_list(std::size_t i, std::size_t limit, bool storing, bool listed = false)
    {
        if (reading_.is(i, english::storing) && i + 1 < limit && !storing && !reading_.is_opaque(i) &&
            reading_.word(i).text.ends_with("ing") && phrases_.continues(i + 1, i + 1, limit)) {
            storing = true;
            ++i;
        } else if (reading_.is(i, english::storing) && reading_.word(i).text.ends_with("ing") && reading_.is(i + 1, closed_words & ~english::preposition)) {
            storing = true;
            ++i;
        }
        auto phrase = phrases_.phrase_at(i, limit);
        if (phrase.empty())
            return;
        add(phrase, storing, listed);
        while (phrase.end < limit &&
               (reading_.says(phrase.end, "and") || reading_.is_mark(phrase.end, ",&+/"))) {
            auto next = phrase.end + 1;
            if (reading_.says(next, "and"))
                ++next;
            auto following = phrases_.phrase_at(next, limit);
            if (following.empty() || !all_names(following) ||
                reading_.is(next, english::article | english::definite | english::indefinite))
                return;
            if (reading_.is(next, english::filler))
                following.begin = next;
            const bool its = phrase.its;
            phrase = following;
            phrase.its = phrase.its || its;
            add(phrase, storing, true);
        }
    }

    bool all_names(const Phrase& phrase) const
    {
        for (auto i = phrase.begin; i < phrase.end; ++i)
            if (!phrases_.is_name(i) && (i + 1 == phrase.end || phrases_.is_setting(i)))
                return false;
        const bool verb_follows =
            reading_.is(phrase.end, english::auxiliary | english::wish | english::naming);
        return !verb_follows;
    }

    void add(const Phrase& phrase, bool storing, bool listed)
    {
        if (phrase.owner_end != 0) {
            add({phrase.begin, phrase.owner_end, false, 0}, false, false);
            topics_.back().strong = true;
            add({phrase.owner_end, phrase.end, true, 0}, true, listed);
            return;
        }
        Topic topic;
        topic.begin = phrase.begin;
        topic.end = phrase.end;
        auto end = phrase.end;
        const bool headed =
            reading_.is(end - 1, english::service_head) ||
            (reading_.lexicon().parts_of(reading_.word(end - 1).stem) & english::service_head) != 0;
        if (end - phrase.begin > 1 && headed && reading_.word(end - 1).joint == ' ')
            --end;
        topic.name = reading_.slug(phrase.begin, end);
        topic.its = phrase.its;
        topic.listed = listed;
        topic.kind =
            storing || phrase.its || ends_in_purpose(phrase) ? Topic::Kind::purpose : Topic::Kind::service;
        reading_.use(phrase.begin, phrase.end);
        if (!topic.name.empty())
            topics_.push_back(std::move(topic));
    }

    bool ends_in_purpose(const Phrase& phrase) const
    {
        std::size_t end = 0;
        for (auto i = phrase.begin; i < phrase.end; ++i)
            if (phrases_.is_purpose(i, end) && end == phrase.end)
                return true;
        return false;
    }

    Reading& reading_;
    const std::vector<Topic>& plain_;
    Phrases phrases_;
    std::vector<Topic> topics_;
};

}  // namespace

std::vector<Topic> topics_of(Reading& reading, const Resource& resource, const std::vector<Topic>& plain)
{
    Finder finder(reading, resource.type, plain);
    if (!resource.mention.pronoun && !resource.mention.identifier)
        finder.read_modifiers(resource.mention);
    for (const auto& range : resource.ranges)
        finder.read_prepositions(range, resource.mention.end);
    if ((resource.plural || resource.count > 1) && !finder.has_list())
        for (const auto& range : resource.ranges)
            finder.read_enumeration(range);
    auto topics = finder.take();
    const bool served = std::any_of(plain.begin(), plain.end(), [](const Topic& topic) {
        return topic.kind == Topic::Kind::service;
    });
    if (!topics.empty() || served)
        return topics;
    Finder leftover(reading, resource.type, plain);
    leftover.read_leftover(resource);
    return leftover.take();
}

std::vector<Topic> topics_in(Reading& reading, const Range& range, const std::vector<Topic>& plain)
{
    Finder finder(reading, nullptr, plain);
    finder.read_prepositions(range, range.end);
    return finder.take();
}

}  // namespace llm

#include "llm/intent.h"

#include "llm/lead.h"
#include "llm/quantities.h"

#include <algorithm>

namespace llm {
namespace {

class Judge {
public:
    Judge(const Reading& reading, const std::vector<Mention>& mentions)
        : reading_(reading), mentions_(mentions)
    {}

    Intent intent() const
    {
        for (std::size_t i = 0; i < reading_.size(); i = sentence_end(i) + 1)
            if (changes(i, sentence_end(i)))
                return Intent::change;
        for (const auto& mention : mentions_)
            if (!mention.complement && speaks_of_existing(mention))
                return Intent::change;
        const auto asked = [&](const Mention& m) { return !m.negated && is_asked_for(m); };
        if (std::any_of(mentions_.begin(), mentions_.end(), asked))
            return Intent::create;
        const bool refused =
            std::any_of(mentions_.begin(), mentions_.end(), [](const Mention& m) { return m.negated; });
        return refused ? Intent::change : Intent::other;
    }

private:
    std::size_t sentence_end(std::size_t i) const
    {
        while (!reading_.ends_sentence(i))
            ++i;
        return i;
    }

    bool is_inside_a_phrase(std::size_t i) const
    {
        return std::any_of(reading_.matches(i).begin(), reading_.matches(i).end(), [&](const Match& match) {
            return match.end - match.begin > 1 && (match.find(Role::parameter) || match.find(Role::value) ||
                                                   match.find(Role::idiom) || match.find(Role::wish));
        });
    }

    const Mention* next_mention(std::size_t i, std::size_t end) const
    {
        for (const auto& mention : mentions_)
            if (mention.begin >= i && mention.begin < end)
                return &mention;
        return nullptr;
    }

    bool changes(std::size_t begin, std::size_t end) const
    {
        const auto first = lead_of(reading_, begin, end);
        const auto* object = next_mention(first, end);
        if (first < end && reading_.is(first, english::change) && !is_inside_a_phrase(first) &&
            !reading_.is_mark(first + 1, ":") && !is_noun(first))
            return !(
                object != nullptr && object->article == Mention::Article::indefinite &&
                object->phrase == first + 1
            );
        if (first < end && adjusts(first, end))
            return true;
        // create a bucket and delete the old one
        for (auto i = first + 1; i < end; ++i) {
            const bool starts = reading_.is(i - 1, english::conjunction) || reading_.is_mark(i - 1, ",");
            if (!starts || !reading_.is(i, english::change) || is_inside_a_phrase(i))
                continue;
            const auto* mention = next_mention(i, std::min(end, i + 6));
            const bool definite = mention != nullptr && mention->article == Mention::Article::definite;
            if (definite || (reading_.is(i + 1, english::definite) && reading_.says(i + 2, "old")))
                return true;
        }
        return false;
    }

    /// "update service", "scale tests": a change's word that is somebody's name
    bool is_noun(std::size_t i) const
    {
        return reading_.is_opaque(i) ||
               reading_.is(i + 1, english::service_head | english::kept_head | english::team_head) ||
               reading_.says(i + 1, "needs");
    }

    /// enable versioning on the logs bucket, add a replica to the orders database, make our cache larger
    bool adjusts(std::size_t first, std::size_t end) const
    {
        if (!reading_.is(first, english::adjust) || reading_.says(first + 1, "up"))
            return false;
        const auto* mention = next_mention(first, end);
        if (mention == nullptr || mention->article != Mention::Article::definite)
            return false;
        for (const auto& other : mentions_)
            if (other.begin < end && other.begin >= first && other.article != Mention::Article::definite &&
                !other.complement)
                return false;
        const bool governed = mention->phrase > 0 && reading_.is(mention->phrase - 1, english::preposition);
        return governed || mention->phrase == first + 1 || reading_.says(first + 1, "sure");
    }

    /// our existing bucket; the payments database is full; the orders db needs more storage
    bool speaks_of_existing(const Mention& mention) const
    {
        for (auto i = mention.phrase; i < mention.begin; ++i)
            if (reading_.says(i, "existing") || reading_.says(i, "current"))
                return true;
        const auto begin = reading_.sentence_begin(mention.begin);
        if (mention.article != Mention::Article::definite || mention.phrase > lead_of_subject(begin) ||
            mention.pronoun)
            return false;
        const auto end = sentence_end(mention.end);
        const bool more =
            has(mention.end,
                end,
                {"more",
                 "bigger",
                 "larger",
                 "smaller",
                 "less",
                 "upgraded",
                 "resized",
                 "deleted",
                 "removed",
                 "another",
                 "additional",
                 "upgrade",
                 "grow"});
        const bool first = &mention == &mentions_.front();
        return more && first;
    }

    std::size_t lead_of_subject(std::size_t i) const
    {
        while (i < reading_.size() && reading_.is(i, english::filler) && !reading_.is(i, english::definite))
            ++i;
        return i;
    }

    bool has(std::size_t begin, std::size_t end, std::initializer_list<std::string_view> words) const
    {
        for (auto i = begin; i < end; ++i)
            for (const auto word : words)
                if (reading_.says(i, word))
                    return true;
        return false;
    }

    /// A lead word that asks for something else: explain, what, write.
    bool asks_for_other(std::size_t begin, std::size_t end) const
    {
        const auto first = lead_of(reading_, begin, end);
        if (has(begin, end, {"poem", "story", "joke", "song", "recipe", "essay", "haiku", "limerick"}))
            return true;
        if (first >= end || !reading_.is(first, english::other_wish) || reading_.is_opaque(first))
            return false;
        if (has(begin, end, {"possible"}) || is_inside_a_phrase(first) || is_noun(first))
            return false;
        const bool relative = reading_.says(first, "what") && reading_.is(first + 1, english::pronoun);
        const bool about = reading_.says(first, "how") && reading_.says(first + 1, "about");
        return !relative && !about;
    }

    /// cost of a Postgres, the price for a bucket
    bool asks_for_the_price(std::size_t begin, const Mention& mention) const
    {
        for (auto i = begin; i < mention.phrase; ++i)
            if (english::is_one_of(reading_.word(i).text, "cost costs price prices pricing") &&
                (reading_.says(i + 1, "of") || reading_.says(i + 1, "for")))
                return true;
        return false;
    }

    /// merge the pull request for the orders database, monitor our redis: a verb that makes nothing, with an
    /// object that is there
    bool orders_something_else(std::size_t begin, std::size_t end, const Mention& mention) const
    {
        const auto first = lead_of(reading_, begin, end);
        return mention.article == Mention::Article::definite && first < mention.phrase &&
               reading_.is_novel(first) && !reading_.is_opaque(first) && reading_.matches(first).empty() &&
               reading_.is(first + 1, english::article | english::definite);
    }

    /// my redis keeps crashing
    bool tells_of_ours(std::size_t begin, const Mention& mention) const
    {
        return mention.article == Mention::Article::definite && mention.phrase == begin &&
               !reading_.says(begin, "the") && reading_.is(mention.end, english::verb) &&
               reading_.word(mention.end).text.ends_with('s');
    }

    /// Thanks for the bucket: it is there already
    bool thanks_for(std::size_t begin, const Mention& mention) const
    {
        if (mention.article != Mention::Article::definite || mention.phrase == 0 ||
            !reading_.says(mention.phrase - 1, "for"))
            return false;
        for (auto i = begin; i < mention.phrase; ++i)
            if (english::is_one_of(reading_.word(i).text, "thanks thank thx cheers"))
                return true;
        return false;
    }

    bool is_asked_for(const Mention& mention) const
    {
        const auto begin = reading_.sentence_begin(mention.begin);
        const auto end = sentence_end(mention.end);
        if (asks_for_other(begin, end) || asks_for_the_price(begin, mention) || thanks_for(begin, mention))
            return false;
        if (orders_something_else(begin, end, mention) || tells_of_ours(begin, mention))
            return false;
        const auto next = mention.end;
        const bool described = reading_.says(next, "is") || reading_.says(next, "are") ||
                               reading_.says(next, "was") || reading_.says(next, "were") ||
                               reading_.says(next, "has") || reading_.says(next, "had");
        const bool needed = reading_.is(next + 1, english::positive | english::wish);
        if (described && !needed && !has_facts(begin, end))
            return false;
        for (auto i = begin; i < mention.begin; ++i)
            if (reading_.is(i, english::wish) && !is_possession(i))
                return true;
        return needed || has_facts(begin, end) || opens(begin, mention);
    }

    /// "I have a database": a statement; "can I have a database": a wish
    bool is_possession(std::size_t i) const
    {
        if (!reading_.says(i, "have") && !reading_.says(i, "like") && !reading_.says(i, "got"))
            return false;
        if (i == 0)
            return true;
        const auto before = i - 1;
        const bool modal = reading_.is(before, english::auxiliary) || reading_.says(before, "to");
        const bool asked = before > 0 && reading_.is(before, english::pronoun) &&
                           reading_.is(before - 1, english::auxiliary);
        return !modal && !asked;
    }

    bool names_environment(std::size_t begin, std::size_t end) const
    {
        for (auto i = begin; i < end; ++i) {
            const auto* environment = reading_.find(i, Role::environment);
            const bool name = environment != nullptr && environment->find(Role::environment)->specific;
            if (name || (environment != nullptr && reading_.says(i, "production")))
                return true;
        }
        return false;
    }

    bool has_facts(std::size_t begin, std::size_t end) const
    {
        if (names_environment(begin, end))
            return true;
        for (auto i = begin; i < end; ++i)
            if (const auto quantity = quantity_at(reading_, i); quantity && quantity->dimension == "GB")
                return true;
        return false;
    }

    /// The sentence begins with what is wanted: "Postgres for payments", "two small buckets".
    bool opens(std::size_t begin, const Mention& mention) const
    {
        constexpr std::size_t most = 4;
        std::size_t names = 0;
        for (auto i = begin; i < mention.phrase; ++i) {
            if (reading_.is(i, english::auxiliary | english::pronoun) ||
                (reading_.is(i, english::other_wish) && !reading_.is(i, english::wish)))
                return false;
            names += reading_.is_novel(i) ? 1U : 0U;
        }
        return names <= most;
    }

    const Reading& reading_;
    const std::vector<Mention>& mentions_;
};

}  // namespace

Intent intent_of(const Reading& reading, const std::vector<Mention>& mentions)
{
    return Judge(reading, mentions).intent();
}

}  // namespace llm

#include "llm/resources.h"

#include "llm/sameness.h"

#include <algorithm>

namespace llm {
namespace {

class Collector {
public:
    Collector(const Reading& reading, const std::vector<Mention>& mentions) : reading_(reading)
    {
        for (const auto& mention : mentions)
            if (!mention.complement && !mention.negated)
                mentions_.push_back(mention);
        drop_what_better_mentions_make_needless();
    }

    Wanted wanted()
    {
        std::size_t preamble = reading_.size();
        for (const auto& mention : mentions_) {
            if (starts_.empty())
                preamble = mention.phrase;
            take(mention);
        }
        find_summaries();
        if (!starts_.empty() && preamble > 0)
            wanted_.shared.push_back({0, preamble});
        close_ranges();
        return std::move(wanted_);
    }

private:
    struct Start {
        std::size_t at;
        std::size_t resource;  ///< index, or one of the two below
    };
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);
    static constexpr std::size_t nothing = static_cast<std::size_t>(-2);

    void drop_what_better_mentions_make_needless()
    {
        const auto is_real = [](const Mention& m) { return m.role == Role::type && !m.weak; };
        const bool any = std::any_of(mentions_.begin(), mentions_.end(), is_real);
        const bool any_foreign = std::any_of(mentions_.begin(), mentions_.end(), [](const Mention& m) {
            return m.role == Role::foreign && !m.weak;
        });
        std::erase_if(mentions_, [&](const Mention& m) {
            if (m.role == Role::type)
                return (m.weak && any) || is_verb(m);
            if (m.role == Role::vague)
                return (any || any_foreign) && !is_listed(m) && !is_one_of_two(m);
            if (m.role == Role::foreign)
                return m.weak && (any_foreign || any) && !is_listed(m);
            return false;
        });
        // A vague word says nothing beside another one.
        bool seen = false;
        std::erase_if(mentions_, [&](const Mention& m) {
            const bool again = m.role == Role::vague && seen && !is_listed(m);
            seen = seen || m.role == Role::vague;
            return again;
        });
    }

    /// to cache, to queue: what something shall do, not what it is
    bool is_verb(const Mention& m) const
    {
        return m.end - m.begin == 1 && m.phrase == m.begin && m.begin > 0 &&
               reading_.says(m.begin - 1, "to") && !m.specific && mentions_.size() > 1;
    }

    bool is_one_of_two(const Mention& m) const
    {
        return reading_.is(m.end, english::alternative) ||
               (m.phrase > 0 && reading_.is(m.phrase - 1, english::alternative));
    }

    /// "…, and storage for uploads", "and a certificate": asked for beside the rest
    bool is_listed(const Mention& m) const
    {
        if (m.phrase == 0)
            return false;
        const bool follows = reading_.is(m.phrase - 1, english::conjunction | english::wish) ||
                             reading_.is_mark(m.phrase - 1, ",+&") || reading_.says(m.phrase - 1, "with");
        for (auto i = m.phrase; i < m.begin; ++i)
            if (reading_.word(i).kind == Word::Kind::number)
                return false;  // 100 PB storage: how much, not what
        if (m.role == Role::vague)
            return follows && !reading_.is(m.phrase - 1, english::wish) && reading_.says(m.end, "for") &&
                   m.end + 1 < reading_.size() && reading_.word(m.end + 1).kind != Word::Kind::number &&
                   m.article != Mention::Article::definite;
        return follows && m.article == Mention::Article::indefinite;
    }

    void take(const Mention& mention)
    {
        if (mention.role == Role::foreign || mention.role == Role::foreign_engine) {
            if (!mention.weak || wanted_.resources.empty() || is_listed(mention))
                wanted_.foreign.push_back(mention);
            starts_.push_back({mention.phrase, nothing});
            return;
        }
        if (mention.pronoun || is_member(mention)) {
            take_pronoun(mention);
            return;
        }
        if (reading_.says(mention.phrase == 0 ? reading_.size() : mention.phrase - 1, "both") ||
            reading_.says(mention.phrase == 0 ? reading_.size() : mention.phrase - 1, "all")) {
            if (!wanted_.resources.empty()) {
                starts_.push_back({mention.phrase, everything});
                return;
            }
        }
        for (auto i = wanted_.resources.size(); i > 0; --i)
            if (speaks_again_of(
                    reading_,
                    wanted_.resources[i - 1],
                    mention,
                    i == wanted_.resources.size() ? &last_ : nullptr
                )) {
                starts_.push_back({mention.phrase, i - 1});
                wanted_.resources[i - 1].plural = wanted_.resources[i - 1].plural || mention.plural;
                return;
            }
        if (absorb(mention) || is_alternative(mention))
            return;
        Resource resource;
        resource.mention = mention;
        resource.types = mention.types;
        resource.type = mention.types.size() == 1 && mention.role == Role::type ? mention.types[0] : nullptr;
        resource.count = std::max<std::size_t>(mention.count, 1);
        resource.plural = mention.plural || reading_.says(mention.end, "each");  // a bucket each for a and b
        starts_.push_back({mention.phrase, wanted_.resources.size()});
        wanted_.resources.push_back(std::move(resource));
        last_ = mention;
    }

    /// A brand and a common noun beside each other are one thing, and the brand says which: a Redis database.
    bool absorb(const Mention& mention)
    {
        if (wanted_.resources.empty() || mention.types.size() != 1)
            return false;
        auto& before = wanted_.resources.back();
        const bool adjacent =
            before.mention.end == mention.begin && before.type != nullptr && before.group == 0;
        if (!adjacent || before.type == mention.types[0])
            return false;
        if (before.mention.specific && !mention.specific && !before.mention.identifier &&
            !mention.identifier) {
            before.mention.end = mention.end;
            before.plural = mention.plural;
            return true;
        }
        return false;
    }

    /// two databases, one Postgres for users and one MySQL for posts
    bool is_member(const Mention& mention) const
    {
        if (wanted_.resources.empty() || mention.count != 1 || !mention.is(wanted_.resources.back().type))
            return false;
        const auto& last = wanted_.resources.back();
        return last.group != 0 || last.count > 1;
    }

    /// a Redis or a Postgres: one thing, and its type is asked for
    bool is_alternative(const Mention& mention)
    {
        if (wanted_.resources.empty() || mention.phrase == 0 ||
            !reading_.is(mention.phrase - 1, english::alternative) || mention.phrase - 1 != last_.end ||
            mention.types.empty())
            return false;
        auto& before = wanted_.resources.back();
        before.mention.end = mention.end;
        before.types.insert(before.types.end(), mention.types.begin(), mention.types.end());
        if (before.type != mention.types[0])
            before.type = nullptr;
        last_ = mention;
        return true;
    }

    void take_pronoun(const Mention& mention)
    {
        if (wanted_.resources.empty())
            return;
        auto& last = wanted_.resources.back();
        Resource resource = last;
        resource.mention = mention;
        resource.ranges.clear();
        resource.like = wanted_.resources.size() - 1;  // itself, where it is the first of its group
        resource.count = 1;
        resource.plural = false;
        if (last.group != 0 || !(last.count > 1 || last.plural)) {
            starts_.push_back({mention.phrase, wanted_.resources.size()});
            wanted_.resources.push_back(resource);
            return;
        }
        // two MySQL databases, one for logs …: the databases themselves, all their words, become the group
        const auto index = wanted_.resources.size() - 1;
        while (starts_.size() > 1 && starts_[starts_.size() - 2].resource == index)
            starts_.pop_back();
        resource.group = wanted_.groups.size() + 1;
        wanted_.groups.emplace_back(resource.group, Range{starts_.back().at, mention.phrase});
        last = resource;
        starts_.back() = {mention.phrase, wanted_.resources.size() - 1};
    }

    /// …, both in prod and versioned: from there on the words speak of all
    void find_summaries()
    {
        if (wanted_.resources.size() < 2)
            return;
        for (auto i = starts_.front().at + 1; i + 1 < reading_.size(); ++i) {
            const bool all = reading_.says(i, "both") || reading_.says(i, "all") ||
                             reading_.says(i, "they") || reading_.says(i, "each");
            const bool opens = reading_.word(i - 1).kind == Word::Kind::mark || reading_.says(i - 1, "and");
            const bool taken = std::any_of(starts_.begin(), starts_.end(), [&](const Start& start) {
                return start.at == i || start.at == i + 1 || start.at > i;
            });
            if (all && opens && !taken) {
                starts_.push_back({i, everything});
                return;
            }
        }
    }

    void close_ranges()
    {
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            const auto resource = starts_[i].resource;
            const Range range{starts_[i].at, i + 1 < starts_.size() ? starts_[i + 1].at : reading_.size()};
            if (resource == everything)
                wanted_.shared.push_back(range);
            else if (resource != nothing && i > 0 && starts_[i - 1].resource == resource)
                wanted_.resources[resource].ranges.back().end = range.end;
            else if (resource != nothing)
                wanted_.resources[resource].ranges.push_back(range);
        }
    }

    const Reading& reading_;
    std::vector<Mention> mentions_;
    std::vector<Start> starts_;
    Mention last_;
    Wanted wanted_;
};

}  // namespace

bool Resource::contains(std::size_t i) const
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return range.contains(i); });
}

Wanted wanted_by(const Reading& reading, const std::vector<Mention>& mentions)
{
    return Collector(reading, mentions).wanted();
}

}  // namespace llm

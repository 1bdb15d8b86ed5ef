#include "llm/topics.h"

#include <algorithm>

namespace llm {
namespace {

constexpr unsigned heads = english::team_head | english::service_head | english::kept_head;
constexpr unsigned closed = english::article | english::definite | english::conjunction |
                            english::preposition | english::pronoun | english::auxiliary | english::negator |
                            english::naming;
constexpr unsigned verbs = english::wish | english::change | english::adjust | english::other_wish |
                           english::verb | english::storing;

/// The head is inside a longer phrase of the catalog: simple queue service.
bool is_part_of_a_phrase(const Reading& reading, std::size_t head)
{
    for (std::size_t i = head < 3 ? 0 : head - 3; i <= head; ++i)
        for (const auto& match : reading.matches(i))
            if (match.end > head && match.end - match.begin > 1 && match.find(Role::purpose) == nullptr)
                return true;
    return false;
}

class Finder {
public:
    explicit Finder(Reading& reading) : reading_(reading) {}

    std::vector<Topic> topics()
    {
        for (std::size_t i = 0; i < reading_.size(); ++i) {
            if (reading_.is_used(i) || reading_.word(i).kind != Word::Kind::word)
                continue;
            if (take_label(i))
                continue;
            if (reading_.is(i, heads) && !reading_.is(i + 1, heads) && !is_part_of_a_phrase(reading_, i))
                take_head(i);
            else if (reading_.is(i + 1, english::wish) && (reading_.says(i + 1, "needs") || reading_.says(i + 1, "wants") || reading_.says(i + 1, "requires") || reading_.says(i + 1, "need")))
                take_subject(i);
        }
        return std::move(topics_);
    }

private:
    void add(Topic::Kind kind, std::size_t name, std::size_t name_end, std::size_t begin, std::size_t end)
    {
        Topic topic;
        topic.kind = kind;
        topic.name = kind == Topic::Kind::owner || kind == Topic::Kind::cost_center
                         ? reading_.original(name, name_end)
                         : reading_.slug(name, name_end);
        topic.begin = begin;
        topic.end = end;
        topic.strong = true;
        reading_.use(begin, end);
        if (!topic.name.empty())
            topics_.push_back(std::move(topic));
    }

    /// service: checkout, team = search, owner: x@example.com, owned by x, cost center 42, team search
    bool take_label(std::size_t i)
    {
        std::optional<Topic::Kind> kind;
        auto value = i + 1;
        if (reading_.says(i, "service") || reading_.says(i, "application") || reading_.says(i, "app"))
            kind = Topic::Kind::service;
        else if (reading_.says(i, "team") || reading_.says(i, "squad"))
            kind = Topic::Kind::team;
        else if (reading_.says(i, "owner"))
            kind = Topic::Kind::owner;
        else if (reading_.says(i, "owned") && reading_.says(i + 1, "by"))
            kind = Topic::Kind::owner, ++value;
        else if (reading_.says(i, "cost") && (reading_.says(i + 1, "center") || reading_.says(i + 1, "centre")))
            kind = Topic::Kind::cost_center, ++value;
        if (!kind)
            return false;
        const bool marked = reading_.is_mark(value, ":=") || reading_.says(value, "is") ||
                            reading_.is(value, english::naming);
        if (marked)
            ++value;
        const bool by = *kind == Topic::Kind::owner && !marked;
        const bool inside = reading_.identifier_end(i) - reading_.identifier_begin(i) > 1;
        // the parking service: what follows is what it needs
        const bool headed = i > 0 && reading_.is_novel(i - 1) && reading_.is_mark(i + 1, ":");
        if (inside || headed || value >= reading_.size() || (!marked && !may_name(i, value, *kind)))
            return false;
        if (by && is_team_phrase(value))
            return false;
        auto end = reading_.identifier_end(value);
        while (marked && end < reading_.size() && reading_.is_novel(end))
            ++end;
        add(*kind, value, end, i, end);
        return true;
    }

    /// "owned by the platform team", "owned by team search": the team is found by its head
    bool is_team_phrase(std::size_t i) const
    {
        for (auto k = i; k < std::min(reading_.size(), i + 5); ++k)
            if (reading_.is(k, english::team_head))
                return true;
        return false;
    }

    bool may_name(std::size_t label, std::size_t value, Topic::Kind kind) const
    {
        const auto& word = reading_.word(value);
        if (word.kind == Word::Kind::mark || (word.parts & (closed & ~english::naming)) != 0)
            return false;
        if (kind == Topic::Kind::owner || kind == Topic::Kind::cost_center)
            return true;
        if (word.kind == Word::Kind::quoted)
            return true;
        const bool bare = label == 0 || reading_.is(label - 1, english::preposition) ||
                          reading_.word(label - 1).kind == Word::Kind::mark;
        const bool head = reading_.is(label, english::service_head | english::team_head);
        const bool purpose = reading_.find(value, Role::purpose) != nullptr && !reading_.is_opaque(value);
        const bool verb_follows = (word.parts & (english::auxiliary | english::wish | english::filler)) != 0;
        return bare && head && !purpose && !verb_follows && !reading_.is(value, heads);
    }

    void take_head(std::size_t head)
    {
        const bool joined = reading_.word(head).joint != ' ';
        auto begin = joined ? reading_.identifier_begin(head) : name_begin(head);
        while (!joined && begin < head && reading_.is(begin, english::filler | english::indefinite) &&
               !reading_.is_opaque(begin))
            ++begin;
        if (begin == head)
            return;
        const bool team = reading_.is(head, english::team_head);
        const bool kept = joined || reading_.is(head, english::kept_head);
        add(team ? Topic::Kind::team : Topic::Kind::service,
            begin,
            kept && !team ? head + 1 : head,
            begin,
            head + 1);
        if (reading_.word(head).possessive && !topics_.empty())
            topics_.back().its = true;
    }

    std::size_t name_begin(std::size_t head) const
    {
        constexpr std::size_t longest = 4;
        auto begin = head;
        while (begin > 0 && head - begin < longest) {
            const auto at = begin - 1;
            const auto& word = reading_.word(at);
            const bool a_word = word.kind == Word::Kind::word || word.kind == Word::Kind::quoted ||
                                (word.kind == Word::Kind::number && reading_.word(begin).is_joined());
            const bool kept = reading_.is_opaque(at);
            if (!a_word || reading_.is_used(at))
                break;
            if (!kept && (word.parts & closed) != 0)
                break;
            if (!kept && (reading_.find(at, Role::environment) != nullptr ||
                          reading_.find(at, Role::region) != nullptr))
                break;
            if (!kept && (word.parts & verbs) != 0 && !may_be_a_noun(at))
                break;
            begin = at;
        }
        return begin;
    }

    /// "the search team": a verb's word behind an article, a preposition or an environment is a noun.
    bool may_be_a_noun(std::size_t i) const
    {
        return i == 0 ? false
                      : reading_.is(i - 1, english::article | english::definite | english::preposition) ||
                            reading_.find(i - 1, Role::environment) != nullptr;
    }

    /// Checkout needs a database
    void take_subject(std::size_t at)
    {
        if (!reading_.is_novel(at))
            return;
        auto begin = reading_.identifier_begin(at);
        while (begin > 0 && reading_.is_novel(begin - 1))
            begin = reading_.identifier_begin(begin - 1);
        if (begin > 0 && reading_.says(begin - 1, "the") && at + 1 - begin > 3)
            return;
        add(Topic::Kind::service, begin, at + 1, begin, at + 1);
    }

    Reading& reading_;
    std::vector<Topic> topics_;
};

}  // namespace

std::vector<Topic> plain_topics_in(Reading& reading)
{
    return Finder(reading).topics();
}

}  // namespace llm

#include "llm/sameness.h"

namespace llm {
namespace {

/// "Postgres 16 database", "database (Postgres)", "rds: postgres", "a database running MySQL": one thing,
/// named twice.
bool is_same_phrase(const Reading& reading, const Mention& first, const Mention& second)
{
    constexpr std::size_t farthest = 5;
    constexpr unsigned between = english::thing | english::filler | english::verb | english::preposition |
                                 english::wish | english::suffix;
    if (second.count != 0 || second.article == Mention::Article::indefinite ||
        second.begin - first.end > farthest)
        return false;
    for (auto i = first.end; i < second.begin; ++i) {
        const bool version = reading.word(i).kind == Word::Kind::number;
        if (!version && !reading.is(i, between) && !reading.is_mark(i, "():=/"))
            return false;
    }
    return true;
}

/// The engine that the mention's own words say; null when they say none.
const base::Value* engine_of(const Reading& reading, const Mention& mention)
{
    const auto* branding = reading.lexicon().brand_parameter(*mention.types[0]);
    for (auto i = mention.begin; branding != nullptr && i < mention.end; ++i)
        for (const auto& match : reading.matches(i))
            for (const auto& sense : *match.senses)
                if (sense.role == Role::value && sense.parameter == branding)
                    return &sense.value;
    return nullptr;
}

bool is_another_engine(const Reading& reading, const Mention& first, const Mention& second)
{
    const auto* one = engine_of(reading, first);
    const auto* other = engine_of(reading, second);
    return one != nullptr && other != nullptr && *one != *other;
}

/// the database, engine postgres: nothing stands before the noun that would tell it from another one
bool is_bare(const Reading& reading, const Mention& mention)
{
    if (mention.article == Mention::Article::definite && mention.begin - mention.phrase == 1)
        return true;
    for (auto i = mention.phrase; i < mention.begin; ++i)
        if (!reading.is(i, english::thing) || reading.is(i, english::article))
            return false;
    return true;
}

}  // namespace

bool speaks_again_of(
    const Reading& reading, const Resource& resource, const Mention& mention, const Mention* last
)
{
    if (resource.type == nullptr || !mention.is(resource.type))
        return false;
    if (last != nullptr && is_same_phrase(reading, *last, mention) &&
        !is_another_engine(reading, resource.mention, mention))
        return true;
    if (mention.count != 0 || mention.article == Mention::Article::indefinite || mention.identifier)
        return false;
    if (is_another_engine(reading, resource.mention, mention))
        return false;
    const bool introduced = mention.phrase > 0 && reading.is(mention.phrase - 1, english::conjunction) &&
                            mention.article == Mention::Article::none;
    const bool distinguished = reading.says(mention.end, "for") || reading.is(mention.end, english::naming) ||
                               reading.says(mention.end, "in");
    return is_bare(reading, mention) && !introduced &&
           (!distinguished || mention.article == Mention::Article::definite);
}

}  // namespace llm

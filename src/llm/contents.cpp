#include "llm/contents.h"

namespace llm {
namespace {

/// to hold x, that feeds x, storing x
bool opens_a_purpose(const Reading& reading, std::size_t i)
{
    if (reading.says(i, "to") || reading.says(i, "that") || reading.says(i, "which"))
        return reading.is(i + 1, english::storing | english::verb) || reading.is_novel(i + 1) ||
               (reading.is(i + 1, english::auxiliary) && reading.is(i + 2, english::storing | english::verb));
    return reading.is(i, english::storing) && reading.word(i).text.ends_with("ing");
}

}  // namespace

bool is_contents(const Reading& reading, const Mention& holder, const Mention& mention)
{
    if (mention.role != Role::type || mention.identifier || mention.pronoun || mention.count != 0 ||
        mention.article == Mention::Article::indefinite || mention.is(holder.types[0]))
        return false;
    bool purpose = false;
    for (auto i = holder.end; i < mention.begin; ++i) {
        const bool apart = reading.ends_sentence(i) || reading.is_mark(i, ",:+") ||
                           reading.is(i, english::reset) || reading.says(i, "plus") ||
                           (reading.is(i, english::conjunction) && !reading.is_novel(i + 1));
        if (apart)
            return false;
        purpose = purpose || opens_a_purpose(reading, i);
    }
    return purpose;
}

}  // namespace llm

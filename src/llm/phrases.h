#pragma once

#include "llm/topics.h"

namespace llm {

/// Words that end a noun phrase, and words that end it unless they begin it.
inline constexpr unsigned closed_words = english::article | english::conjunction | english::preposition |
                                         english::pronoun | english::auxiliary | english::negator |
                                         english::definite;
inline constexpr unsigned verb_words = english::wish | english::change | english::adjust |
                                       english::other_wish | english::verb | english::naming |
                                       english::storing;

/// The words of a noun phrase, [begin, end).
struct Phrase {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool its = false;
    std::size_t owner_end = 0;  ///< behind checkout's in "checkout's exports"; 0: no owner

    bool empty() const { return begin == end; }
};

/// Finds noun phrases of names and purposes: the payments API, order events, checkout's exports.
class Phrases {
public:
    Phrases(const Reading& reading, const catalog::Blueprint* type, const std::vector<Topic>& plain)
        : reading_(reading), type_(type), plain_(plain)
    {}

    /// The phrase that begins at `i`, its articles left out; empty when none does.
    Phrase phrase_at(std::size_t i, std::size_t limit) const;
    /// A word of a name: nothing explains it, or the type says that it is a purpose.
    bool is_name(std::size_t i) const;
    /// The words [i, end) are a purpose of the type.
    bool is_purpose(std::size_t i, std::size_t& end) const;
    /// The word names a setting of the type.
    bool is_setting(std::size_t i) const;
    /// Whether a phrase that began at `begin` goes on with this word.
    bool continues(std::size_t i, std::size_t begin, std::size_t limit) const;

private:
    bool describes(std::size_t i, std::size_t limit) const;
    bool ends_a_name(std::size_t i) const;
    bool next_is_head(std::size_t i) const;
    bool is_plain(std::size_t i) const;

    const Reading& reading_;
    const catalog::Blueprint* type_;
    const std::vector<Topic>& plain_;
};

}  // namespace llm

#pragma once

#include "catalog/draft.h"

#include <string>
#include <string_view>
#include <vector>

namespace llm {

/// A word, a number or a mark of a request, with its place in the original bytes.
struct Word {
    enum class Kind {
        word,
        number,
        mark,    ///< one character: , ; . : = ( ) ? ! - or a line's end
        chunk,   ///< an address or a time, taken whole: https://a.example, sun:03:00-sun:04:00
        quoted,  ///< what stands between quotes or backquotes
    };

    Kind kind = Kind::word;
    std::string text;  ///< lower case, with plain dashes and quotes
    std::string raw;   ///< as written
    std::string stem;  ///< what the lexicon looks up: the singular, typing errors corrected
    catalog::Span span;
    char joint = ' ';  ///< between this and the word before: a space, - _ . / or '\0' for nothing at all
    bool possessive = false;  ///< checkout's, customers'
    unsigned parts = 0;       ///< the parts of speech that english.h gives it

    bool is_mark(char mark) const { return kind == Kind::mark && text[0] == mark; }
    /// Written as one with the word before: the api of payments-api.
    bool is_joined() const { return joint == '-' || joint == '_' || joint == '.' || joint == '\0'; }
};

/// The request's words in order. Never fails: whatever is no word becomes a mark or is left out.
std::vector<Word> words_of(std::string_view text);

/// The singular, by rules that need not be right but always the same: queues → queue, registries → registry.
std::string stem_of(std::string_view word);

}  // namespace llm

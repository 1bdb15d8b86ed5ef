#pragma once

#include "llm/english.h"
#include "llm/lexicon.h"

namespace llm {

/// A request as the grammar reads it: its words, every phrase found in them, and which words already say
/// something.
class Reading {
public:
    Reading(const Lexicon& lexicon, std::string_view text);

    const Lexicon& lexicon() const { return lexicon_; }
    std::size_t size() const { return words_.size(); }
    const Word& word(std::size_t i) const { return words_[i]; }
    /// False beyond either end, so that neighbours can be asked about freely.
    bool is(std::size_t i, unsigned parts) const { return i < size() && (words_[i].parts & parts) != 0; }
    bool says(std::size_t i, std::string_view text) const { return i < size() && words_[i].text == text; }
    bool is_mark(std::size_t i, std::string_view marks) const;
    /// A sentence ends here (or the text does).
    bool ends_sentence(std::size_t i) const { return i >= size() || is_mark(i, ".;?!\n"); }
    std::size_t sentence_begin(std::size_t i) const;

    /// Details: the word before a colon at the start of a line
    bool is_heading(std::size_t i) const;

    /// Phrases that start at `i`, the longest first.
    const std::vector<Match>& matches(std::size_t i) const { return matches_[i]; }
    const Match* find(std::size_t i, Role role) const;
    const Match* find(std::size_t i, Role role, const catalog::Blueprint* blueprint) const;

    /// Where the identifier around `i` (payments-api) begins and ends; a word on its own is one too.
    std::size_t identifier_begin(std::size_t i) const;
    std::size_t identifier_end(std::size_t i) const;
    /// Part of an identifier that somebody made up, such as payments-api: its words are not the catalog's.
    bool is_opaque(std::size_t i) const { return opaque_[i] != 0; }
    /// Inside a wording that means nothing for the request: thanks in advance.
    bool in_idiom(std::size_t i) const { return in_idiom_[i] != 0; }
    /// An identifier that begins here is a class of machines: db.t3.large.
    bool is_machine_class(std::size_t i) const { return machine_class_[i] != 0; }
    /// Takes [begin, end) as a name: what the catalog knows of its words no longer counts.
    void name(std::size_t begin, std::size_t end);
    bool is_named(std::size_t i) const { return named_[i] != 0; }
    /// A word that neither English nor the catalog explains: a name, most likely.
    bool is_novel(std::size_t i) const;

    void use(std::size_t begin, std::size_t end);
    bool is_used(std::size_t i) const { return used_[i] != 0; }
    /// What is used, to be put back: words that speak of several resources are read once for each.
    const std::vector<char>& used() const { return used_; }
    void set_used(std::vector<char> used) { used_ = std::move(used); }
    bool any_used(std::size_t begin, std::size_t end) const;

    catalog::Span span(std::size_t begin, std::size_t end) const;
    /// The words as a name: payments-api.
    std::string slug(std::size_t begin, std::size_t end) const;
    /// The words as they were written.
    std::string original(std::size_t begin, std::size_t end) const;
    /// The request as it was written.
    std::string_view text() const { return text_; }

private:
    void find_opaque();
    void find_machine_class(std::size_t begin, std::size_t end);
    bool is_kind_inside_a_name(std::size_t i, std::size_t begin, std::size_t end) const;

    const Lexicon& lexicon_;
    std::string text_;
    std::vector<Word> words_;
    std::vector<std::vector<Match>> matches_;
    std::vector<char> opaque_;
    std::vector<char> in_idiom_;
    std::vector<char> machine_class_;
    std::vector<char> named_;
    std::vector<char> used_;
};

}  // namespace llm

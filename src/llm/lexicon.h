#pragma once

#include "catalog/catalog.h"
#include "llm/words.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

namespace llm {

/// What a phrase can mean.
enum class Role {
    type,       ///< a resource type of the catalog
    parameter,  ///< names a parameter
    head,       ///< the last word of a parameter's phrase, where only one parameter has it: retention
    value,      ///< names a parameter's value: highly available, postgres
    purpose,    ///< what such a resource is for
    environment,
    region,
    wish,            ///< what policies refuse
    foreign,         ///< a kind of infrastructure that the catalog does not have
    foreign_engine,  ///< an engine that no type offers
    vague,           ///< a kind that leaves the type open
    idiom,           ///< means nothing for the request
};

struct Sense {
    Role role = Role::idiom;
    const catalog::Blueprint* blueprint = nullptr;  ///< type, parameter, head, value, purpose
    const catalog::Parameter* parameter = nullptr;  ///< parameter, head, value
    base::Value value;                              ///< value
    std::string
        name;  ///< environment, region, wish: its name; foreign, foreign_engine: the words; vague: what fits
    bool specific = false;  ///< type, value: a brand (postgres) rather than a common noun (database)
    bool weak =
        false;  ///< foreign: an everyday word; wish: the phrase speaks of what is refused when negated
};

/// A phrase found in a request: the words [begin, end) and all that it can mean.
struct Match {
    std::size_t begin = 0;
    std::size_t end = 0;
    const std::vector<Sense>* senses = nullptr;

    const Sense* find(Role role) const;
    const Sense* find(Role role, const catalog::Blueprint* blueprint) const;
};

/// The words of the catalog and of english.h, ready to be looked up. Built once.
class Lexicon {
public:
    explicit Lexicon(const catalog::Catalog& catalog);

    /// All phrases that start at `i`, the longest first. Articles inside a phrase are passed over.
    std::vector<Match> matches_at(const std::vector<Word>& words, std::size_t i) const;

    /// Fills in stem and parts of each word, corrects typing errors, and splits PaymentsApi, postgres16,
    /// s3bucket.
    std::vector<Word> understood(std::vector<Word> words) const;

    unsigned parts_of(const std::string& text) const;
    bool knows(const std::string& stem) const { return vocabulary_.contains(stem); }
    const catalog::Catalog& catalog() const { return catalog_; }
    /// The parameter whose value names a brand of the type, such as rds' engine; null when there is none.
    const catalog::Parameter* brand_parameter(const catalog::Blueprint& blueprint) const;

private:
    struct Node {
        std::unordered_map<std::string, std::size_t> next;
        std::vector<Sense> senses;
    };

    void add(std::string_view phrase, const Sense& sense);
    void add_list(std::string_view phrases, char separator, const Sense& sense);
    void add_english();
    void add_type(const catalog::Blueprint& blueprint);
    void add_parameter(const catalog::Blueprint& blueprint, const catalog::Parameter& parameter);
    void add_heads(const catalog::Blueprint& blueprint);
    void add_places();
    void add_wishes();
    void learn_correctable();

    /// As stem_of, but the words that hold a sentence together stay as they are: has is no plural of ha.
    std::string stem(const std::string& text) const;
    bool is_known(const Word& word) const;
    void understand(Word& word) const;
    std::string corrected(const std::string& text) const;
    bool split(const Word& word, std::vector<Word>& into) const;
    bool is_brand(const std::string& text) const;
    bool is_numbered_brand(const std::string& text) const;

    const catalog::Catalog& catalog_;
    std::vector<Node> nodes_;
    std::unordered_map<std::string, unsigned> parts_;
    std::unordered_map<std::string, std::string> vocabulary_;  ///< stem → the word as the catalog writes it
    std::unordered_set<std::string> look_alikes_;              ///< English that is never a typing error
    std::unordered_map<char, std::vector<std::string>> correctable_;  ///< by first letter
    std::map<const catalog::Blueprint*, const catalog::Parameter*> brands_;
    std::unordered_map<std::string, bool> brand_words_;
};

}  // namespace llm

#pragma once

#include "llm/reading.h"

namespace llm {

/// A place where the request speaks of a kind of infrastructure.
struct Mention {
    enum class Article { none, indefinite, definite };

    std::size_t phrase = 0;  ///< where its noun phrase begins: the "a" of "a small staging database"
    std::size_t begin = 0;   ///< the word for the kind itself
    std::size_t end = 0;
    Role role = Role::type;                        ///< type, foreign, foreign_engine or vague
    std::vector<const catalog::Blueprint*> types;  ///< more than one: the word leaves it open
    std::string words;                             ///< foreign: what it is called
    Article article = Article::none;
    std::size_t count = 0;  ///< two buckets; 0: not said
    bool plural = false;
    bool specific = false;       ///< a brand (postgres) rather than a common noun (database)
    std::size_t engine = 0;      ///< oracle database: the words [engine, engine_end) name an engine
    std::size_t engine_end = 0;  ///< that no type has; 0: none
    bool weak = false;           ///< counts only where nothing better is said
    bool pronoun = false;        ///< one for logs
    bool complement = false;     ///< a bucket for the database's exports: the database is not asked for
    bool negated = false;        ///< no Redis: not asked for either
    bool identifier = false;     ///< the db of orders-db

    bool is(const catalog::Blueprint* blueprint) const { return types.size() == 1 && types[0] == blueprint; }
};

/// All mentions in order, complements marked.
std::vector<Mention> mentions_of(const Reading& reading);

/// The types that a vague word can mean; `fits` as in english::Vague.
std::vector<const catalog::Blueprint*> fitting_types(const catalog::Catalog& catalog, std::string_view fits);

}  // namespace llm

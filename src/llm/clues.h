#pragma once

#include "llm/parameters.h"

namespace llm {

/// A parameter's name, a parameter's value, or a quantity, found in the words.
struct Clue {
    enum class Kind { name, value, quantity };

    Kind kind = Kind::name;
    std::size_t begin = 0;
    std::size_t end = 0;
    const catalog::Parameter* parameter = nullptr;  ///< name, value
    base::Value value;                              ///< value
    Quantity quantity;
    bool head = false;   ///< name: only the last word of its phrase
    bool taken = false;  ///< name: has its value; quantity: has its parameter
};

/// A stretch of words with what was found in it, while its parameters are read.
struct Clause {
    Reading& reading;
    const catalog::Blueprint& type;
    Range range;
    Findings& findings;
    std::vector<Clue> clues;  ///< in the order of the words

    void find(const catalog::Parameter& parameter, base::Value value, std::size_t begin, std::size_t end);
};

/// Fills in the clues.
void collect_clues(Clause& clause);
/// Values that are said by their own names: highly available, mysql.
void state_values(Clause& clause);
/// Numbers to the names that they stand by: 200 GB of storage, Postgres 16.
void place_quantities(Clause& clause);
/// Names that no number was for: versioning, no backups, username app.
void state_names(Clause& clause);

/// Whether only words that link a name with its value lie in [begin, end).
bool is_linked(const Reading& reading, std::size_t begin, std::size_t end);

std::string type_of(const catalog::Parameter& parameter);
bool is_number(const catalog::Parameter& parameter);

}  // namespace llm

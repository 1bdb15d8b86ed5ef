#pragma once

#include "llm/quantities.h"
#include "llm/resources.h"

namespace llm {

/// A value that the words state for a parameter.
struct Finding {
    base::Value value;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Something that the words demand and that cannot be stated: a quantity without a parameter, a parameter
/// without a value, a setting that only other types have.
struct Demand {
    /// with replicas; t3.large, which is none of the sizes; not postgres; 100 to 200 GB
    enum class Why { no_value, no_such, excluded, range };

    const catalog::Parameter* parameter = nullptr;  ///< null: the type has none for it
    std::size_t begin = 0;
    std::size_t end = 0;
    Why why = Why::no_value;
    base::Value not_this = {};  ///< excluded: the value that it shall not be
};

struct Findings {
    std::map<const catalog::Parameter*, std::vector<Finding>> values;
    std::vector<Demand> demands;

    void add(Findings more);
};

/// Settings in these stretches that only other types have: a bucket with read replicas.
std::vector<Demand>
foreign_settings_in(const Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges);

/// Reads the parameters of one type in these stretches; words that were understood become used.
Findings parameters_in(Reading& reading, const catalog::Blueprint& type, const std::vector<Range>& ranges);

}  // namespace llm

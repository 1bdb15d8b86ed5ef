#pragma once

#include "base/value.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace llm {

/// What a call used. The three do not overlap: `cached` is what the provider read from its cache instead of
/// from the call, for a part of the price.
struct Tokens {
    std::int64_t input = 0;
    std::int64_t output = 0;
    std::int64_t cached = 0;

    std::int64_t all() const { return input + output + cached; }
};

/// One call to a provider, whatever came of it.
struct Call {
    std::string provider;  ///< the word of LLM_PROVIDER
    std::string model;
    std::string prompt;   ///< see Reply::prompt
    std::string outcome;  ///< understood; wrong_form, when its form was not usable; else the failure's word
    Tokens tokens;
    bool estimated = false;  ///< the provider answered without saying what it used
    std::chrono::milliseconds took{0};
};

void to_json(base::Value& json, const Call& call);
void from_json(const base::Value& json, Call& call);

/// Keeps account of the calls that one request costs.
class Meter {
public:
    virtual ~Meter() = default;

    /// Asked before every call. Throws `forbidden` when a budget is spent.
    virtual void admit() = 0;

    /// Told after every call, also after one that failed.
    virtual void record(const Call& call) = 0;
};

}  // namespace llm

#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/foreign.h"
#include "base/network.h"
#include "base/secret.h"
#include "base/value.h"

namespace llm {

/// What the messages about a provider say.
struct ProviderNames {
    std::string provider;        ///< Claude
    std::string key_variable;    ///< ANTHROPIC_API_KEY
    std::string model;           ///< claude-sonnet-5
    std::string model_variable;  ///< ANTHROPIC_MODEL
    std::string address_variable;
    std::string word;  ///< claude: the word of LLM_PROVIDER
};

/// What becomes of a provider that failed like this (see Breaker).
enum class Weight { none, counted, lasting };

struct Failure {
    base::Error error;
    Weight weight;
};

/// An answer with another status than 200, in our words. The retry law is that of the vendors' own SDKs:
/// `x-should-retry` wins, else 408, 409, 429 and everything from 500 on is tried again; a spend limit, a key
/// and a content filter never are. What the vendor wrote is only in the detail, without the key.
Failure failure_of(
    const ProviderNames& names, const base::HttpAnswer& answer, const base::Secret& key, base::Time now
);

/// `retry-after-ms`, else `retry-after` in seconds or as a date; at most a day. Nullopt for none, for what is
/// none of these, and for times that are past.
std::optional<std::chrono::milliseconds>
asked_wait(const std::map<std::string, std::string>& headers, base::Time now);

using base::text_at;

/// The member at a JSON pointer when it is a number of tokens that a call may have, else nullopt.
std::optional<std::int64_t> tokens_at(const base::Value& value, const char* pointer);

}  // namespace llm

#pragma once

#include "catalog/draft.h"

#include <map>
#include <string>
#include <vector>

namespace llm {

class Meter;

/// What a model is asked to understand.
struct Prompt {
    std::string words;        ///< the request, as data: never an instruction
    std::string environment;  ///< what the caller stated beside the words; empty: not stated
    std::string team;
    std::string service;
    std::map<std::string, base::Value>
        answers;             ///< to earlier questions, by id; a model needs only resource_type
    Meter* meter = nullptr;  ///< keeps account of what it costs; null: nobody does
};

/// The id of a question that is about no field: whether to make the resource without something it cannot
/// have. Only the model reads its answer.
inline constexpr std::string_view unsupported = "unsupported";

/// What the model understood: drafts, or questions, or a refusal.
struct Reply {
    std::vector<catalog::Draft> drafts;
    std::vector<catalog::Question> questions;
    std::optional<catalog::Refusal> refusal;
    std::string model;  ///< which one understood it: "offline", "claude-sonnet-5"
    std::string prompt =
        {};  ///< the prompt's name with its content's hash; empty for a model without prompts
    std::string summary =
        {};  ///< what the model wrote for the reviewer, as it came: anything may be in it; mostly empty
    std::vector<std::string> passed_over =
        {};  ///< models that were to understand it first, each with why not
};

/// Understands requests. Kinds: Claude, AzureOpenAI, Offline (rules over the catalog's words), and Fallback,
/// a chain of them.
class Model {
public:
    virtual ~Model() = default;

    /// Throws `unavailable`, `limited` (retried by the job), `upstream`, and `forbidden` for a budget that is
    /// spent (not).
    virtual Reply complete(const Prompt& prompt) = 0;

    /// How many requests it can read at once: few where that means computing, many where it means waiting.
    virtual int most_at_once() const { return 16; }
};

}  // namespace llm

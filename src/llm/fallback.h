#pragma once

#include "llm/model.h"

#include <memory>

namespace llm {

/// A chain of models: the first that understands answers, and its reply says why those before it did not.
class Fallback final : public Model {
public:
    struct Link {
        std::string name;  ///< the word of LLM_PROVIDER
        std::unique_ptr<Model> model;
    };

    explicit Fallback(std::vector<Link> links) : links_(std::move(links)) {}

    /// When all fail: `limited` or `unavailable` with the shortest wait where waiting may help one of them,
    /// else `upstream`; the message has every reason. With one link, its own error.
    Reply complete(const Prompt& prompt) override;
    int most_at_once() const override;

private:
    std::vector<Link> links_;
};

}  // namespace llm

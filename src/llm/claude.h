#pragma once

#include "llm/remote.h"

namespace llm {

/// Anthropic's Messages API, with structured output.
class Claude final : public Remote {
public:
    struct Account {
        base::Secret key;
        std::string address = "https://api.anthropic.com";
        std::string model = "claude-sonnet-5";
    };

    /// Throws `invalid` for a key or an address that cannot be one.
    Claude(Surroundings surroundings, const Account& account);

private:
    base::HttpRequest call(const Turns& turns) const override;
    base::HttpRequest question_for_models() const override;
    std::string text_in(const base::Value& answer) const override;
    std::optional<Tokens> tokens_in(const base::Value& answer) const override;

    std::string address_;
    base::Value form_;
};

}  // namespace llm

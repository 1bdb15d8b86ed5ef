#pragma once

#include "llm/remote.h"

namespace llm {

/// Azure OpenAI's chat completions, and every address that speaks the same language.
class AzureOpenAI final : public Remote {
public:
    struct Account {
        base::Secret key;
        /// https://name.openai.azure.com. One that ends in /v1 is taken as it is: in /openai/v1 as Azure's,
        /// else as that of a compatible server, which gets the key as a bearer token.
        std::string endpoint;
        std::string deployment;
        std::string api_version;  ///< empty: the v1 API; else the dated one
    };

    /// Throws `invalid` for a key, an endpoint or a deployment that cannot be one.
    AzureOpenAI(Surroundings surroundings, const Account& account);

private:
    base::HttpRequest call(const Turns& turns) const override;
    base::HttpRequest question_for_models() const override;
    std::string text_in(const base::Value& answer) const override;
    std::optional<Tokens> tokens_in(const base::Value& answer) const override;

    base::Value body_of(const Turns& turns) const;
    bool knows_schemas() const;

    std::string root_;  ///< …/v1, or …/openai for a dated API
    std::string deployment_;
    std::string api_version_;
    base::Value form_;
};

}  // namespace llm

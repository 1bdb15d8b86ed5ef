#pragma once

#include <array>
#include <string_view>

namespace client {

/// Settings that `configure` asks for together, and tries together.
struct Topic {
    std::string_view title;
    std::string_view sentence;
    std::string_view trial;                    ///< its name among Configuring::trials
    std::string_view well;                     ///< what a trial without an error says
    std::array<std::string_view, 4> settings;  ///< by name; without the first the others are not asked for
};

/// What the settings table does not have is not asked for.
inline constexpr std::array<Topic, 4> topics{{
    {"Claude",
     "reads what people ask for. Without a language model, rules over the catalog's words do.",
     "claude",
     "Claude accepts the key.",
     {"anthropic_api_key", "anthropic_model"}},
    {"Azure OpenAI",
     "does the same, where your models are in Azure or behind an address that speaks OpenAI's API.",
     "azure_openai",
     "Azure OpenAI accepts the key.",
     {"azure_openai_endpoint",
      "azure_openai_api_key",
      "azure_openai_deployment",
      "azure_openai_api_version"}},
    {"GitHub",
     "is where pull requests are opened. Without it they live in this program, to be merged in the browser.",
     "github",
     "GitHub accepts the token.",
     {"github_token", "github_org", "github_repo"}},
    {"Requests",
     "may leave out what you settle here.",
     "default_environment",
     "The catalog knows this environment.",
     {"default_environment"}},
}};

}  // namespace client

#include "server/models.h"

#include "base/text.h"
#include "llm/azure_openai.h"
#include "llm/claude.h"
#include "llm/fallback.h"
#include "llm/offline.h"
#include "server/values.h"

#include <fmt/format.h>

#include <algorithm>

namespace server {
namespace {

constexpr std::array<std::string_view, 3> provider_words{"claude", "azure_openai", "offline"};

/// The words of the chain, and why these.
struct Choice {
    std::vector<std::string> words;
    std::string reason;
};

Choice choose(const base::Settings& settings)
{
    if (const auto text = settings.find_text("llm_provider"))
        return {read_list(*text), "because LLM_PROVIDER says so"};
    if (settings.find_text("anthropic_api_key"))
        return {{"claude"}, "because ANTHROPIC_API_KEY is set"};
    if (settings.find_text("azure_openai_api_key"))
        return {{"azure_openai"}, "because AZURE_OPENAI_API_KEY is set"};
    return {{"offline"}, "because no language model is configured"};
}

void refuse_unknown(const std::vector<std::string>& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::find(provider_words.begin(), provider_words.end(), words[i]) == provider_words.end())
            throw base::Error(
                base::Code::invalid,
                fmt::format(
                    "LLM_PROVIDER names \"{}\". It may name {}.",
                    base::shortened(words[i], 60),
                    fmt::join(provider_words, ", ")
                )
            );
        if (std::find(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), words[i]) !=
            words.begin() + static_cast<std::ptrdiff_t>(i))
            throw base::Error(base::Code::invalid, "LLM_PROVIDER names " + words[i] + " twice.");
    }
    if (words.empty())
        throw base::Error(base::Code::invalid, "LLM_PROVIDER names no model.");
}

std::string described(const Choice& choice, const base::Settings& settings)
{
    std::vector<std::string> names;
    for (const auto& word : choice.words)
        names.push_back(
            word == "claude"         ? "claude: " + settings.text("anthropic_model")
            : word == "azure_openai" ? "azure_openai: " + settings.text("azure_openai_deployment")
                                     : "offline: rules over the catalog's words"
        );
    return base::join(names, ", else ") + ", " + choice.reason;
}

}  // namespace

Models::Models(
    const base::Settings& settings,
    const catalog::Catalog& catalog,
    base::Network& network,
    const base::Clock& clock
)
    : catalog_(catalog), clock_(clock)
{
    const auto choice = choose(settings);
    refuse_unknown(choice.words);
    if (choice.words != std::vector<std::string>{"offline"})
        instructions_ = llm::Instructions::load(
            settings.text("prompts"),
            catalog,
            settings.text("model_summary") == "on" ? llm::Summary::wanted : llm::Summary::left_out
        );
    std::vector<llm::Fallback::Link> links;
    for (const auto& word : choice.words) {
        if (word == "offline") {
            links.push_back({word, std::make_unique<llm::Offline>(catalog)});
            continue;
        }
        auto remote = make_remote(word, settings, network);
        remotes_[word] = remote.get();
        links.push_back({word, std::move(remote)});
    }
    model_ = std::make_unique<llm::Fallback>(std::move(links));
    description_ = described(choice, settings);
}

Models::~Models() = default;

std::unique_ptr<llm::Remote>
Models::make_remote(const std::string& word, const base::Settings& settings, base::Network& network)
{
    const llm::Surroundings surroundings{
        catalog_, instructions_, network, clock_, std::chrono::seconds(read_count(settings, "llm_timeout"))};
    if (word == "claude")
        return std::make_unique<llm::Claude>(
            surroundings,
            llm::Claude::Account{
                settings.secret("anthropic_api_key"),
                settings.text("anthropic_base_url"),
                settings.text("anthropic_model")}
        );
    return std::make_unique<llm::AzureOpenAI>(
        surroundings,
        llm::AzureOpenAI::Account{
            settings.secret("azure_openai_api_key"),
            settings.text("azure_openai_endpoint"),
            settings.text("azure_openai_deployment"),
            settings.text("azure_openai_api_version")}
    );
}

std::vector<operations::Dependency> Models::dependencies() const
{
    std::vector<operations::Dependency> dependencies;
    if (!remotes_.contains("claude"))
        dependencies.push_back({"claude", [] { return "not configured"; }});
    for (const auto& [word, remote] : remotes_)
        dependencies.push_back({word, [asked = remote] { return asked->ask_whether_well(), "connected"; }});
    return dependencies;
}

}  // namespace server

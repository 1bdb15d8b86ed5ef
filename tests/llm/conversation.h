#pragma once

#include "llm/azure_openai.h"
#include "llm/claude.h"
#include "llm/schema.h"
#include "support/model_answers.h"
#include "support/stubbed_network.h"

#include <gmock/gmock.h>

/// A provider's side of a conversation, and what it needs to take place.
namespace conversation {

inline const catalog::Catalog& real_catalog()
{
    static const auto catalog =
        catalog::Catalog::load({PROJECT_DIR "/templates/terraform", PROJECT_DIR "/config"});
    return catalog;
}

inline const std::string key = "sk-ant-planted-0123456789abcdef";
inline const std::string claude_url = "https://api.anthropic.com/v1/messages";
inline const std::string azure_url = "https://x.openai.azure.com/openai/v1/chat/completions";

struct World {
    support::StubbedNetwork network;
    base::ManualClock clock;
    llm::Instructions instructions{"THE RULES", "understand@0123"};

    llm::Surroundings surroundings() { return {real_catalog(), instructions, network, clock}; }
    llm::Claude claude() { return {surroundings(), {base::Secret(key)}}; }
    llm::AzureOpenAI azure(const std::string& api_version = "", const std::string& deployment = "gpt")
    {
        return {surroundings(), {base::Secret(key), "https://x.openai.azure.com", deployment, api_version}};
    }

    void expect(int status, const std::string& body, std::map<std::string, std::string> headers = {})
    {
        support::StubbedNetwork::Stub stub{"POST", claude_url, status, body};
        stub.headers = std::move(headers);
        network.expect(std::move(stub));
    }
};

inline std::string bucket()
{
    return form({resource("s3", {value("resource_name", "logs"), value("environment", "staging")})});
}

inline llm::Prompt words(const std::string& text)
{
    llm::Prompt prompt;
    prompt.words = text;
    return prompt;
}

/// The error with which the model answers.
inline base::Error error_of(llm::Model& model, const llm::Prompt& prompt = words("a bucket for logs"))
{
    try {
        model.complete(prompt);
    } catch (const base::Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return {base::Code::internal, "no error"};
}

}  // namespace conversation

#include "llm/azure_openai.h"

#include "base/text.h"
#include "llm/schema.h"

#include <algorithm>

namespace llm {
namespace {

using base::Value;

constexpr int most_tokens = 4096;  // what is asked for counts against the rate limit, used or not

std::string root_of(const std::string& endpoint, bool is_dated)
{
    if (is_dated)
        return endpoint + "/openai";
    return endpoint.ends_with("/v1") ? endpoint : endpoint + "/openai/v1";
}

}  // namespace

AzureOpenAI::AzureOpenAI(Surroundings surroundings, const Account& account)
    : Remote(
          surroundings,
          {"Azure OpenAI",
           "AZURE_OPENAI_API_KEY",
           account.deployment,
           "AZURE_OPENAI_DEPLOYMENT",
           "AZURE_OPENAI_ENDPOINT",
           "azure_openai"},
          account.key
      ),
      root_(root_of(
          base::checked_address(account.endpoint, "AZURE_OPENAI_ENDPOINT"), !account.api_version.empty()
      )),
      deployment_(account.deployment),
      api_version_(account.api_version),
      form_(schema_of(surroundings.catalog, surroundings.instructions.summary))
{
    // A path segment of dots would be taken for a folder, however it is encoded.
    if (deployment_.empty() || deployment_ == "." || deployment_ == ".." || base::unprintable(deployment_))
        throw base::Error(base::Code::invalid, "AZURE_OPENAI_DEPLOYMENT must name a deployment.");
}

/// Structured outputs came with 2024-08-01-preview.
bool AzureOpenAI::knows_schemas() const
{
    return api_version_.empty() || api_version_ >= "2024-08-01";
}

Value AzureOpenAI::body_of(const Turns& turns) const
{
    auto instructions = surroundings().instructions.text;
    if (!knows_schemas())
        instructions += "\n# The form, as a JSON Schema\n\n" + base::write_json(form_) + "\n";
    auto messages = Value::array({{{"role", "system"}, {"content", instructions}}});
    for (const auto& turn : turns)
        messages.push_back({{"role", turn.from_model ? "assistant" : "user"}, {"content", turn.text}});
    Value body{{"model", deployment_}, {"messages", std::move(messages)}};
    // The new name came with 2024-09-01-preview.
    const bool is_new = api_version_.empty() || api_version_ >= "2024-09-01";
    body[is_new ? "max_completion_tokens" : "max_tokens"] = most_tokens;
    if (knows_schemas())
        body["response_format"] = {
            {"type", "json_schema"},
            {"json_schema", {{"name", "infrastructure_request"}, {"strict", true}, {"schema", form_}}}};
    else
        body["response_format"] = {{"type", "json_object"}};
    return body;
}

base::HttpRequest AzureOpenAI::call(const Turns& turns) const
{
    auto request = question_for_models();
    request.method = "POST";
    request.url = api_version_.empty()
                      ? root_ + "/chat/completions"
                      : root_ + "/deployments/" + base::percent_encoded(deployment_) +
                            "/chat/completions?api-version=" + base::percent_encoded(api_version_);
    request.headers["content-type"] = "application/json";
    request.body = base::write_json(body_of(turns));
    return request;
}

base::HttpRequest AzureOpenAI::question_for_models() const
{
    base::HttpRequest request;
    request.url = root_ + "/models";
    if (!api_version_.empty())
        request.url += "?api-version=" + base::percent_encoded(api_version_);
    if (api_version_.empty() && !root_.ends_with("/openai/v1"))
        request.headers["authorization"] = "Bearer " + key().reveal();
    else
        request.headers["api-key"] = key().reveal();
    return request;
}

std::string AzureOpenAI::text_in(const Value& answer) const
{
    const auto reason = text_at(answer, "/choices/0/finish_reason");
    if (reason == "content_filter" || !text_at(answer, "/choices/0/message/refusal").empty())
        throw declined();
    if (reason == "length")
        throw cut_answer();
    if (reason != "stop")
        throw strange_answer("finish_reason " + reason);
    return text_at(answer, "/choices/0/message/content");
}

/// Here the cached tokens are among those of the prompt.
std::optional<Tokens> AzureOpenAI::tokens_in(const Value& answer) const
{
    const auto input = tokens_at(answer, "/usage/prompt_tokens");
    const auto output = tokens_at(answer, "/usage/completion_tokens");
    if (!input || !output)
        return std::nullopt;
    const auto cached = tokens_at(answer, "/usage/prompt_tokens_details/cached_tokens").value_or(0);
    return Tokens{*input - std::min(cached, *input), *output, std::min(cached, *input)};
}

}  // namespace llm

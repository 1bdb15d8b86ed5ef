#include "llm/claude.h"

#include "llm/schema.h"

namespace llm {
namespace {

using base::Value;

constexpr int most_tokens = 4096;

}  // namespace

Claude::Claude(Surroundings surroundings, const Account& account)
    : Remote(
          surroundings,
          {"Claude", "ANTHROPIC_API_KEY", account.model, "ANTHROPIC_MODEL", "ANTHROPIC_BASE_URL", "claude"},
          account.key
      ),
      address_(base::checked_address(account.address, "ANTHROPIC_BASE_URL")),
      form_(schema_of(surroundings.catalog, surroundings.instructions.summary))
{}

base::HttpRequest Claude::call(const Turns& turns) const
{
    auto messages = Value::array();
    for (const auto& turn : turns)
        messages.push_back({{"role", turn.from_model ? "assistant" : "user"}, {"content", turn.text}});
    // No temperature, top_p or top_k: models after Opus 4.6 refuse them.
    const Value body{
        {"model", names().model},
        {"max_tokens", most_tokens},
        {"system",
         Value::array(
             {{{"type", "text"},
               {"text", surroundings().instructions.text},
               {"cache_control", {{"type", "ephemeral"}}}}}
         )},
        {"messages", std::move(messages)},
        {"output_config", {{"effort", "low"}, {"format", {{"type", "json_schema"}, {"schema", form_}}}}}};
    auto request = question_for_models();
    request.method = "POST";
    request.url = address_ + "/v1/messages";
    request.headers["content-type"] = "application/json";
    request.body = base::write_json(body);
    return request;
}

base::HttpRequest Claude::question_for_models() const
{
    base::HttpRequest request;
    request.url = address_ + "/v1/models?limit=1";
    request.headers = {{"x-api-key", key().reveal()}, {"anthropic-version", "2023-06-01"}};
    return request;
}

std::string Claude::text_in(const Value& answer) const
{
    const auto reason = text_at(answer, "/stop_reason");
    if (reason == "refusal")
        throw declined();
    if (reason == "max_tokens" || reason == "model_context_window_exceeded")
        throw cut_answer();
    if (reason != "end_turn" && reason != "stop_sequence")
        throw strange_answer("stop_reason " + reason);
    const auto content = answer.find("content");
    if (content == answer.end() || !content->is_array())
        throw strange_answer("no content");
    std::string text;
    for (const auto& block : *content)
        if (text_at(block, "/type") == "text")
            text += text_at(block, "/text");
    return text;
}

std::optional<Tokens> Claude::tokens_in(const Value& answer) const
{
    const auto input = tokens_at(answer, "/usage/input_tokens");
    const auto output = tokens_at(answer, "/usage/output_tokens");
    if (!input || !output)
        return std::nullopt;
    const auto written = tokens_at(answer, "/usage/cache_creation_input_tokens").value_or(0);
    const auto read = tokens_at(answer, "/usage/cache_read_input_tokens").value_or(0);
    return Tokens{*input + written, *output, read};
}

}  // namespace llm

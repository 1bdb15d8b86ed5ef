#include "llm/meter.h"

namespace llm {

void to_json(base::Value& json, const Call& call)
{
    json = {
        {"provider", call.provider},
        {"model", call.model},
        {"prompt", call.prompt},
        {"outcome", call.outcome},
        {"input_tokens", call.tokens.input},
        {"output_tokens", call.tokens.output},
        {"cached_tokens", call.tokens.cached},
        {"estimated", call.estimated},
        {"took_ms", call.took.count()}};
}

void from_json(const base::Value& json, Call& call)
{
    json.at("provider").get_to(call.provider);
    json.at("model").get_to(call.model);
    json.at("prompt").get_to(call.prompt);
    json.at("outcome").get_to(call.outcome);
    json.at("input_tokens").get_to(call.tokens.input);
    json.at("output_tokens").get_to(call.tokens.output);
    json.at("cached_tokens").get_to(call.tokens.cached);
    json.at("estimated").get_to(call.estimated);
    call.took = std::chrono::milliseconds(json.at("took_ms").get<std::int64_t>());
}

}  // namespace llm

#pragma once

#include "base/value.h"

#include <string>
#include <vector>

/// What a provider of models answers: the envelopes of its API, and the forms in them.
namespace conversation {

inline std::string claude_says(const std::string& text, const std::string& reason = "end_turn")
{
    return base::write_json(
        {{"type", "message"},
         {"content", base::Value::array({{{"type", "text"}, {"text", text}}})},
         {"stop_reason", reason},
         {"usage", {{"input_tokens", 42}, {"cache_read_input_tokens", 1'800}, {"output_tokens", 31}}}}
    );
}

inline std::string azure_says(const std::string& text, const std::string& reason = "stop")
{
    return base::write_json(
        {{"choices",
          base::Value::array(
              {{{"finish_reason", reason}, {"message", {{"content", text}, {"refusal", nullptr}}}}}
          )}}
    );
}

/// Lists are vectors, because braces around one JSON value copy it.
using Values = std::vector<base::Value>;

inline std::string form(const Values& resources)
{
    return base::write_json(
        {{"outcome", "resources"},
         {"resources", resources},
         {"questions", base::Value::array()},
         {"refusal", nullptr}}
    );
}

inline base::Value value(const std::string& name, const base::Value& value)
{
    return {{"name", name}, {"value", value}};
}

inline base::Value resource(const std::string& type, const Values& values)
{
    return {{"resource_type", type}, {"values", values}};
}

}  // namespace conversation

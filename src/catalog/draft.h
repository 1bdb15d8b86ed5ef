#pragma once

#include "base/value.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catalog {

/// Where a value came from.
enum class From { request, environment_default, blueprint_default, policy, answer, model, caller, hand_edit };

/// The words of the API, in the enum's order.
inline constexpr std::array<std::string_view, 8> from_words{
    "request",
    "environment default",
    "blueprint default",
    "policy",
    "answer",
    "model",
    "caller",
    "hand edit"};
constexpr std::string_view word_of(From from)
{
    return from_words[static_cast<std::size_t>(from)];
}

/// A place in the request's words, in bytes: [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A value that somebody stated.
struct Stated {
    base::Value value;
    From from = From::request;
    std::optional<Span> span;
};

/// What a model, a form or a caller said about one resource: unchecked and incomplete. Keys of `values` are
/// the blueprint's parameters and the fields that every resource has: resource_name, environment, team,
/// service, owner, cost_center, region, tags (an object of strings).
struct Draft {
    std::string resource_type;
    std::map<std::string, Stated> values;
};

/// Something that only the requester can say. `id` is the field's name; for the second and later resources of
/// a request it is "<index>.<field>", index counting from 0. resource_type is a field too.
struct Question {
    std::string id;
    std::string question;
    std::vector<std::string> options;  ///< empty: free text
};

/// `reason` is out_of_scope, too_many_resources, or the id of the rule that was broken.
struct Refusal {
    std::string reason;
    std::string message;
};

void to_json(base::Value& json, const Stated& stated);
void from_json(const base::Value& json, Stated& stated);
void to_json(base::Value& json, const Draft& draft);
void from_json(const base::Value& json, Draft& draft);
void to_json(base::Value& json, const Question& question);
void from_json(const base::Value& json, Question& question);
void to_json(base::Value& json, const Refusal& refusal);
void from_json(const base::Value& json, Refusal& refusal);

}  // namespace catalog

#include "catalog/draft.h"

#include "base/error.h"

#include <algorithm>

namespace catalog {
namespace {

From from_of(const std::string& word)
{
    const auto found = std::find(from_words.begin(), from_words.end(), word);
    if (found == from_words.end())
        throw base::Error(base::Code::internal, "A value's source is none that we know.", "", word);
    return static_cast<From>(found - from_words.begin());
}

base::Value value_of(const std::optional<Span>& span)
{
    return span ? base::Value{{"begin", span->begin}, {"end", span->end}} : base::Value();
}

std::optional<Span> span_of(const base::Value& json)
{
    return json.is_null() ? std::nullopt : std::optional(Span{json.at("begin"), json.at("end")});
}

}  // namespace

void to_json(base::Value& json, const Stated& stated)
{
    json = {{"value", stated.value}, {"from", word_of(stated.from)}, {"span", value_of(stated.span)}};
}

void from_json(const base::Value& json, Stated& stated)
{
    stated.value = json.at("value");
    stated.from = from_of(json.at("from"));
    stated.span = span_of(json.at("span"));
}

void to_json(base::Value& json, const Draft& draft)
{
    json = {{"resource_type", draft.resource_type}, {"values", draft.values}};
}

void from_json(const base::Value& json, Draft& draft)
{
    json.at("resource_type").get_to(draft.resource_type);
    json.at("values").get_to(draft.values);
}

void to_json(base::Value& json, const Question& question)
{
    json = {{"id", question.id}, {"question", question.question}, {"options", question.options}};
}

void from_json(const base::Value& json, Question& question)
{
    json.at("id").get_to(question.id);
    json.at("question").get_to(question.question);
    json.at("options").get_to(question.options);
}

void to_json(base::Value& json, const Refusal& refusal)
{
    json = {{"reason", refusal.reason}, {"message", refusal.message}};
}

void from_json(const base::Value& json, Refusal& refusal)
{
    json.at("reason").get_to(refusal.reason);
    json.at("message").get_to(refusal.message);
}

}  // namespace catalog

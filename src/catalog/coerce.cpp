#include "base/text.h"
#include "catalog/resource.h"

#include <charconv>

namespace catalog {
namespace {

using base::Value;

template <typename Number> Value number_or(const std::string& text, const Value& otherwise)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? Value(number) : otherwise;
}

Value truth_or(const std::string& text, const Value& otherwise)
{
    const auto word = base::lower_ascii(text);
    if (word == "true" || word == "yes" || word == "on")
        return true;
    if (word == "false" || word == "no" || word == "off")
        return false;
    return otherwise;
}

Value list_of(const Value& items, const std::string& text)
{
    auto list = Value::array();
    for (const auto& part : base::split(text, ','))
        if (const auto item = base::trimmed(part); !item.empty())
            list.push_back(coerced(items, std::string(item)));
    return list;
}

Value one_of(const Value& allowed, const std::string& text, const Value& otherwise)
{
    for (const auto& value : allowed)
        if (value.is_string() && base::lower_ascii(value.get<std::string>()) == base::lower_ascii(text))
            return value;
    return otherwise;
}

}  // namespace

Value coerced(const Value& schema, const Value& value)
{
    const auto type = schema.value("type", "");
    if (type == "string" && value.is_number())
        return value.dump();
    if (!value.is_string())
        return value;
    const std::string text(base::trimmed(value.get_ref<const std::string&>()));
    if (type == "integer")
        return number_or<std::int64_t>(text, value);
    if (type == "number")
        return number_or<double>(text, value);
    if (type == "boolean")
        return truth_or(text, value);
    if (type == "array")
        return list_of(schema.value("items", Value::object()), text);
    return schema.contains("enum") ? one_of(schema["enum"], text, text) : Value(text);
}

}  // namespace catalog

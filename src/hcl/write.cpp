#include "hcl/write.h"

#include "base/error.h"
#include "hcl/body.h"
#include "hcl/characters.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace hcl {
namespace {

using base::Code;
using base::Error;
using base::Value;

/// Lists that are longer get a line for each element.
constexpr std::size_t line_length = 80;

bool is_identifier(std::string_view name)
{
    constexpr std::array<std::string_view, 6> keywords{"for", "if", "in", "null", "true", "false"};
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), is_part) &&
           std::find(keywords.begin(), keywords.end(), name) == keywords.end();
}

std::string escaped(std::int32_t point, std::string_view bytes)
{
    switch (point) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
    }
    if (!is_invisible(point))
        return std::string(bytes);
    const auto number = static_cast<std::uint32_t>(point);
    return number > 0xFFFF ? fmt::format("\\U{:08X}", number) : fmt::format("\\u{:04X}", number);
}

std::string number(const Value& value)
{
    if (value.is_number_float() && !std::isfinite(value.get<double>()))
        throw Error(Code::internal, "A number that is not finite cannot be written.");
    return value.dump();
}

std::string list(const Value& values, std::size_t indent)
{
    std::vector<std::string> items;
    std::size_t length = 2;
    for (const auto& value : values) {
        items.push_back(literal(value, indent));
        length += items.back().size() + 2;
        if (value.is_structured() && !value.empty())
            length += line_length;
    }
    if (length <= line_length)
        return fmt::format("[{}]", fmt::join(items, ", "));
    Body body(indent + 2);
    for (const auto& value : values)
        body.element(value);
    return "[\n" + body.text() + std::string(indent, ' ') + "]";
}

std::string map(const Value& values, std::size_t indent)
{
    if (values.empty())
        return "{}";
    Body body(indent + 2);
    for (const auto& [key, value] : values.items())
        body.attribute(is_identifier(key) ? key : hcl::quoted(key), value);
    return "{\n" + body.text() + std::string(indent, ' ') + "}";
}

}  // namespace

std::string quoted(std::string_view text)
{
    require_writable(text);
    std::string literal = "\"";
    char before = 0;
    for_each_character(text, [&](std::int32_t point, std::string_view bytes) {
        // ${ and %{ open a template; doubling the sign before the brace makes it text again.
        if (point == '{' && (before == '$' || before == '%'))
            literal += before;
        literal += escaped(point, bytes);
        before = bytes.size() == 1 ? bytes.front() : '\0';
    });
    return literal + "\"";
}

std::string literal(const Value& value, std::size_t indent)
{
    switch (value.type()) {
    case Value::value_t::null: return "null";
    case Value::value_t::boolean: return value.get<bool>() ? "true" : "false";
    case Value::value_t::string: return hcl::quoted(value.get_ref<const std::string&>());
    case Value::value_t::array: return list(value, indent);
    case Value::value_t::object: return map(value, indent);
    case Value::value_t::number_integer:
    case Value::value_t::number_unsigned:
    case Value::value_t::number_float: return number(value);
    default: throw Error(Code::internal, "A value of this kind cannot be written.");
    }
}

std::string tfvars(const std::vector<Assignment>& assignments)
{
    Body body;
    for (const auto& assignment : assignments) {
        if (!is_identifier(assignment.name))
            throw Error(Code::internal, "A variable's name is no identifier.", "", assignment.name);
        if (!assignment.comment.empty())
            body.comment(assignment.comment);
        body.attribute(assignment.name, assignment.value);
    }
    return body.text();
}

}  // namespace hcl

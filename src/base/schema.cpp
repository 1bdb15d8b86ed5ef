#include "base/schema.h"

#include "base/text.h"

#include <fmt/format.h>

#include <cmath>
#include <mutex>
#include <regex>
#include <set>
#include <unordered_map>

namespace base {
namespace {

/// Longer strings are refused before a pattern sees them: std::regex recurses once per character.
constexpr std::size_t pattern_limit = 256;

/// The schema that says nothing: only what holds for every value is checked.
const Value anything = Value::object();

class Check {
public:
    explicit Check(std::vector<Problem>& problems) : problems_(problems) {}

    void value(const Value& schema, const Value& value, const std::string& at);

private:
    void say(const std::string& at, std::string message) { problems_.push_back({at, std::move(message)}); }

    bool type(const Value& wanted, const Value& value, const std::string& at);
    void number(const Value& schema, const Value& value, const std::string& at);
    void string(const Value& schema, const std::string& text, const std::string& at);
    void array(const Value& schema, const Value& list, const std::string& at);
    void object(const Value& schema, const Value& object, const std::string& at);
    void member(const Value& schema, const std::string& name, const Value& value, const std::string& at);
    void any_of(const Value& kinds, const Value& value, const std::string& at);

    std::vector<Problem>& problems_;
};

bool has_type(std::string_view type, const Value& value)
{
    if (type == "integer")
        return value.is_number_integer() ||
               (value.is_number_float() && std::abs(value.get<double>()) < 9e15 &&
                value.get<double>() == std::trunc(value.get<double>()));
    if (type == "number")
        return value.is_number();
    if (type == "string")
        return value.is_string();
    if (type == "boolean")
        return value.is_boolean();
    if (type == "array")
        return value.is_array();
    if (type == "object")
        return value.is_object();
    return type == "null" && value.is_null();
}

std::string with_article(const std::string& type)
{
    static const std::string vowels = "aeiou";
    return (vowels.find(type.front()) != std::string::npos ? "an " : "a ") + type;
}

std::string list_of(const Value& values)
{
    std::vector<std::string> words;
    for (const auto& value : values)
        words.push_back(value.is_string() ? value.get<std::string>() : write_json(value));
    return join(words, ", ");
}

/// Each pattern is compiled once. Throws `internal` for one that is none.
const std::regex& compiled(const std::string& pattern)
{
    static std::mutex mutex;
    static std::unordered_map<std::string, std::regex> patterns;
    std::lock_guard lock(mutex);
    const auto found = patterns.find(pattern);
    if (found != patterns.end())
        return found->second;
    try {
        return patterns.emplace(pattern, std::regex(pattern, std::regex::ECMAScript)).first->second;
    } catch (const std::regex_error& error) {
        throw Error(
            Code::internal, "A schema uses a pattern that is none.", "", pattern + ": " + error.what()
        );
    }
}

/// Throws `internal` for the first thing that the schema says and we do not check, wherever it stands: a
/// value that happens not to reach it would hide the mistake.
void refuse_mistakes(const Value& schema, const std::string& at)
{
    static const std::set<std::string> known{
        "type",          "enum",          "const",         "minimum",  "maximum",
        "minLength",     "maxLength",     "pattern",       "items",    "minItems",
        "maxItems",      "uniqueItems",   "properties",    "required", "additionalProperties",
        "minProperties", "maxProperties", "propertyNames", "anyOf",    "title",
        "description",   "default",       "examples",      "format",   "deprecated",
        "readOnly"};
    static const std::set<std::string> types{
        "integer", "number", "string", "boolean", "array", "object", "null"};
    for (const auto& [keyword, value] : schema.items()) {
        const auto here = at + "/" + keyword;
        if (!known.contains(keyword) && !keyword.starts_with("x-"))
            throw Error(Code::internal, "A schema uses a keyword that is not checked.", here, keyword);
        if (keyword == "type") {
            for (const auto& type : value)
                if (!types.contains(type.get<std::string>()))
                    throw Error(Code::internal, "A schema uses a type that there is not.", here, type);
        } else if (keyword == "pattern") {
            compiled(value.get<std::string>());
        } else if (keyword == "properties" || keyword == "anyOf") {
            for (const auto& [name, inner] : value.items())
                refuse_mistakes(inner, here + "/" + name);
        } else if (keyword == "items" || keyword == "propertyNames" ||
                   (keyword == "additionalProperties" && !value.is_boolean())) {
            refuse_mistakes(value, here);
        }
    }
}

bool Check::type(const Value& wanted, const Value& value, const std::string& at)
{
    const auto types = wanted.is_array() ? wanted : Value::array({wanted});
    for (const auto& type : types)
        if (has_type(type.get_ref<const std::string&>(), value))
            return true;
    std::vector<std::string> words;
    for (const auto& type : types)
        words.push_back(with_article(type.get<std::string>()));
    say(at,
        fmt::format(
            "This must be {}, not {}.",
            join(words, " or "),
            value.is_null() ? "null" : with_article(value.is_number_integer() ? "integer" : value.type_name())
        ));
    return false;
}

void Check::number(const Value& schema, const Value& value, const std::string& at)
{
    if (schema.contains("minimum") && value < schema["minimum"])
        say(at, fmt::format("{} is too small: at least {}.", value.dump(), schema["minimum"].dump()));
    if (schema.contains("maximum") && value > schema["maximum"])
        say(at, fmt::format("{} is too large: at most {}.", value.dump(), schema["maximum"].dump()));
}

void Check::string(const Value& schema, const std::string& text, const std::string& at)
{
    const auto length = code_points(text);
    const auto maximum = schema.value("maxLength", text.size());
    if (length > maximum)
        return say(at, fmt::format("This is too long: {} characters, at most {}.", length, maximum));
    if (length < schema.value("minLength", std::size_t{0}))
        return say(
            at,
            length == 0
                ? "This must not be empty."
                : fmt::format(
                      "This is too short: at least {} characters.", schema["minLength"].get<std::size_t>()
                  )
        );
    if (!schema.contains("pattern"))
        return;
    if (length > pattern_limit)
        return say(at, fmt::format("This is too long: {} characters, at most {}.", length, pattern_limit));
    if (!std::regex_search(text, compiled(schema["pattern"].get_ref<const std::string&>())))
        say(at,
            fmt::format(
                "\"{}\" does not have the right form{}.",
                shortened(text, 60),
                schema.contains("x-form") ? ": " + schema["x-form"].get<std::string>()
                                          : " (" + schema["pattern"].get<std::string>() + ")"
            ));
}

void Check::array(const Value& schema, const Value& list, const std::string& at)
{
    if (schema.contains("maxItems") && list.size() > schema["maxItems"].get<std::size_t>())
        return say(
            at,
            fmt::format(
                "There are too many items: {}, at most {}.",
                list.size(),
                schema["maxItems"].get<std::size_t>()
            )
        );
    if (schema.contains("minItems") && list.size() < schema["minItems"].get<std::size_t>())
        say(at, fmt::format("There are too few items: at least {}.", schema["minItems"].get<std::size_t>()));
    if (schema.value("uniqueItems", false) && std::set<Value>(list.begin(), list.end()).size() != list.size())
        say(at, "The items must differ from each other.");
    const auto& items = schema.contains("items") ? schema["items"] : anything;
    for (std::size_t i = 0; i < list.size(); ++i)
        value(items, list[i], at + "/" + std::to_string(i));
}

void Check::member(const Value& schema, const std::string& name, const Value& member, const std::string& at)
{
    const auto here = at + "/" + pointer_token(name);
    const auto& properties = schema.contains("properties") ? schema["properties"] : anything;
    if (auto found = properties.find(name); found != properties.end())
        return value(*found, member, here);
    const auto rest = schema.find("additionalProperties");
    if (rest == schema.end() || *rest != false)
        return value(rest == schema.end() || rest->is_boolean() ? anything : *rest, member, here);
    std::vector<std::string> names;
    for (const auto& [known, _] : properties.items())
        names.push_back(known);
    const auto near = nearest(name, names);
    say(here,
        fmt::format(
            "There is no field \"{}\" here{}",
            shortened(name, 60),
            near                 ? "; did you mean \"" + *near + "\"?"
            : names.size() <= 12 ? ". The fields are: " + join(names, ", ") + "."
                                 : "."
        ));
}

void Check::object(const Value& schema, const Value& object, const std::string& at)
{
    if (schema.contains("maxProperties") && object.size() > schema["maxProperties"].get<std::size_t>())
        return say(
            at,
            fmt::format(
                "There are too many entries: {}, at most {}.",
                object.size(),
                schema["maxProperties"].get<std::size_t>()
            )
        );
    if (schema.contains("minProperties") && object.size() < schema["minProperties"].get<std::size_t>())
        say(at,
            fmt::format("There are too few entries: at least {}.", schema["minProperties"].get<std::size_t>())
        );
    if (schema.contains("required"))
        for (const auto& name : schema["required"])
            if (!object.contains(name.get_ref<const std::string&>()))
                say(at + "/" + pointer_token(name.get<std::string>()),
                    fmt::format("The field \"{}\" is missing.", name.get<std::string>()));
    for (const auto& [name, value] : object.items()) {
        if (schema.contains("propertyNames"))
            this->value(schema["propertyNames"], name, at + "/" + pointer_token(name));
        if (auto reason = unprintable(name))
            say(at, "A field's name: " + *reason);
        else
            member(schema, name, value, at);
    }
}

void Check::any_of(const Value& kinds, const Value& value, const std::string& at)
{
    std::vector<Problem> nearest_problems;
    for (const auto& kind : kinds) {
        std::vector<Problem> problems;
        Check(problems).value(kind, value, at);
        if (problems.empty())
            return;
        if (nearest_problems.empty() || problems.size() < nearest_problems.size())
            nearest_problems = std::move(problems);
    }
    problems_.insert(problems_.end(), nearest_problems.begin(), nearest_problems.end());
}

void Check::value(const Value& schema, const Value& value, const std::string& at)
{
    if (value.is_string())
        if (auto reason = unprintable(value.get_ref<const std::string&>()))
            return say(at, *std::move(reason));
    if (schema.contains("type") && !type(schema["type"], value, at))
        return;
    if (schema.contains("const") && value != schema["const"])
        return say(at, fmt::format("This must be {}.", write_json(schema["const"])));
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
        return say(
            at,
            fmt::format(
                "{} is not one of: {}.",
                value.is_string() ? "\"" + shortened(value.get<std::string>(), 60) + "\""
                                  : shortened(value.dump(), 60),
                list_of(schema["enum"])
            )
        );
    if (schema.contains("anyOf"))
        any_of(schema["anyOf"], value, at);
    if (value.is_number())
        number(schema, value, at);
    else if (value.is_string())
        string(schema, value.get_ref<const std::string&>(), at);
    else if (value.is_array())
        array(schema, value, at);
    else if (value.is_object())
        object(schema, value, at);
}

}  // namespace

std::vector<Problem> check(const Value& schema, const Value& value, const std::string& pointer)
{
    refuse_mistakes(schema, "");
    std::vector<Problem> problems;
    Check(problems).value(schema, value, pointer);
    return problems;
}

}  // namespace base

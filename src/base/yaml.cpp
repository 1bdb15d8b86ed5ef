#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

#include <yaml-cpp/yaml.h>

#include <charconv>

namespace base {
namespace {

template <typename Number> std::optional<Number> as_number(const std::string& text)
{
    Number number{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// What a plain scalar means to JSON.
Value typed(const std::string& text)
{
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    if (auto integer = as_number<std::int64_t>(text))
        return *integer;
    if (text.find_first_not_of("0123456789.-+eE") == std::string::npos)
        if (auto number = as_number<double>(text))
            return *number;
    return text;
}

class Conversion {
public:
    Conversion(std::string origin, Scalars scalars) : origin_(std::move(origin)), scalars_(scalars) {}

    Value value(const YAML::Node& node)
    {
        if (--left_ < 0)
            refuse(node, "there is too much here, or aliases multiply.");
        switch (node.Type()) {
        case YAML::NodeType::Undefined:
        case YAML::NodeType::Null: return nullptr;
        case YAML::NodeType::Scalar: return scalar(node);
        case YAML::NodeType::Sequence: return list(node);
        case YAML::NodeType::Map: return mapping(node);
        }
        return nullptr;
    }

private:
    [[noreturn]] void refuse(const YAML::Node& node, const std::string& complaint) const
    {
        const auto mark = node.Mark();
        throw Error(
            Code::invalid,
            origin_ + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1) + ": " +
                complaint
        );
    }

    Value scalar(const YAML::Node& node) const
    {
        const auto& text = node.Scalar();
        if (node.Tag() == "!")  // quoted
            return text;
        if (text == "null" || text == "~" || text.empty())
            return nullptr;
        return scalars_ == Scalars::typed ? typed(text) : Value(text);
    }

    Value list(const YAML::Node& node)
    {
        auto list = Value::array();
        for (const auto& item : node)
            list.push_back(value(item));
        return list;
    }

    Value mapping(const YAML::Node& node)
    {
        auto object = Value::object();
        for (const auto& entry : node) {
            if (!entry.first.IsScalar())
                refuse(entry.first, "a key must be one word.");
            const auto& key = entry.first.Scalar();
            if (object.contains(key))
                refuse(entry.first, "\"" + key + "\" stands twice.");
            object[key] = value(entry.second);
        }
        return object;
    }

    std::string origin_;
    Scalars scalars_;
    int left_ = 100'000;  // values; aliases can make many out of a few lines
};

}  // namespace

Value read_yaml(const std::string& text, const std::string& origin, Scalars scalars)
{
    if (!is_utf8(text))
        throw Error(Code::invalid, origin + ":1:1: the file is not valid UTF-8.");
    try {
        const auto documents = YAML::LoadAll(text);
        if (documents.size() > 1)
            throw Error(
                Code::invalid, origin + ":1:1: there must be one document, without \"---\" after it."
            );
        return documents.empty() ? Value() : Conversion(origin, scalars).value(documents.front());
    } catch (const YAML::Exception& error) {
        throw Error(
            Code::invalid,
            origin + ":" + std::to_string(error.mark.line + 1) + ":" + std::to_string(error.mark.column + 1) +
                ": " + error.msg
        );
    }
}

std::vector<std::string> yaml_order(const std::string& text, const std::string& name)
{
    const auto root = YAML::Load(text);
    std::vector<std::string> keys;
    if (!root.IsMap())
        return keys;
    if (const auto mapping = root[name]; mapping && mapping.IsMap())
        for (const auto& entry : mapping)
            keys.push_back(entry.first.Scalar());
    return keys;
}

}  // namespace base

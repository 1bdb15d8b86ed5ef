#include "base/error.h"
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

Value scalar(const YAML::Node& node)
{
    const auto& text = node.Scalar();
    if (node.Tag() == "!")  // quoted
        return text;
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    if (text == "null" || text == "~" || text.empty())
        return nullptr;
    if (auto integer = as_number<std::int64_t>(text))
        return *integer;
    if (text.find_first_not_of("0123456789.-+eE") == std::string::npos)
        if (auto number = as_number<double>(text))
            return *number;
    return text;
}

Value convert(const YAML::Node& node, const std::string& origin)
{
    switch (node.Type()) {
    case YAML::NodeType::Undefined:
    case YAML::NodeType::Null: return nullptr;
    case YAML::NodeType::Scalar: return scalar(node);
    case YAML::NodeType::Sequence: {
        auto list = Value::array();
        for (const auto& item : node)
            list.push_back(convert(item, origin));
        return list;
    }
    case YAML::NodeType::Map: {
        auto object = Value::object();
        for (const auto& entry : node) {
            const auto& key = entry.first.Scalar();
            if (object.contains(key))
                throw Error(
                    Code::invalid,
                    origin + ":" + std::to_string(entry.first.Mark().line + 1) + ": \"" + key +
                        "\" stands twice."
                );
            object[key] = convert(entry.second, origin);
        }
        return object;
    }
    }
    return nullptr;
}

}  // namespace

Value read_yaml(const std::string& text, const std::string& origin)
{
    try {
        return convert(YAML::Load(text), origin);
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
    if (root.IsMap() && root[name].IsMap())
        for (const auto& entry : root[name])
            keys.push_back(entry.first.Scalar());
    return keys;
}

}  // namespace base

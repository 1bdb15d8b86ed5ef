#include "client/read.h"

namespace client {

const base::Value& member_of(const base::Value& object, std::string_view name)
{
    static const base::Value nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(std::string(name));
    return found == object.end() ? nothing : *found;
}

std::string text_of(const base::Value& object, std::string_view name)
{
    const auto& member = member_of(object, name);
    return member.is_string() ? member.get<std::string>() : "";
}

const base::Value& list_of(const base::Value& object, std::string_view name)
{
    static const base::Value nothing = base::Value::array();
    const auto& member = member_of(object, name);
    return member.is_structured() ? member : nothing;
}

std::string plain(const base::Value& value)
{
    if (value.is_null())
        return "-";
    return value.is_string() ? value.get<std::string>() : base::write_json(value);
}

}  // namespace client

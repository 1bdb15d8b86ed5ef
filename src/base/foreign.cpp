#include "base/foreign.h"

#include "base/error.h"

namespace base {

std::string text_at(const Value& value, const char* pointer)
{
    const Value::json_pointer at(pointer);
    return value.contains(at) && value.at(at).is_string() ? value.at(at).get<std::string>() : "";
}

std::int64_t number_at(const Value& value, const char* pointer)
{
    const Value::json_pointer at(pointer);
    return value.contains(at) && value.at(at).is_number_integer() ? value.at(at).get<std::int64_t>() : 0;
}

bool flag_at(const Value& value, const char* pointer)
{
    const Value::json_pointer at(pointer);
    return value.contains(at) && value.at(at).is_boolean() && value.at(at).get<bool>();
}

std::string checked_address(std::string_view address, const std::string& variable)
{
    while (address.ends_with('/'))
        address.remove_suffix(1);
    const auto scheme = address.find("://");
    const bool known = address.starts_with("https://") || address.starts_with("http://");
    const bool plain = address.find_first_of("@?# \\\"\r\n\t") == std::string_view::npos;
    if (!known || !plain || address.size() == scheme + 3)
        throw Error(
            Code::invalid,
            variable + " must be an address like https://host, without user, query and fragment."
        );
    return std::string(address);
}

}  // namespace base

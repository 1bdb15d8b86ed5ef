#pragma once

#include "base/value.h"

#include <cstdint>
#include <string>
#include <string_view>

/// How other people's APIs are reached and read: what they answer may hold anything.
namespace base {

/// The member at a JSON pointer when it is a string, else empty.
std::string text_at(const Value& value, const char* pointer);
/// The same for a whole number, else 0.
std::int64_t number_at(const Value& value, const char* pointer);
/// The same for a boolean, else false.
bool flag_at(const Value& value, const char* pointer);

/// The address without a slash at its end. Throws `invalid` that names the variable for what is not http://
/// or https:// with a host, and for an address that carries a user, a query or a fragment.
std::string checked_address(std::string_view address, const std::string& variable);

}  // namespace base

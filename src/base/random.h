#pragma once

#include "base/secret.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// `bytes` bytes from the operating system's generator, as lower-case hexadecimal.
std::string random_hex(std::size_t bytes);

/// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view text);

/// HMAC-SHA256 (RFC 2104) as 64 hexadecimal digits.
std::string hmac_sha256_hex(const Secret& key, std::string_view text);

/// Compares in a time that does not depend on where the two differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace base

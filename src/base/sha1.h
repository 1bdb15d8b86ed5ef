#pragma once

#include <string>
#include <string_view>

namespace base {

/// SHA-1 as 40 hexadecimal digits. For git's ids only: it resists nobody.
std::string sha1_hex(std::string_view text);

}  // namespace base

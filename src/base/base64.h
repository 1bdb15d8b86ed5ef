#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

/// The bytes that standard base64 (with padding) stands for; nullopt when it is none.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace base

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace base {

/// The bytes that standard base64 (with padding) stands for; nullopt when it is none.
std::optional<std::string> base64_decoded(std::string_view text);

/// The bytes in base64 for URLs, without padding (RFC 4648, section 5).
std::string base64_url(std::string_view bytes);

}  // namespace base

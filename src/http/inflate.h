#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace http {

/// What a gzip body says. Throws `invalid` when it is not gzip, is cut short, or is larger than `limit`.
std::string inflated(std::string_view gzip, std::size_t limit);

}  // namespace http

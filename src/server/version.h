#pragma once

#include <string_view>

namespace server {

inline constexpr std::string_view version = GROUNDWORK_VERSION;  // CMakeLists.txt: project(VERSION)

}  // namespace server

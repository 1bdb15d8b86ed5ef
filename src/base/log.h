#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace base::log {

enum class Level { debug, info, warn, error };
enum class Format { text, json };

/// Name and value, printed after the message (text) or as members (json). Never a body, never a secret.
using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Where and how lines go: standard error, at this level and above. Call once, at start.
void configure(Level level, Format format);

void debug(std::string_view message, Fields fields = {});
void info(std::string_view message, Fields fields = {});
void warn(std::string_view message, Fields fields = {});
void error(std::string_view message, Fields fields = {});

}  // namespace base::log

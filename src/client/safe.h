#pragma once

#include "base/value.h"

#include <string>
#include <string_view>

namespace client {

/// `text` without what a terminal could take for a command: control characters (also carriage returns) and
/// characters that change the direction of text. Newline and tab stay. `text` must be UTF-8.
std::string safe_text(std::string_view text);

/// Like safe_text, and all on one line, so that a value cannot pretend to be a line of ours.
std::string one_line(std::string_view text);

/// `value` with every string and key in it made safe.
base::Value safe_value(const base::Value& value);

/// The same JSON with what a terminal could take for a command written as \u escapes.
std::string safe_json(std::string_view json);

}  // namespace client

#pragma once

#include "base/error.h"
#include "base/secret.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace base {

/// The values in the text of an .env file: NAME=value lines; of several lines with one name the last counts.
/// Quotes around a value are taken off, `export ` before a name too. What is wrong is added to `problems`.
std::map<std::string, std::string> read_dotenv(const std::string& text, std::vector<Problem>& problems);

/// The text with these values, such that read_dotenv gives them back exactly; nullopt takes a name out. A
/// name that is there changes in its place, another comes to the end; every other line stays byte for byte.
/// Throws `invalid` for a value that holds a line break or NUL.
std::string with_values(const std::string& text, const std::map<std::string, std::optional<Secret>>& values);

}  // namespace base

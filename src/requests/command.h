#pragma once

#include "base/value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace requests {

/// What a reviewer asks of Groundwork in a comment on the pull request:
///
///     /groundwork set storage_gb=500 multi_az=true
///     /groundwork set 1.storage_gb=500               (the second resource of the request)
///     /groundwork cancel
struct Command {
    enum class Verb { set, cancel };
    Verb verb;
    std::map<std::string, base::Value> values;  ///< set: by the ids that questions have; text, uncoerced
};

/// The first line of a comment that is not blank, when it begins with /groundwork; nullopt for all other
/// comments. So whoever shows a command, in a quotation, a block of code or behind words, gives none, and a
/// comment holds one command.
std::optional<std::string> find_command(std::string_view comment);

/// Reads such a line. Throws `invalid`, with what is possible, for one that cannot be read.
Command read_command(const std::string& line);

}  // namespace requests

#pragma once

#include "http/message.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace http {

/// What stood in a pattern's braces.
using Captures = std::map<std::string, std::string>;

/// A path outside the table of operations: pages, documentation, streams, git. May throw base::Error, which
/// is answered as JSON.
struct Route {
    std::string method;
    std::string pattern;  ///< /pulls/{number}
    std::function<Response(const Request&, const Captures&)> run;
};

/// The token of the Authorization header: a Bearer's, or a Basic's password (git sends that). Empty: none.
std::string bearer_of(const Request& request);

}  // namespace http

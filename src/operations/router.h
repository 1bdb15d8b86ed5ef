#pragma once

#include "operations/operation.h"

namespace operations {

/// Where a method and a path lead.
struct Route {
    const Operation* operation = nullptr;          ///< null: none
    std::map<std::string, std::string> variables;  ///< of the path's {names}
    std::string allowed;  ///< the methods that exist at this path, for 405: "GET, POST"
};

/// Literal segments beat variables; a trailing slash is another path.
Route find_route(const std::vector<Operation>& table, std::string_view method, std::string_view path);

}  // namespace operations

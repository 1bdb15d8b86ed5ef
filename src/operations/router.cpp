#include "operations/router.h"

#include "base/text.h"

namespace operations {
namespace {

/// The variables when the path fits the pattern; `literals` counts the segments that fitted by their text.
std::optional<std::map<std::string, std::string>>
match(std::string_view pattern, std::string_view path, int& literals)
{
    const auto wanted = base::split(pattern, '/');
    const auto given = base::split(path, '/');
    if (wanted.size() != given.size())
        return std::nullopt;
    std::map<std::string, std::string> variables;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{')) {
            if (given[i].empty())
                return std::nullopt;
            variables[wanted[i].substr(1, wanted[i].size() - 2)] = given[i];
        } else if (wanted[i] == given[i]) {
            ++literals;
        } else {
            return std::nullopt;
        }
    }
    return variables;
}

}  // namespace

Route find_route(const std::vector<Operation>& table, std::string_view method, std::string_view path)
{
    Route route;
    int best = -1;
    for (const auto& operation : table) {
        int literals = 0;
        auto variables = match(operation.path, path, literals);
        if (!variables)
            continue;
        route.allowed += (route.allowed.empty() ? "" : ", ") + std::string(operation.method);
        if (operation.method != method || literals <= best)
            continue;
        route.operation = &operation;
        route.variables = *std::move(variables);
        best = literals;
    }
    return route;
}

}  // namespace operations

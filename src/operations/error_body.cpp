#include "operations/dispatch.h"

namespace operations {

base::Value error_body(const base::Error& error, const std::string& trace_id)
{
    auto problems = base::Value::array();
    for (const auto& problem : error.problems)
        problems.push_back({{"pointer", problem.pointer}, {"message", problem.message}});
    if (problems.empty() && !error.pointer.empty())
        problems.push_back({{"pointer", error.pointer}, {"message", error.message}});
    return {
        {"error",
         {{"code", base::row_of(error.code).word},
          {"message", error.message},
          {"pointer", error.pointer},
          {"problems", std::move(problems)},
          {"trace_id", trace_id}}}};
}

}  // namespace operations

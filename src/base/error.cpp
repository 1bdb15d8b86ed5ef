#include "base/error.h"

namespace base {

static_assert([] {
    for (std::size_t i = 0; i < code_table.size(); ++i)
        if (static_cast<std::size_t>(code_table[i].code) != i)
            return false;
    return true;
}());

std::optional<Code> find_code(std::string_view word)
{
    for (const auto& row : code_table)
        if (row.word == word)
            return row.code;
    return std::nullopt;
}

Error::Error(Code code, std::string message, std::string pointer, std::string detail)
    : code(code), message(std::move(message)), detail(std::move(detail)), pointer(std::move(pointer))
{}

Error::Error(Code code, std::string message, std::vector<Problem> problems)
    : code(code), message(std::move(message)), problems(std::move(problems))
{
    if (!this->problems.empty())
        pointer = this->problems.front().pointer;
}

void refuse_when_any(std::vector<Problem> problems)
{
    if (problems.empty())
        return;
    if (problems.size() == 1) {
        auto message = problems.front().message;
        throw Error(Code::invalid, std::move(message), std::move(problems));
    }
    auto message = "There are " + std::to_string(problems.size()) +
                   " problems with this input: " + problems.front().message;
    throw Error(Code::invalid, std::move(message), std::move(problems));
}

Error as_error(const std::exception_ptr& caught)
{
    try {
        std::rethrow_exception(caught);
    } catch (const Error& error) {
        return error;
    } catch (const std::exception& foreign) {
        return {
            Code::internal, "Something went wrong on our side; the log has the details.", "", foreign.what()};
    } catch (...) {
        return {
            Code::internal,
            "Something went wrong on our side; the log has the details.",
            "",
            "unknown exception"};
    }
}

}  // namespace base

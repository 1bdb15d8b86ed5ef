#pragma once

#include <array>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// The nine words for a failure. The word decides HTTP status, retry, exit code and metric label.
enum class Code {
    invalid,
    unauthenticated,
    forbidden,
    not_found,
    conflict,
    limited,
    unavailable,
    upstream,
    internal,
};

struct CodeRow {
    Code code;
    std::string_view word;
    int http_status;
    bool retried;
    int exit_code;
};

/// One row per word; the only place that knows what a word means.
inline constexpr std::array<CodeRow, 9> code_table{{
    {Code::invalid, "invalid", 400, false, 2},
    {Code::unauthenticated, "unauthenticated", 401, false, 3},
    {Code::forbidden, "forbidden", 403, false, 3},
    {Code::not_found, "not_found", 404, false, 4},
    {Code::conflict, "conflict", 409, false, 5},
    {Code::limited, "limited", 429, true, 6},
    {Code::unavailable, "unavailable", 503, true, 6},
    {Code::upstream, "upstream", 502, false, 6},
    {Code::internal, "internal", 500, false, 1},
}};

constexpr const CodeRow& row_of(Code code)
{
    return code_table[static_cast<std::size_t>(code)];
}

/// The word's code; nullopt for a word that is none of the nine.
std::optional<Code> find_code(std::string_view word);

/// One thing wrong with what a user wrote. `pointer` is a JSON pointer into the input.
struct Problem {
    std::string pointer;
    std::string message;

    bool operator==(const Problem&) const = default;
};

/// The program's only exception type. `message` is safe to show and written for a person; `detail` is only
/// logged; `pointer` names the field (JSON pointer); `problems` lists everything wrong with an input at once.
class Error final : public std::exception {
public:
    Error(Code code, std::string message, std::string pointer = "", std::string detail = "");
    Error(Code code, std::string message, std::vector<Problem> problems);

    const char* what() const noexcept override { return message.c_str(); }

    Code code;
    std::string message;
    std::string detail;
    std::string pointer;
    std::vector<Problem> problems;
    /// The other side asked to be left alone for so long; a retry waits at least this long.
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Throws `invalid` with all problems when there are any; the message says how many.
void refuse_when_any(std::vector<Problem> problems);

/// The exception as our Error: itself, or `internal` with a fixed sentence and what() as detail.
Error as_error(const std::exception_ptr& caught);

}  // namespace base

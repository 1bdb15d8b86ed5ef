#pragma once

#include <array>
#include <string>
#include <string_view>

namespace requests {

/// The life of a request. `completed` and `failed` are the ends; what happens to the pull request afterwards
/// is in pr_state, never here (mission: clients poll until they see one of the two ends and know no other
/// word).
///
///     queued → parsing → generating → creating_pr → completed
///                 ↓ ↑
///             needs_input            (only for callers that sent "ask": true)
///     every state but the ends → failed
enum class Status { queued, parsing, needs_input, generating, creating_pr, completed, failed };

inline constexpr std::array<std::string_view, 7> status_words{
    "queued", "parsing", "needs_input", "generating", "creating_pr", "completed", "failed"};

struct Step {
    Status from;
    Status to;
};

inline constexpr std::array<Step, 12> life{{
    {Status::queued, Status::parsing},
    {Status::parsing, Status::needs_input},
    {Status::needs_input, Status::parsing},
    {Status::parsing, Status::generating},
    {Status::generating, Status::creating_pr},
    {Status::creating_pr, Status::completed},
    {Status::queued, Status::failed},
    {Status::parsing, Status::failed},
    {Status::needs_input, Status::failed},
    {Status::generating, Status::failed},
    {Status::creating_pr, Status::failed},
    {Status::queued, Status::generating},
}};

constexpr bool is_end(Status status)
{
    return status == Status::completed || status == Status::failed;
}

constexpr bool may_go(Status from, Status to)
{
    for (const auto& step : life)
        if (step.from == from && step.to == to)
            return true;
    return false;
}

// Nothing leaves an end, everything else can fail.
static_assert([] {
    for (std::size_t i = 0; i < status_words.size(); ++i) {
        const auto from = static_cast<Status>(i);
        if (is_end(from) == may_go(from, Status::failed))
            return false;
        for (std::size_t j = 0; j < status_words.size(); ++j)
            if (is_end(from) && may_go(from, static_cast<Status>(j)))
                return false;
    }
    return true;
}());

constexpr std::string_view word_of(Status status)
{
    return status_words[static_cast<std::size_t>(status)];
}

}  // namespace requests

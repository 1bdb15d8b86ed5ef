#include "llm/fallback.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"

#include <algorithm>

namespace llm {
namespace {

/// The error that says most about what may be done: one that is worth another attempt, and the sooner the
/// better.
base::Error error_of_all(std::vector<base::Error> errors, const std::vector<std::string>& reasons)
{
    if (errors.size() == 1)
        return errors.front();
    const auto rank = [](const base::Error& error) {
        const auto wait = error.retry_after.value_or(std::chrono::milliseconds(0));
        return std::pair(!base::row_of(error.code).retried, wait);
    };
    auto error = *std::min_element(errors.begin(), errors.end(), [&](const auto& a, const auto& b) {
        return rank(a) < rank(b);
    });
    error.message = "No model understood the request. " + base::join(reasons, " ");
    return error;
}

}  // namespace

Reply Fallback::complete(const Prompt& prompt)
{
    std::vector<base::Error> errors;
    std::vector<std::string> reasons;
    for (const auto& link : links_) {
        try {
            auto reply = link.model->complete(prompt);
            reply.passed_over = std::move(reasons);
            return reply;
        } catch (const base::Error& error) {
            if (error.code == base::Code::internal)
                throw;
            base::log::warn(
                "a model did not understand a request",
                {{"model", link.name}, {"error", error.message}, {"detail", error.detail}}
            );
            errors.push_back(error);
            reasons.push_back(link.name + ": " + error.message);
        }
    }
    throw error_of_all(std::move(errors), reasons);
}

int Fallback::most_at_once() const
{
    int most = 1;
    for (const auto& link : links_)
        most = std::max(most, link.model->most_at_once());
    return most;
}

}  // namespace llm

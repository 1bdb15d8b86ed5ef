#include "client/lifecycle.h"

#include "base/error.h"
#include "client/read.h"
#include "client/session.h"

namespace client {

bool is_settled(std::string_view status)
{
    return status == "completed" || status == "failed" || status == "needs_input" ||
           status == "awaiting_approval";
}

int exit_code_of(const base::Value& request)
{
    const auto status = text_of(request, "status");
    if (status == "needs_input")
        return exit_needs_input;
    if (status != "failed")
        return exit_done;
    if (member_of(request, "refusal").is_object())
        return exit_refused;
    if (!list_of(request, "questions").empty())
        return exit_needs_input;
    const auto code = base::find_code(text_of(request, "error_code")).value_or(base::Code::internal);
    return base::row_of(code).exit_code;
}

int exit_code_of_dry_run(const base::Value& preview)
{
    const auto outcome = text_of(preview, "outcome");
    if (outcome == "refused")
        return exit_refused;
    return outcome == "needs_input" ? exit_needs_input : exit_done;
}

}  // namespace client

#pragma once

#include "base/value.h"
#include "http/desk.h"

namespace http {

/// What came of sending the form: nothing yet, or why not.
struct Attempt {
    int status = 200;
    std::map<std::string, std::string> answers = {};  ///< what was typed, by the question's id
    std::map<std::string, std::string> problems =
        {};  ///< by the question's id; without one: of the whole form
};

/// The questions of a request that waits for their answers, as a form. It works without a script.
Markup
answer_form(const std::string& id, const base::Value& questions, const Attempt& attempt, const Markup& token);

/// Sends what was typed; nullopt when the request goes on, else what is to be shown beside the fields. Throws
/// base::Error for a form that is not ours.
std::optional<Attempt>
send_answers(const Desk& desk, const Request& request, const std::string& id, operations::Answer& answer);

}  // namespace http

#pragma once

#include "client/api.h"
#include "client/screen.h"

namespace client {

/// Prints the request's words and its id.
void print_request(Screen& screen, const std::string& request_text, const std::string& request_id);

/// Prints how a request stands: what was understood, files, branch, pull request, error, questions, and what
/// to do next. `answer` is that of GET …/status.
void print_outcome(Screen& screen, const Answer& answer);

/// Prints why a request was refused, by {reason, message}.
void print_refusal(Screen& screen, const base::Value& refusal);

}  // namespace client

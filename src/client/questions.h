#pragma once

#include "base/value.h"
#include "client/session.h"

#include <optional>

namespace client {

/// Prints the questions and, below each, the answers to choose from.
void print_questions(Screen& screen, const base::Value& questions);

/// Asks the person at the terminal; {question id: answer}. A number chooses an option. Nullopt when the input
/// ends.
std::optional<base::Value> ask_questions(Session& session, const base::Value& questions);

}  // namespace client

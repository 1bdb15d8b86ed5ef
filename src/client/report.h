#pragma once

#include "base/error.h"
#include "client/screen.h"

namespace client {

/// One sentence on what a person can do about an error of this kind.
std::string_view what_to_do(base::Code code);

/// Prints an error: its message, each problem with its pointer, then what to do.
void report(Screen& screen, const base::Error& error);

/// Prints problems, one per line, each with its pointer.
void print_problems(Screen& screen, const std::vector<base::Problem>& problems);

}  // namespace client

#pragma once

#include "base/secret.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace client {

/// Shows the prompt and reads a line from the terminal `descriptor` with its echo off; nullopt at the end of
/// the input. The terminal is as before when this returns, throws, or a signal ends or stops the process:
/// such a signal is held back until the echo is on again. After a stop (Ctrl-Z) the prompt comes again. No
/// other thread may take signals meanwhile. Throws `unavailable` where the echo cannot be turned off.
std::optional<base::Secret> read_hidden(int descriptor, std::ostream& output, const std::string& prompt);

}  // namespace client

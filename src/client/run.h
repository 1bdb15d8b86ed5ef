#pragma once

#include "client/surroundings.h"

namespace client {

/// Runs one command line (without the program's name) and returns the exit code. Throws nothing: an Error
/// becomes its message on the error stream and its exit code.
int run(const std::vector<std::string>& arguments, Surroundings& surroundings);

}  // namespace client

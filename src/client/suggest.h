#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace client {

/// What is wrong with a command line, in a sentence; an unknown command or option is answered with the
/// nearest one.
std::string explained(const CLI::App& root, const CLI::ParseError& mistake);

}  // namespace client

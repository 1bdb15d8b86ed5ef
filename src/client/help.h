#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace client {

/// How help is laid out, for every command.
std::shared_ptr<CLI::Formatter> help_layout();

/// What stands below the list of commands: examples, where the server is looked for, exit codes.
std::string help_footer();

}  // namespace client

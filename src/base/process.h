#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// A program to run: argv, never a shell. The environment is exactly `environment` (PATH must be in it if
/// wanted).
struct Command {
    std::vector<std::string> argv;
    std::map<std::string, std::string> environment;
    std::string directory;  // empty: this process's
    std::string input;      // written to standard input, which is then closed
    std::chrono::milliseconds deadline{30'000};
    std::size_t output_limit = 16U << 20U;
};

struct Finished {
    int exit_code;  // 128 + signal when a signal ended it
    std::string output;
    std::string errors;
};

/// Runs to the end. `on_output`, when given, gets standard output in pieces as they come (`output` stays
/// empty) and returns false to stop the program. Throws `unavailable` when the program cannot be started or
/// its deadline passes (its whole process group is killed), `invalid` when it prints more than the limit.
Finished run(const Command& command, const std::function<bool(std::string_view)>& on_output = {});

}  // namespace base

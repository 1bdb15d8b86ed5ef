#pragma once

#include "base/process.h"
#include "support/error_of.h"

inline base::Command
shell(const std::string& script, std::chrono::milliseconds deadline = std::chrono::seconds(30))
{
    base::Command command;
    command.argv = {"/bin/sh", "-c", script};
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    command.deadline = deadline;
    return command;
}

inline base::Error
refusal_of(const base::Command& command, const std::function<bool(std::string_view)>& on_output = {})
{
    return error_of([&] { base::run(command, on_output); });
}

#pragma once

#include "base/error.h"
#include "base/files.h"
#include "base/process.h"
#include "base/random.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

/// A folder that goes when the test ends.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("hcl-" + base::random_hex(8)))
    {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    void write(const std::string& name, const std::string& text) const
    {
        std::filesystem::create_directories((path_ / name).parent_path());
        base::write_file(path_ / name, text);
    }

private:
    std::filesystem::path path_;
};

inline std::string environment_variable(const char* name, const std::string& otherwise = "")
{
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : value;
}

inline std::optional<std::string> find_program(const std::string& name)
{
    const auto path = environment_variable("PATH") + ":";
    for (std::size_t at = 0, end = 0; (end = path.find(':', at)) != std::string::npos; at = end + 1)
        if (auto file = path.substr(at, end - at) + "/" + name; std::filesystem::exists(file))
            return file;
    return std::nullopt;
}

/// The terraform binary; nullopt where there is none.
inline std::optional<std::string> find_terraform()
{
    const auto named = environment_variable("TERRAFORM");
    return named.empty() ? find_program("terraform") : std::optional(named);
}

/// Runs a program to its end, in `folder`, with no more of the environment than a terraform needs.
inline base::Finished
run_in(const std::filesystem::path& folder, std::vector<std::string> argv, const std::string& input = "")
{
    base::Command command;
    command.argv = std::move(argv);
    command.environment = {
        {"PATH", environment_variable("PATH")},
        {"HOME", environment_variable("HOME")},
        {"CHECKPOINT_DISABLE", "1"}};
    for (const auto* name : {"TERRAFORM", "GROUNDWORK_OFFLINE_HOME", "XDG_CACHE_HOME"})
        if (const auto value = environment_variable(name); !value.empty())
            command.environment[name] = value;
    command.directory = folder.string();
    command.input = input;
    command.deadline = std::chrono::minutes(5);
    return base::run(command);
}

#define SKIP_WITHOUT_TERRAFORM()                                                                             \
    if (!find_terraform())                                                                                   \
    GTEST_SKIP() << "terraform is not on the PATH and TERRAFORM does not name it"

#pragma once

#include "base/random.h"

#include <unistd.h>

#include <filesystem>
#include <string>

/// A folder of the test's own, gone with it. In memory where the system offers that: tests need no disk to be
/// sure.
class TemporaryDirectory {
public:
    TemporaryDirectory() : path_(place() / ("groundwork-test-" + base::random_hex(8)))
    {
        std::filesystem::create_directory(path_);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string at(const std::string& name) const { return (path_ / name).string(); }

private:
    static std::filesystem::path place()
    {
        const std::filesystem::path memory = "/dev/shm";
        return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    }

    std::filesystem::path path_;
};

#pragma once

#include "base/random.h"

#include <unistd.h>

#include <filesystem>
#include <string>

namespace support {

/// A folder of the test's own, gone with it. In memory where the system has room there: tests need no disk to
/// be sure.
class TemporaryFolder {
public:
    TemporaryFolder() : path_(place() / ("groundwork-test-" + base::random_hex(8)))
    {
        std::filesystem::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }
    std::string at(const std::string& name) const { return (path_ / name).string(); }

private:
    static std::filesystem::path place()
    {
        constexpr std::uintmax_t enough = 2U << 30U;
        const std::filesystem::path memory = "/dev/shm";
        std::error_code none;
        const auto room = std::filesystem::space(memory, none).available;
        const bool fits = !none && room > enough && ::access(memory.c_str(), W_OK) == 0;
        return fits ? memory : std::filesystem::temp_directory_path();
    }

    std::filesystem::path path_;
};

}  // namespace support

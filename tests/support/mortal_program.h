#pragma once

#include <sys/types.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace support {

/// A program that may be killed at any moment, by any thread, and started again.
class MortalProgram {
public:
    struct Start {
        std::vector<std::string> argv;
        std::map<std::string, std::string> environment;
        std::string folder;
        std::string errors;  ///< the file to which its standard error is added
    };

    explicit MortalProgram(Start start) : start_(std::move(start)) {}
    MortalProgram(const MortalProgram&) = delete;
    MortalProgram& operator=(const MortalProgram&) = delete;
    ~MortalProgram();

    /// Starts it, and reads what it prints until that holds `last`; nullopt when it has died before. Only
    /// while it does not run.
    std::optional<std::string> start(const std::string& last);

    /// kill -9, now. Nothing where it does not run.
    void kill();

    bool is_killed() const;

    /// Waits for its end, after `signal` when one is given. The exit code, or 128 and the signal that ended
    /// it.
    int end(int signal = 0);

private:
    void begin(int output);

    Start start_;
    mutable std::mutex mutex_;
    pid_t process_ = 0;
    bool killed_ = false;
    int output_ = -1;
};

}  // namespace support

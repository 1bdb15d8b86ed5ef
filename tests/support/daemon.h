#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace support {

/// A program in the background, in a process group of its own; ended with the object, and all that it
/// started.
class Daemon {
public:
    struct Start {
        std::vector<std::string> argv;
        std::vector<std::string> environment;
        int descriptor;  ///< an open one that it gets …
        int as;          ///< … under this number
    };

    explicit Daemon(const Start& start);
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    ~Daemon();

private:
    pid_t pid_;
};

}  // namespace support

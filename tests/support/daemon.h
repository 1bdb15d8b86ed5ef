#pragma once

#include "base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

    explicit Daemon(const Start& start)
    {
        const auto argv = pointers(start.argv);
        const auto environment = pointers(start.environment);
        pid_ = ::fork();
        if (pid_ < 0)
            throw base::Error(base::Code::unavailable, "no process");
        if (pid_ == 0) {
            ::setpgid(0, 0);
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            const int nothing = ::open("/dev/null", O_RDWR);
            for (const int standard : {0, 1, 2})
                ::dup2(nothing, standard);
            if (::dup2(start.descriptor, start.as) == start.descriptor)
                ::fcntl(start.descriptor, F_SETFD, 0);
            ::execve(argv[0], argv.data(), environment.data());
            ::_exit(127);
        }
        ::setpgid(pid_, pid_);
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    ~Daemon()
    {
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    static std::vector<char*> pointers(const std::vector<std::string>& texts)
    {
        std::vector<char*> all;
        for (const auto& text : texts)
            all.push_back(const_cast<char*>(text.c_str()));
        all.push_back(nullptr);
        return all;
    }

    pid_t pid_;
};

}  // namespace support

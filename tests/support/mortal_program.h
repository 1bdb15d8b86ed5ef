#pragma once

#include "base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
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
    ~MortalProgram()
    {
        kill();
        end();
    }

    /// Starts it, and reads what it prints until that holds `last`; nullopt when it has died before. Only
    /// while it does not run.
    std::optional<std::string> start(const std::string& last)
    {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
            throw base::Error(base::Code::unavailable, "no pipe");
        output_ = pipe[0];
        begin(pipe[1]);
        ::close(pipe[1]);
        std::string said;
        std::array<char, 4096> buffer{};
        while (said.find(last) == std::string::npos) {
            const auto count = ::read(output_, buffer.data(), buffer.size());
            if (count <= 0)
                return std::nullopt;
            said.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return said;
    }

    /// kill -9, now. Nothing where it does not run.
    void kill()
    {
        const std::lock_guard lock(mutex_);
        if (process_ > 0 && ::kill(process_, SIGKILL) == 0)
            killed_ = true;
    }

    bool is_killed() const
    {
        const std::lock_guard lock(mutex_);
        return killed_;
    }

    /// Waits for its end, after `signal` when one is given. The exit code, or 128 and the signal that ended
    /// it.
    int end(int signal = 0)
    {
        const auto process = process_;
        if (process <= 0)
            return 0;
        if (signal != 0)
            ::kill(process, signal);
        siginfo_t ending{};
        ::waitid(P_PID, static_cast<id_t>(process), &ending, WEXITED | WNOWAIT);
        const std::lock_guard lock(mutex_);  // from here on nobody else may signal this number
        ::waitpid(process, nullptr, 0);
        process_ = 0;
        ::close(output_);
        return ending.si_code == CLD_EXITED ? ending.si_status : 128 + ending.si_status;
    }

private:
    void begin(int output)
    {
        auto argv = pointers(start_.argv);
        std::vector<std::string> variables;
        for (const auto& [name, value] : start_.environment)
            variables.push_back(name + "=" + value);
        auto environment = pointers(variables);
        const int errors = ::open(start_.errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        const std::lock_guard lock(mutex_);
        killed_ = false;
        process_ = ::fork();
        if (process_ < 0)
            throw base::Error(base::Code::unavailable, "no process");
        if (process_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(output, 1);
            ::dup2(errors, 2);
            if (::chdir(start_.folder.c_str()) == 0)
                ::execve(argv[0], argv.data(), environment.data());
            ::_exit(127);
        }
        ::close(errors);
    }

    static std::vector<char*> pointers(std::vector<std::string>& texts)
    {
        std::vector<char*> all;
        for (auto& text : texts)
            all.push_back(text.data());
        all.push_back(nullptr);
        return all;
    }

    Start start_;
    mutable std::mutex mutex_;
    pid_t process_ = 0;
    bool killed_ = false;
    int output_ = -1;
};

}  // namespace support

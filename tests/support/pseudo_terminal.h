#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace support {

/// A program on a terminal of its own, and the person who sits there.
class PseudoTerminal {
public:
    PseudoTerminal(
        std::vector<std::string> argv,
        const std::map<std::string, std::string>& environment,
        const std::filesystem::path& directory
    )
    {
        if (openpty(&ours_, &its_, nullptr, nullptr, nullptr) != 0)
            throw std::runtime_error("openpty");
        std::vector<std::string> variables;
        for (const auto& [name, value] : environment)
            variables.push_back(name + "=" + value);
        auto arguments = pointers(argv);
        auto surroundings = pointers(variables);
        program_ = fork();
        if (program_ == 0) {
            ::close(ours_);
            const bool ready = login_tty(its_) == 0 && chdir(directory.c_str()) == 0;
            if (ready)
                execve(arguments[0], arguments.data(), surroundings.data());
            _exit(127);
        }
        end_ = static_cast<int>(syscall(SYS_pidfd_open, program_, 0));  // glibc declares its own as C++
    }
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;
    ~PseudoTerminal()
    {
        if (program_ > 0) {
            kill(program_, SIGKILL);
            waitpid(program_, nullptr, 0);
        }
        for (const int descriptor : {ours_, its_, end_})
            ::close(descriptor);
    }

    /// Waits until one of the texts is on the screen, behind what was found before, and returns it; fails the
    /// test and returns an empty text when the program ends or a minute passes without.
    std::string first_of(const std::vector<std::string>& texts)
    {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (true) {
            std::size_t nearest = std::string::npos;
            std::string found;
            for (const auto& text : texts)
                if (const auto at = screen_.find(text, seen_); at < nearest) {
                    nearest = at;
                    found = text;
                }
            if (!found.empty()) {
                seen_ = nearest + found.size();
                return found;
            }
            if (!read_more(give_up)) {
                ADD_FAILURE() << "never shown: " << texts.front() << "\n" << screen_;
                return "";
            }
        }
    }
    void wait_for(const std::string& text) { first_of({text}); }

    void type(const std::string& keys)
    {
        EXPECT_EQ(::write(ours_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
    }

    void send(int signal) const { kill(program_, signal); }

    /// Whether what is typed now is shown.
    bool echoes() const
    {
        termios state{};
        EXPECT_EQ(tcgetattr(its_, &state), 0);
        return (state.c_lflag & ECHO) != 0;
    }

    /// Waits for the end; 128 + the signal that ended it.
    int exit_code()
    {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (read_more(give_up)) {
        }
        int status = 0;
        if (waitpid(program_, &status, WNOHANG) != program_)
            return -1;
        program_ = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

    /// Everything that was shown, what was echoed included.
    const std::string& screen() const { return screen_; }

private:
    static std::vector<char*> pointers(std::vector<std::string>& texts)
    {
        std::vector<char*> all;
        for (auto& text : texts)
            all.push_back(text.data());
        all.push_back(nullptr);
        return all;
    }

    /// False when the program has ended and nothing is left to read, or the time is over.
    bool read_more(std::chrono::steady_clock::time_point give_up)
    {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(give_up - std::chrono::steady_clock::now());
        std::array<pollfd, 2> either{{{ours_, POLLIN, 0}, {end_, POLLIN, 0}}};
        if (left.count() <= 0 || ::poll(either.data(), either.size(), static_cast<int>(left.count())) <= 0)
            return false;
        if ((either[0].revents & POLLIN) == 0)
            return false;
        std::array<char, 4096> piece{};
        const auto count = ::read(ours_, piece.data(), piece.size());
        if (count > 0)
            screen_.append(piece.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    int ours_ = -1;
    int its_ = -1;  ///< kept open, so that the terminal outlives the program
    int end_ = -1;
    pid_t program_ = -1;
    std::string screen_;
    std::size_t seen_ = 0;
};

}  // namespace support

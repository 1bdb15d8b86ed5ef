#include "base/process.h"

#include "base/error.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace base {
namespace {

class Pipe {
public:
    Pipe()
    {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0)
            throw Error(Code::unavailable, "No more pipes can be opened.", "", std::strerror(errno));
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe()
    {
        close(0);
        close(1);
    }
    int end(std::size_t which) const { return ends_[which]; }
    bool open(std::size_t which) const { return ends_[which] >= 0; }
    void close(std::size_t which)
    {
        if (ends_[which] >= 0)
            ::close(ends_[which]);
        ends_[which] = -1;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    for (auto& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

/// The child and its three pipes. The child leads a process group of its own, so that all of it can be
/// killed.
class Child {
public:
    explicit Child(const Command& command)
    {
        if (command.argv.empty())
            throw Error(Code::internal, "A program is to run that has no name.");
        std::vector<std::string> arguments = command.argv;
        std::vector<std::string> variables;
        for (const auto& [name, value] : command.environment)
            variables.push_back(name + "=" + value);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in.end(0), 0);
        posix_spawn_file_actions_adddup2(&actions, out.end(1), 1);
        posix_spawn_file_actions_adddup2(&actions, err.end(1), 2);
        if (!command.directory.empty())
            posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t normal;  // we may ignore broken pipes; programs end by them
        sigemptyset(&normal);
        sigaddset(&normal, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes, &normal);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        );
        const int error = ::posix_spawnp(
            &pid_,
            arguments.front().c_str(),
            &actions,
            &attributes,
            pointers(arguments).data(),
            pointers(variables).data()
        );
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (error != 0)
            throw Error(
                Code::unavailable,
                "The program " + command.argv.front() + " could not be started: " + std::strerror(error) + "."
            );
        in.close(0);
        out.close(1);
        err.close(1);
        ::fcntl(in.end(1), F_SETFL, O_NONBLOCK);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (pid_ > 0) {
            kill();
            wait();
        }
    }

    void kill() const { ::kill(-pid_, SIGKILL); }

    /// Waits at most so long; true when it has ended.
    bool ends_within(std::chrono::milliseconds time) const
    {
        const auto process = ::syscall(SYS_pidfd_open, pid_, 0);  // NOLINT(cppcoreguidelines-pro-type-vararg)
        pollfd end{static_cast<int>(process), POLLIN, 0};
        ::poll(&end, 1, static_cast<int>(time.count()));
        if (end.fd >= 0)
            ::close(end.fd);
        siginfo_t state{};
        return ::waitid(P_PID, static_cast<id_t>(pid_), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
               state.si_pid == pid_;
    }

    int wait()
    {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

    Pipe in;
    Pipe out;
    Pipe err;

private:
    pid_t pid_ = -1;
};

/// As write(2), without the signal for a pipe that nobody reads any more.
ssize_t write_quietly(int descriptor, std::string_view text)
{
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
    const auto count = ::write(descriptor, text.data(), text.size());
    const int error = errno;
    const timespec at_once{};
    if (count < 0 && error == EPIPE)
        ::sigtimedwait(&broken_pipe, nullptr, &at_once);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return count;
}

/// Moves bytes between us and the child until it ends.
class Conversation {
public:
    Conversation(
        const Command& command,
        const std::function<bool(std::string_view)>& on_output,
        Child& child,
        Finished& finished
    )
        : command_(command), on_output_(on_output), child_(child), finished_(finished)
    {}

    void hold()
    {
        if (command_.input.empty())
            child_.in.close(1);
        while (child_.out.open(0) || child_.err.open(0)) {
            const auto left = time_left();
            std::array<pollfd, 3> waits{
                {{child_.out.end(0), POLLIN, 0},
                 {child_.err.end(0), POLLIN, 0},
                 {child_.in.end(1), POLLOUT, 0}}};
            if (::poll(waits.data(), waits.size(), static_cast<int>(left.count())) <= 0)
                continue;
            if (waits[0].revents != 0)
                read(child_.out, finished_.output, static_cast<bool>(on_output_));
            if (waits[1].revents != 0)
                read(child_.err, finished_.errors, false);
            if (waits[2].revents != 0)
                write();
        }
        child_.in.close(1);
        // In short steps where the kernel cannot tell us of the end itself.
        while (!child_.ends_within(std::min(time_left(), std::chrono::milliseconds(50)))) {
        }
    }

private:
    /// Throws when there is none.
    std::chrono::milliseconds time_left() const
    {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            throw Error(
                Code::unavailable,
                fmt::format(
                    "The program {} did not finish within {} s and was stopped.",
                    command_.argv.front(),
                    std::chrono::duration<double>(command_.deadline).count()
                )
            );
        return left;
    }

    void read(Pipe& pipe, std::string& into, bool hand_on)
    {
        std::array<char, 65536> buffer{};
        const auto count = ::read(pipe.end(0), buffer.data(), buffer.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (count <= 0)
            return pipe.close(0);
        const std::string_view piece(buffer.data(), static_cast<std::size_t>(count));
        if (hand_on) {
            if (!on_output_(piece)) {
                child_.kill();
                pipe.close(0);
            }
            return;
        }
        into += piece;
        if (into.size() > command_.output_limit)
            throw Error(
                Code::invalid,
                "The program " + command_.argv.front() + " printed more than " +
                    std::to_string(command_.output_limit) + " bytes and was stopped."
            );
    }

    void write()
    {
        const auto count = write_quietly(child_.in.end(1), std::string_view(command_.input).substr(written_));
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (count > 0)
            written_ += static_cast<std::size_t>(count);
        if (count < 0 || written_ == command_.input.size())
            child_.in.close(1);
    }

    const Command& command_;
    const std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + command_.deadline;
    const std::function<bool(std::string_view)>& on_output_;
    Child& child_;
    Finished& finished_;
    std::size_t written_ = 0;
};

}  // namespace

Finished run(const Command& command, const std::function<bool(std::string_view)>& on_output)
{
    Finished finished{};
    Child child(command);
    Conversation(command, on_output, child, finished).hold();
    finished.exit_code = child.wait();
    return finished;
}

}  // namespace base

#include "client/hidden_input.h"

#include "base/error.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ostream>

namespace client {
namespace {

constexpr std::array leaving{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

base::Error failure(const char* what)
{
    return {
        base::Code::unavailable,
        std::string("What is typed cannot be hidden here: ") + what +
            " failed. Set the variable in .env instead."};
}

/// Signals that would leave the terminal as it is, held back and read as they come.
class HeldSignals {
public:
    HeldSignals()
    {
        sigset_t held{};
        sigemptyset(&held);
        for (const int number : leaving)
            sigaddset(&held, number);
        pthread_sigmask(SIG_BLOCK, &held, &before_);
        descriptor_ = signalfd(-1, &held, SFD_CLOEXEC);
        if (descriptor_ < 0) {
            pthread_sigmask(SIG_SETMASK, &before_, nullptr);
            throw failure("signalfd");
        }
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    ~HeldSignals()
    {
        ::close(descriptor_);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

    int descriptor() const { return descriptor_; }

    int take() const
    {
        signalfd_siginfo one{};
        return ::read(descriptor_, &one, sizeof one) == sizeof one ? static_cast<int>(one.ssi_signo) : 0;
    }

private:
    sigset_t before_{};
    int descriptor_ = -1;
};

class EchoOff {
public:
    explicit EchoOff(int descriptor) : descriptor_(descriptor)
    {
        if (tcgetattr(descriptor, &before_) != 0)
            throw failure("tcgetattr");
        auto quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
        // What was typed before the prompt was seen by everybody: it is not the secret.
        if (tcsetattr(descriptor, TCSAFLUSH, &quiet) != 0)
            throw failure("tcsetattr");
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    ~EchoOff() { tcsetattr(descriptor_, TCSADRAIN, &before_); }

private:
    int descriptor_;
    termios before_{};
};

struct Line {
    std::optional<std::string> text;
    int signal = 0;  ///< what came in place of the line
};

/// The terminal gives whole lines: what is read ends with its line break, or is the end of the input.
Line read_line(int descriptor, const HeldSignals& signals)
{
    std::string text;
    while (true) {
        std::array<pollfd, 2> either{{{descriptor, POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
        if (::poll(either.data(), either.size(), -1) < 0) {
            if (errno == EINTR)
                continue;
            throw failure("poll");
        }
        if (either[1].revents != 0)
            return {std::nullopt, signals.take()};
        std::array<char, 512> piece{};
        const auto count = ::read(descriptor, piece.data(), piece.size());
        if (count <= 0)
            return {};
        text.append(piece.data(), static_cast<std::size_t>(count));
        if (text.back() == '\n') {
            text.pop_back();
            return {std::move(text)};
        }
    }
}

}  // namespace

std::optional<base::Secret> read_hidden(int descriptor, std::ostream& output, const std::string& prompt)
{
    while (true) {
        Line line;
        {
            const HeldSignals signals;
            const EchoOff echo_off(descriptor);
            output << prompt << std::flush;
            line = read_line(descriptor, signals);
        }
        output << std::endl;  // the one that was typed is not seen
        if (line.signal == 0)
            return line.text ? std::optional(base::Secret(*std::move(line.text))) : std::nullopt;
        std::raise(line.signal);  // ends the process, or stops it until it is continued
    }
}

}  // namespace client

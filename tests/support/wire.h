#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace support {

/// One connection, as the side that answers has it. What the other side does not take any more is dropped.
class Wire {
public:
    explicit Wire(int socket) : socket_(socket) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire() { ::close(socket_); }

    /// Empty when the other side has gone.
    std::string read()
    {
        std::array<char, 16'384> piece{};
        const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
        return got > 0 ? std::string(piece.data(), static_cast<std::size_t>(got)) : "";
    }

    void write(std::string_view text)
    {
        while (!text.empty()) {
            const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// Says nothing until the other side has gone.
    void wait_for_end()
    {
        while (!read().empty()) {
        }
    }

    /// The piece again and again, until the other side has gone.
    void trickle(std::string_view piece)
    {
        while (!is_left_within(std::chrono::milliseconds(50)))
            write(piece);
    }

    bool is_left_within(std::chrono::milliseconds time)
    {
        pollfd poll{socket_, POLLRDHUP, 0};
        return ::poll(&poll, 1, static_cast<int>(time.count())) != 0;
    }

    /// Neither side says anything more.
    void end() { ::shutdown(socket_, SHUT_RDWR); }

    /// Ends the connection as a machine does that has forgotten it: with RST.
    void reset()
    {
        sockaddr nobody{};
        nobody.sa_family = AF_UNSPEC;
        ::connect(socket_, &nobody, sizeof nobody);
    }

    int socket() const { return socket_; }

private:
    int socket_;
};

}  // namespace support

#include "support/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace support {

Wire::~Wire()
{
    ::close(socket_);
}

std::string Wire::read()
{
    std::array<char, 16'384> piece{};
    const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
    return got > 0 ? std::string(piece.data(), static_cast<std::size_t>(got)) : "";
}

void Wire::write(std::string_view text)
{
    while (!text.empty()) {
        const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Wire::wait_for_end()
{
    while (!read().empty()) {
    }
}

void Wire::trickle(std::string_view piece)
{
    while (!is_left_within(std::chrono::milliseconds(50)))
        write(piece);
}

bool Wire::is_left_within(std::chrono::milliseconds time)
{
    pollfd poll{socket_, POLLRDHUP, 0};
    return ::poll(&poll, 1, static_cast<int>(time.count())) != 0;
}

void Wire::end()
{
    ::shutdown(socket_, SHUT_RDWR);
}

void Wire::reset()
{
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    ::connect(socket_, &nobody, sizeof nobody);
}

}  // namespace support

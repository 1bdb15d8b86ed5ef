#include "http/connection.h"

#include "base/error.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

bool await(int socket, short what, milliseconds wait)
{
    const auto until = steady_clock::now() + wait;
    for (;;) {
        pollfd poll_for{socket, what, 0};
        const auto left =
            std::max(milliseconds(0), std::chrono::ceil<milliseconds>(until - steady_clock::now()));
        const int ready = ::poll(&poll_for, 1, static_cast<int>(left.count()));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

/// The status of an answer's first line; 0 for anything else and for the interim 100.
int status_in(std::string_view bytes)
{
    constexpr std::string_view start = "HTTP/1.1 ";
    int status = 0;
    if (bytes.starts_with(start))
        std::from_chars(bytes.data() + start.size(), bytes.data() + bytes.size(), status);
    return status < 200 ? 0 : status;
}

}  // namespace

Connection::Connection(int socket, milliseconds write_deadline)
    : socket_(socket), write_deadline_(write_deadline), deadline_(steady_clock::now())
{}

Connection::~Connection()
{
    if (status_ >= 400)
        take_the_rest();
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
}

void Connection::take_the_rest() const
{
    constexpr std::size_t at_most = 4U << 20U;
    constexpr milliseconds patience{300};
    ::shutdown(socket_, SHUT_WR);
    const auto until = steady_clock::now() + patience;
    std::array<char, 16384> waste{};
    for (std::size_t taken = 0; taken < at_most && steady_clock::now() < until;) {
        if (!readable(std::chrono::duration_cast<milliseconds>(until - steady_clock::now())))
            return;
        const auto count = ::recv(socket_, waste.data(), waste.size(), 0);
        if (count <= 0)
            return;
        taken += static_cast<std::size_t>(count);
    }
}

bool Connection::readable(milliseconds wait) const
{
    return begin_ < end_ || await(socket_, POLLIN, wait);
}

bool Connection::peer_gone() const
{
    if (!await(socket_, POLLIN, milliseconds(0)))
        return false;
    char peeked = 0;
    return ::recv(socket_, &peeked, 1, MSG_PEEK) <= 0;
}

void Connection::expect(milliseconds within)
{
    deadline_ = steady_clock::now() + within;
}

bool Connection::fill()
{
    const auto left = std::chrono::ceil<milliseconds>(deadline_ - steady_clock::now());
    if (left.count() <= 0 || !await(socket_, POLLIN, left))
        throw base::Error(base::Code::invalid, "The request did not arrive in time.");
    const auto count = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count <= 0)
        return false;
    begin_ = 0;
    end_ = static_cast<std::size_t>(count);
    return true;
}

long Connection::read(char* into, std::size_t size)
{
    if (begin_ == end_ && !fill())
        return 0;
    const auto count = std::min(size, end_ - begin_);
    std::copy_n(buffer_.data() + begin_, count, into);
    begin_ += count;
    return static_cast<long>(count);
}

bool Connection::write(std::string_view bytes)
{
    if (status_ == 0)
        status_ = status_in(bytes);
    while (!bytes.empty()) {
        if (!await(socket_, POLLOUT, write_deadline_))
            return false;
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
    return true;
}

bool Connection::write_last(const Response& answer)
{
    // The reason phrase may be empty; nobody reads it.
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " \r\n";
    for (const auto& [name, value] : answer.headers)
        text += name + ": " + value + "\r\n";
    text += "Connection: close\r\nContent-Type: " + answer.content_type +
            "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
    return write(text);
}

}  // namespace http

#include "support/tcp_peer.h"

#include "base/error.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace support {

Listener::Listener() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(descriptor_, generic, size) != 0 || ::listen(descriptor_, 64) != 0 ||
        ::getsockname(descriptor_, generic, &size) != 0)
        throw base::Error(base::Code::unavailable, "no socket");
    port_ = ntohs(address.sin_port);
}

void Listener::close()
{
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
}

sockaddr_in Listener::loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

TcpPeer::TcpPeer(std::function<void(int socket)> serve) : serve_(std::move(serve))
{
    accepting_ = std::thread([this] { accept_all(); });
}

TcpPeer::~TcpPeer()
{
    ::shutdown(listener_.descriptor(), SHUT_RDWR);
    accepting_.join();
    {
        const std::lock_guard lock(mutex_);
        for (const auto& connection : connections_)
            ::shutdown(connection.socket, SHUT_RDWR);
    }
    connections_.clear();
}

TcpPeer::Connection::~Connection()
{
    thread.join();
    ::close(socket);
}

void TcpPeer::accept_all()
{
    for (int socket = ::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC); socket >= 0;
         socket = ::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC)) {
        const std::lock_guard lock(mutex_);
        connections_.remove_if([](const Connection& connection) { return connection.ended.load(); });
        auto& connection = connections_.emplace_back(socket);
        connection.thread = std::thread([this, &connection] {
            serve_(connection.socket);
            ::shutdown(connection.socket, SHUT_RDWR);
            connection.ended = true;
        });
    }
}

bool send_all(int socket, const char* from, std::size_t size)
{
    while (size > 0) {
        const auto sent = ::send(socket, from, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        from += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

}  // namespace support

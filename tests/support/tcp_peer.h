#pragma once

#include "base/error.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace support {

/// A listening socket on a free port of 127.0.0.1.
class Listener {
public:
    Listener() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        auto address = loopback(0);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(descriptor_, generic, size) != 0 || ::listen(descriptor_, 64) != 0 ||
            ::getsockname(descriptor_, generic, &size) != 0)
            throw base::Error(base::Code::unavailable, "no socket");
        port_ = ntohs(address.sin_port);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() { close(); }

    void close()
    {
        if (descriptor_ >= 0)
            ::close(std::exchange(descriptor_, -1));
    }

    static sockaddr_in loopback(std::uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        return address;
    }

    int descriptor() const { return descriptor_; }
    std::uint16_t port() const { return port_; }

private:
    int descriptor_;
    std::uint16_t port_ = 0;
};

/// Runs a function on every connection that comes in, each in a thread of its own. At the end all connections
/// are shut down, which ends a function that waits for its socket.
class TcpPeer {
public:
    explicit TcpPeer(std::function<void(int socket)> serve) : serve_(std::move(serve))
    {
        accepting_ = std::thread([this] { accept_all(); });
    }
    TcpPeer(const TcpPeer&) = delete;
    TcpPeer& operator=(const TcpPeer&) = delete;
    ~TcpPeer()
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

    std::uint16_t port() const { return listener_.port(); }

private:
    struct Connection {
        explicit Connection(int its_socket) : socket(its_socket) {}
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;
        ~Connection()
        {
            thread.join();
            ::close(socket);
        }

        int socket;
        std::atomic<bool> ended = false;
        std::thread thread;
    };

    void accept_all()
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

    std::function<void(int)> serve_;
    Listener listener_;
    std::mutex mutex_;
    std::list<Connection> connections_;
    std::thread accepting_;
};

/// False when the other side has gone.
inline bool send_all(int socket, const char* from, std::size_t size)
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

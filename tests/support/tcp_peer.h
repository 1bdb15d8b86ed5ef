#pragma once

#include <netinet/in.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace support {

/// A listening socket on a free port of 127.0.0.1.
class Listener {
public:
    Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() { close(); }

    void close();

    static sockaddr_in loopback(std::uint16_t port);

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
    explicit TcpPeer(std::function<void(int socket)> serve);
    TcpPeer(const TcpPeer&) = delete;
    TcpPeer& operator=(const TcpPeer&) = delete;
    ~TcpPeer();

    std::uint16_t port() const { return listener_.port(); }

private:
    struct Connection {
        explicit Connection(int its_socket) : socket(its_socket) {}
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;
        ~Connection();

        int socket;
        std::atomic<bool> ended = false;
        std::thread thread;
    };

    void accept_all();

    std::function<void(int)> serve_;
    Listener listener_;
    std::mutex mutex_;
    std::list<Connection> connections_;
    std::thread accepting_;
};

/// False when the other side has gone.
bool send_all(int socket, const char* from, std::size_t size);

}  // namespace support

#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// One accepted connection, as bytes.
class Connection {
public:
    explicit Connection(int socket) : socket_(socket) {}

    /// The head of a request, up to the empty line.
    std::string read_head() const
    {
        std::string head;
        char byte = 0;
        while (!head.ends_with("\r\n\r\n") && ::recv(socket_, &byte, 1, 0) == 1)
            head += byte;
        return head;
    }
    std::string read(std::size_t length) const
    {
        std::string text(length, '\0');
        text.resize(
            static_cast<std::size_t>(std::max<ssize_t>(::recv(socket_, text.data(), length, MSG_WAITALL), 0))
        );
        return text;
    }
    /// False when nobody reads any more.
    bool write(std::string_view text) const
    {
        return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    }
    /// Waits until the other side has gone.
    void wait_until_closed() const
    {
        char byte = 0;
        while (::recv(socket_, &byte, 1, 0) > 0) {
        }
    }

private:
    int socket_;
};

/// Listens on a free port of 127.0.0.1 and plays `conversation` with everyone who comes, each on a thread.
class SmallServer {
public:
    explicit SmallServer(std::function<void(const Connection&)> conversation)
        : conversation_(std::move(conversation)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, generic, length) != 0 || ::listen(listener_, 64) != 0 ||
            ::getsockname(listener_, generic, &length) != 0)
            throw std::runtime_error("no port");
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept_all(); });
    }
    SmallServer(const SmallServer&) = delete;
    SmallServer& operator=(const SmallServer&) = delete;
    ~SmallServer()
    {
        ::shutdown(listener_, SHUT_RDWR);
        accepting_.join();
        for (auto& talk : talks_)
            talk.join();
        ::close(listener_);
    }

    std::string url(const std::string& path = "/") const
    {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    int connections() const { return connections_; }

private:
    void accept_all()
    {
        while (true) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0)
                return;
            ++connections_;
            talks_.emplace_back([this, socket] {
                conversation_(Connection(socket));
                ::close(socket);
            });
        }
    }

    std::function<void(const Connection&)> conversation_;
    int listener_;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::thread accepting_;
    std::vector<std::thread> talks_;
};

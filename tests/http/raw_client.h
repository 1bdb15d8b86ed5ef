#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// A TCP client that says exactly the bytes it is told, well-formed or not.
class RawClient {
public:
    explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("cannot connect");
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient() { hang_up(); }

    /// False when the server has closed.
    bool say(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Everything until the server closes.
    std::string hear_all() { return hear_until("\x01 never said"); }

    /// What comes until `mark` has come, the server has closed, or ten seconds are over.
    std::string hear_until(std::string_view mark)
    {
        std::string heard;
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (heard.find(mark) == std::string::npos && std::chrono::steady_clock::now() < until) {
            pollfd wait_for{socket_, POLLIN, 0};
            char piece[4096];
            if (::poll(&wait_for, 1, 100) <= 0)
                continue;
            const auto count = ::recv(socket_, piece, sizeof piece, 0);
            if (count <= 0)
                break;
            heard.append(piece, static_cast<std::size_t>(count));
        }
        return heard;
    }

    std::string ask(std::string_view bytes)
    {
        say(bytes);
        return hear_all();
    }

    void hang_up()
    {
        if (socket_ >= 0)
            ::close(socket_);
        socket_ = -1;
    }

private:
    int socket_;
};

#pragma once

#include "base/error.h"
#include "base/text.h"
#include "forge/serve_git.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

/// Just enough HTTP on 127.0.0.1 for the git command line: one request a connection, no framing but
/// Content-Length. It lets these tests run without the http room, which is above this one.
class GitHttpPeer {
public:
    explicit GitHttpPeer(std::string repository)
        : repository_(std::move(repository)), listener_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
            ::getsockname(listener_, generic, &size) != 0)
            throw base::Error(base::Code::unavailable, "no socket");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    GitHttpPeer(const GitHttpPeer&) = delete;
    GitHttpPeer& operator=(const GitHttpPeer&) = delete;
    ~GitHttpPeer()
    {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }

    std::string address() const
    {
        return "http://127.0.0.1:" + std::to_string(port_) + "/git/infrastructure.git";
    }

private:
    void serve()
    {
        for (int peer = ::accept(listener_, nullptr, nullptr); peer >= 0;
             peer = ::accept(listener_, nullptr, nullptr)) {
            answer(peer);
            ::close(peer);
        }
    }

    static bool send(int peer, std::string_view text)
    {
        while (!text.empty()) {
            const auto sent = ::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    static std::string header(const std::string& head, const std::string& name)
    {
        for (const auto& line : base::split(head, '\n'))
            if (base::lower_ascii(line).starts_with(name + ":"))
                return std::string(base::trimmed(std::string_view(line).substr(name.size() + 1)));
        return "";
    }

    static std::string receive(int peer)
    {
        std::string text;
        std::array<char, 65536> buffer{};
        while (true) {
            const auto end = text.find("\r\n\r\n");
            const auto length = header(text.substr(0, end), "content-length");
            if (end != std::string::npos &&
                text.size() >= end + 4 + (length.empty() ? 0 : std::stoul(length)))
                return text;
            const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                return text;
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }

    static std::string head_of(std::string_view status, std::string_view type)
    {
        return "HTTP/1.1 " + std::string(status) +
               "\r\nConnection: close\r\nContent-Type: " + std::string(type) + "\r\n\r\n";
    }

    void answer(int peer)
    {
        const auto text = receive(peer);
        const auto end = text.find("\r\n\r\n");
        const auto head = text.substr(0, end);
        const auto protocol = header(head, "git-protocol");
        try {
            if (head.find("git-receive-pack") != std::string::npos)
                forge::check_git_service("git-receive-pack");
            if (head.starts_with("GET")) {
                const auto refs = forge::advertise_refs(repository_, protocol);
                send(peer, head_of("200 OK", refs.content_type) + refs.body);
                return;
            }
            send(peer, head_of("200 OK", forge::upload_pack_content_type));
            forge::upload_pack(repository_, protocol, text.substr(end + 4), [&](std::string_view piece) {
                return send(peer, piece);
            });
        } catch (const base::Error& error) {
            send(
                peer,
                head_of(std::to_string(base::row_of(error.code).http_status) + " No", "text/plain") +
                    error.message + "\n"
            );
        }
    }

    std::string repository_;
    int listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

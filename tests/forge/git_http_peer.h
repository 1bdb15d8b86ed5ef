#pragma once

#include "base/error.h"
#include "base/text.h"
#include "forge/serve_git.h"
#include "support/tcp_peer.h"

#include <array>
#include <string>
#include <thread>

/// Just enough HTTP on 127.0.0.1 for the git command line: one request a connection, no framing but
/// Content-Length. It lets these tests run without the http room, which is above this one.
class GitHttpPeer {
public:
    explicit GitHttpPeer(std::string repository) : repository_(std::move(repository)) {}

    std::string address() const
    {
        return "http://127.0.0.1:" + std::to_string(peer_.port()) + "/git/infrastructure.git";
    }

private:
    static bool send(int peer, std::string_view text)
    {
        return support::send_all(peer, text.data(), text.size());
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
    support::TcpPeer peer_{[this](int socket) { answer(socket); }};
};

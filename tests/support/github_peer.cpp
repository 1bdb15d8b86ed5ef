#include "support/github_peer.h"

#include "base/text.h"

#include <sys/socket.h>

#include <array>
#include <optional>
#include <string_view>

namespace support {
namespace {

base::HttpRequest read_head(const std::string& text)
{
    base::HttpRequest request;
    const auto lines = base::split(text, '\n');
    const auto words = base::split(lines.at(0), ' ');
    request.method = words.at(0);
    request.url = words.at(1);
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (const auto colon = lines[i].find(':'); colon != std::string::npos)
            request.headers[base::lower_ascii(lines[i].substr(0, colon))] =
                base::trimmed(std::string_view(lines[i]).substr(colon + 1));
    return request;
}

/// Nullopt when the caller went away before it had said everything.
std::optional<base::HttpRequest> receive(int peer)
{
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        if (const auto end = text.find("\r\n\r\n"); end != std::string::npos) {
            auto request = read_head(text.substr(0, end));
            const auto length = request.headers.find("content-length");
            const auto wanted = length == request.headers.end() ? 0 : std::stoul(length->second);
            if (text.size() >= end + 4 + wanted) {
                request.body = text.substr(end + 4, wanted);
                return request;
            }
        }
        const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return std::nullopt;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

GitHubPeer::GitHubPeer(GitHubStandIn& github) : github_(github), peer_([this](int socket) { answer(socket); })
{}

GitHubPeer::~GitHubPeer()
{
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
}

void GitHubPeer::wait(std::chrono::milliseconds delay)
{
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, delay, [this] { return stopping_; });
}

void GitHubPeer::answer(int peer)
{
    const auto request = receive(peer);
    if (!request)
        return;
    const auto reply = github_.take(*request);
    wait(reply.delay);
    if (reply.drops)
        return;
    auto text = "HTTP/1.1 " + std::to_string(reply.answer.status) + " Said\r\nConnection: close\r\n";
    for (const auto& [name, value] : reply.answer.headers)
        text += name + ": " + value + "\r\n";
    if (reply.answer.status != 304)
        text += "Content-Length: " + std::to_string(reply.answer.body.size()) + "\r\n";
    text += "\r\n" + reply.answer.body.substr(0, reply.cut.value_or(std::string::npos));
    send_all(peer, text.data(), text.size());
}

}  // namespace support

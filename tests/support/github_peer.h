#pragma once

#include "support/github_stand_in.h"
#include "support/tcp_peer.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

namespace support {

/// A stand-in for GitHub's REST API on a port of 127.0.0.1: one call a connection, a thread for each.
class GitHubPeer {
public:
    explicit GitHubPeer(GitHubStandIn& github);
    GitHubPeer(const GitHubPeer&) = delete;
    GitHubPeer& operator=(const GitHubPeer&) = delete;
    ~GitHubPeer();

    std::string address() const { return "http://127.0.0.1:" + std::to_string(peer_.port()); }

private:
    /// At most so long; not at all once the peer ends.
    void wait(std::chrono::milliseconds delay);
    void answer(int peer);

    GitHubStandIn& github_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    TcpPeer peer_;
};

}  // namespace support

#pragma once

#include "git/repository.h"
#include "support/daemon.h"
#include "support/real_git.h"
#include "support/tcp_peer.h"
#include "support/temporary_folder.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace support {

/// A real Git server over HTTP: Debian's nginx, fcgiwrap and `git http-backend`, on a free port of loopback.
/// Who has the token `writer` may push, who has `reader` may read; /moved/… and
/// /elsewhere/… redirect to …, the one on this host, the other on another. Both programs get
/// sockets that listen already, so that nobody waits for their start.
class GitServer {
public:
    static constexpr const char* writer = "token-that-may-write";
    static constexpr const char* reader = "token-that-may-read";

    static bool installed();

    enum class Wire { plain, tls };

    explicit GitServer(Wire wire = Wire::plain);
    GitServer(const GitServer&) = delete;
    GitServer& operator=(const GitServer&) = delete;

    std::uint16_t port() const { return listener_.port(); }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port()); }
    /// Over TLS: that of its certificate.
    std::string secure_address() const { return "https://localhost:" + std::to_string(port()); }
    /// Signed by itself, for localhost.
    std::string certificate() const { return folder_.at("certificate"); }
    std::string path(const std::string& name) const { return folder_.at("repositories/" + name); }

    /// A bare repository with these files as its first commit on main. Returns its path.
    std::string make(const std::string& name, const git::Files& first) const
    {
        // Not in the library: the tests of every room link that, so it is made of `base` alone.
        const git::Signature author{"Somebody", "some@body", base::from_micros(1'700'000'000'000'000)};
        git::Repository::open_or_create(path(name), "main", first, author);
        return path(name);
    }

    void set_hook(const std::string& name, const std::string& hook, const std::string& script) const;
    void remove_hook(const std::string& name, const std::string& hook) const;

    /// The calls whose address holds `part`, in order, as soon as there is one that ends with `last`: "GET
    /// /infra.git/info/refs?service=git-upload-pack 401". nginx notes a call after it was answered. Throws
    /// where none comes.
    std::vector<std::string> calls(const std::string& part, const std::string& last) const;

private:
    void make_certificate() const;
    std::string configuration(Wire wire) const;

    support::TemporaryFolder folder_;
    Listener listener_;
    int gateway_socket_;
    std::unique_ptr<Daemon> gateway_;
    std::unique_ptr<Daemon> web_;
};

}  // namespace support

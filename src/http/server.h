#pragma once

#include "http/message.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace http {

struct ServerSettings {
    std::string host = "127.0.0.1";
    int port = 0;  ///< 0: any free one
    std::size_t threads = 96;
    std::chrono::milliseconds thread_idle{5'000};  ///< a thread without work ends after this
    std::chrono::milliseconds keep_alive{2'000};   ///< a connection without a request is closed after this
    std::size_t requests_per_connection = 10'000;
    std::chrono::milliseconds head_deadline{
        10'000};  ///< from a request's first byte to the end of its headers
    std::chrono::milliseconds body_deadline{30'000};
    std::chrono::milliseconds write_deadline{10'000};  ///< for the peer to take the next piece
    std::size_t body_limit = 1U << 20U;
};

/// Speaks HTTP/1.1 on a port: one thread per connection while it has something to say. When every thread is
/// taken, idle connections are closed and the others are told to close after their answer, so that newcomers
/// get their turn.
class Server {
public:
    using Answer = std::function<Response(const Request&)>;
    /// What is answered to a request that cannot be read: 400, 405, 408, 413, 414, 415, 416.
    using Refuse = std::function<Response(int status)>;

    /// Listens and serves from here on. Throws `conflict` when the port is taken, `invalid` when the address
    /// is not ours.
    Server(ServerSettings settings, Answer answer, Refuse refuse);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    int port() const;
    /// Takes no more connections, lets requests that were begun finish, and returns. Streams see that their
    /// peer is gone.
    void stop();

private:
    class Wire;
    std::unique_ptr<Wire> wire_;
};

}  // namespace http

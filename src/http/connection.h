#pragma once

#include "http/message.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace http {

/// One accepted TCP connection. Its read buffer lasts over all its requests, so that pipelined ones are not
/// lost, and its deadlines hold for a whole head or body, so that a client that drips bytes cannot keep a
/// thread.
class Connection {
public:
    Connection(int socket, std::chrono::milliseconds write_deadline);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    /// Closes; after an error answer it first takes what the peer still sends, or the answer would be lost.
    ~Connection();

    int socket() const { return socket_; }
    /// Bytes (or the end) are there, now or within `wait`.
    bool readable(std::chrono::milliseconds wait) const;
    bool peer_gone() const;

    /// What is read from now on must be there `within` this time.
    void expect(std::chrono::milliseconds within);
    /// The number of bytes; 0 at the end, and after an error answer, which is the last. Throws `invalid` when
    /// the deadline has passed.
    long read(char* into, std::size_t size);
    bool write(std::string_view bytes);
    /// A whole answer, after which the connection ends.
    bool write_last(const Response& answer);

    /// The next request begins: forgets the answer to the last one.
    void begin() { status_ = 0; }
    /// The status that was written to this request; 0 as long as none was.
    int status() const { return status_; }

private:
    bool fill();
    void take_the_rest() const;

    const int socket_;
    const std::chrono::milliseconds write_deadline_;
    std::chrono::steady_clock::time_point deadline_;
    std::array<char, 4096> buffer_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    int status_ = 0;
};

}  // namespace http

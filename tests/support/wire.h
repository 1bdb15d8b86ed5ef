#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace support {

/// One connection, as the side that answers has it. What the other side does not take any more is dropped.
class Wire {
public:
    explicit Wire(int socket) : socket_(socket) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    /// Empty when the other side has gone.
    std::string read();

    void write(std::string_view text);

    /// Says nothing until the other side has gone.
    void wait_for_end();

    /// The piece again and again, until the other side has gone.
    void trickle(std::string_view piece);

    bool is_left_within(std::chrono::milliseconds time);

    /// Neither side says anything more.
    void end();

    /// Ends the connection as a machine does that has forgotten it: with RST.
    void reset();

    int socket() const { return socket_; }

private:
    int socket_;
};

}  // namespace support

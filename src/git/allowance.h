#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace git {

/// What one call to the outside may take: time, and bytes of answer. libgit2 hands nothing of ours to its
/// sockets, so they find the allowance of their thread here. For this room's own files.
class Allowance {
public:
    Allowance(std::chrono::milliseconds time, std::uint64_t bytes);
    Allowance(const Allowance&) = delete;
    Allowance& operator=(const Allowance&) = delete;
    ~Allowance();

    /// Nullptr outside of a call.
    static Allowance* of_this_thread();

    std::chrono::milliseconds time_left() const;
    bool out_of_time() const { return time_left() <= std::chrono::milliseconds(0); }

    void allow(std::uint64_t bytes) { bytes_ += bytes; }
    void receive(std::uint64_t bytes) { received_ += bytes; }
    std::uint64_t received() const { return received_; }
    bool out_of_bytes() const { return received_ > bytes_; }

    /// The other side asked to be left alone for so long.
    void wait(std::chrono::seconds time) { asked_to_wait_ = time; }
    const std::optional<std::chrono::seconds>& asked_to_wait() const { return asked_to_wait_; }

    /// Until the end of the call: libgit2 1.8 says goodbye to a proxy's socket that it has freed before.
    void keep(std::shared_ptr<void> socket) { kept_.push_back(std::move(socket)); }

    bool ended() const { return out_of_time() || out_of_bytes(); }

private:
    std::chrono::steady_clock::time_point end_;
    std::uint64_t bytes_;
    std::uint64_t received_ = 0;
    std::optional<std::chrono::seconds> asked_to_wait_;
    std::vector<std::shared_ptr<void>> kept_;
    Allowance* outer_;
};

/// From now on libgit2 speaks through sockets that keep to their thread's allowance, whatever the other side
/// does: answer never, byte by byte, or without end. (libgit2's own time-out begins anew with every byte, and
/// its own sockets end the process by SIGPIPE when the other side hangs up.)
void use_bounded_sockets();

/// From now on a server's Retry-After is noted in the thread's allowance: libgit2 keeps an answer's head to
/// itself, but shows it to who traces it.
void hear_retry_after();

}  // namespace git

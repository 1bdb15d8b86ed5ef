#pragma once

#include "support/tcp_peer.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace support {

/// Stands between a client and a server on loopback and passes everything on, until a fault is due.
class FaultyRelay {
public:
    enum class Fault {
        cut,      ///< both connections end
        stall,    ///< nothing more comes, the connection stays
        trickle,  ///< one byte every 20 ms
    };
    static constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

    explicit FaultyRelay(std::uint16_t server);

    /// After so many bytes of answers, counted over all connections from now on.
    void fail(Fault fault, std::size_t after);
    void heal();

    enum class Side { client, server };
    /// One connection is cut, once.
    struct Cut {
        std::string word;   ///< in a connection on which the client has said this, such as a path …
        Side side;          ///< … when this side has, from then on, …
        std::size_t after;  ///< … said so many bytes, that are still passed on
        std::function<void()> also = nullptr;  ///< what happens besides, just before
    };
    void cut_once(Cut cut);

    /// Bytes of answers since the last fail() or heal().
    std::size_t answered() const { return answered_; }
    std::uint16_t port() const { return peer_.port(); }

    /// Without any fault, until one of the two hangs up.
    static void pass_all(int client, std::uint16_t server);

private:
    /// What is known of one connection.
    struct Passage {
        bool word_said = false;
        std::size_t passed = 0;  ///< since then, of the side that is cut
    };

    bool ask(Passage& passage, int client, int server);
    void listen(Passage& passage, std::string_view said);
    /// How much of what this side has just said is passed on.
    std::size_t up_to_cut(Passage& passage, Side side, std::size_t size);
    bool answer(Passage& passage, int server, int client);
    bool go_wrong(int client, const char* rest, std::size_t size);

    std::uint16_t server_;
    std::atomic<Fault> fault_ = Fault::cut;
    std::atomic<std::size_t> after_ = never;
    std::atomic<std::size_t> answered_ = 0;
    std::mutex mutex_;
    std::optional<Cut> once_;
    TcpPeer peer_;
};

}  // namespace support

#include "support/faulty_relay.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace support {
namespace {

template <typename Ask, typename Answer> void pump(int client, int server, Ask ask, Answer answer)
{
    std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    while (::poll(both.data(), both.size(), -1) > 0) {
        if (both[0].revents != 0 && !ask(client, server))
            return;
        if (both[1].revents != 0 && !answer(server, client))
            return;
    }
}

/// `ask` passes on what the client says, `answer` what the server says; false when it does not.
template <typename Ask, typename Answer>
void connect_and_pump(int client, std::uint16_t port, Ask ask, Answer answer)
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = Listener::loopback(port);
    if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        pump(client, server, ask, answer);
    ::close(server);
}

bool pass(int from, int to)
{
    std::array<char, 65536> buffer{};
    const auto count = ::recv(from, buffer.data(), buffer.size(), 0);
    return count > 0 && send_all(to, buffer.data(), static_cast<std::size_t>(count));
}

/// True when the client has hung up within that time; what it sends is passed over.
bool wait_for_end(int client, int milliseconds)
{
    pollfd waiting{client, POLLIN, 0};
    std::array<char, 4096> ignored{};
    while (::poll(&waiting, 1, milliseconds) > 0)
        if (::recv(client, ignored.data(), ignored.size(), 0) <= 0)
            return true;
    return false;
}

}  // namespace

FaultyRelay::FaultyRelay(std::uint16_t server)
    : server_(server), peer_([this](int client) {
          Passage passage;
          connect_and_pump(
              client,
              server_,
              [&](int from, int to) { return ask(passage, from, to); },
              [&](int from, int to) { return answer(passage, from, to); }
          );
      })
{}

void FaultyRelay::fail(Fault fault, std::size_t after)
{
    fault_ = fault;
    answered_ = 0;
    after_ = after;
}

void FaultyRelay::heal()
{
    fail(Fault::cut, never);
    const std::lock_guard lock(mutex_);
    once_.reset();
}

void FaultyRelay::cut_once(Cut cut)
{
    const std::lock_guard lock(mutex_);
    once_ = std::move(cut);
}

void FaultyRelay::pass_all(int client, std::uint16_t server)
{
    connect_and_pump(client, server, pass, pass);
}

bool FaultyRelay::ask(Passage& passage, int client, int server)
{
    std::array<char, 65536> buffer{};
    const auto count = ::recv(client, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    const auto size = static_cast<std::size_t>(count);
    listen(passage, {buffer.data(), size});
    const auto whole = up_to_cut(passage, Side::client, size);
    return send_all(server, buffer.data(), whole) && whole == size;
}

void FaultyRelay::listen(Passage& passage, std::string_view said)
{
    const std::lock_guard lock(mutex_);
    if (once_ && !passage.word_said && said.find(once_->word) != std::string_view::npos)
        passage = {true, 0};
}

std::size_t FaultyRelay::up_to_cut(Passage& passage, Side side, std::size_t size)
{
    const std::lock_guard lock(mutex_);
    if (!once_ || !passage.word_said || once_->side != side)
        return size;
    const auto left = once_->after - std::min(once_->after, passage.passed);
    passage.passed += size;
    if (size <= left)
        return size;
    if (once_->also)
        once_->also();
    once_.reset();
    return left;
}

bool FaultyRelay::answer(Passage& passage, int server, int client)
{
    std::array<char, 65536> buffer{};
    const auto count = ::recv(server, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    const auto size = static_cast<std::size_t>(count);
    const auto before = answered_.fetch_add(size);
    const auto healthy = std::min(size, after_ - std::min<std::size_t>(after_, before));
    const auto whole = up_to_cut(passage, Side::server, healthy);
    if (!send_all(client, buffer.data(), whole) || whole < healthy)
        return false;
    return healthy == size || go_wrong(client, buffer.data() + healthy, size - healthy);
}

bool FaultyRelay::go_wrong(int client, const char* rest, std::size_t size)
{
    if (fault_ == Fault::stall)
        wait_for_end(client, -1);
    for (std::size_t i = 0; fault_ == Fault::trickle && i < size; ++i)
        if (!send_all(client, rest + i, 1) || wait_for_end(client, 20))
            return false;
    return fault_ == Fault::trickle;
}

}  // namespace support

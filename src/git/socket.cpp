#include "git/allowance.h"
#include "git/edge.h"

#include <git2/sys/errors.h>
#include <git2/sys/stream.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace git {
namespace {

thread_local Allowance* current = nullptr;

struct Socket {
    git_stream parent;  // first: libgit2 knows a socket by it
    std::string host;
    std::string port;
    int descriptor;
};

Socket& socket_of(git_stream* stream)
{
    return *reinterpret_cast<Socket*>(stream);
}

int fail(const std::string& why)
{
    git_error_set_str(GIT_ERROR_NET, why.c_str());
    return -1;
}

int time_is_up()
{
    git_error_set_str(GIT_ERROR_NET, "the time for this call is up");
    return GIT_TIMEOUT;
}

/// 0 when the socket is ready for `events`, else libgit2's answer.
int wait(const Socket& socket, short events)
{
    while (true) {
        if (current == nullptr || current->out_of_time())
            return time_is_up();
        pollfd waiting{socket.descriptor, events, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(current->time_left().count()) + 1);
        if (ready > 0)
            return 0;
        if (ready < 0 && errno != EINTR)
            return fail(std::strerror(errno));
    }
}

bool would_wait(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/// Does what `transfer` does (as recv and send answer) as soon as the socket lets it.
template <typename Transfer> ssize_t when_ready(const Socket& socket, short events, Transfer transfer)
{
    while (true) {
        const auto count = transfer();
        if (count >= 0)
            return count;
        if (!would_wait(errno))
            return fail(std::strerror(errno));
        if (const int answer = wait(socket, events); answer != 0)
            return answer;
    }
}

ssize_t receive_some(git_stream* stream, void* into, std::size_t size)
{
    const auto& socket = socket_of(stream);
    if (current == nullptr || current->out_of_time())
        return time_is_up();
    const auto count = when_ready(socket, POLLIN, [&] { return ::recv(socket.descriptor, into, size, 0); });
    if (count <= 0)
        return count;
    current->receive(static_cast<std::uint64_t>(count));
    return current->out_of_bytes() ? fail("the answer is larger than allowed") : count;
}

ssize_t send_some(git_stream* stream, const char* from, std::size_t size, int /*flags*/)
{
    const auto& socket = socket_of(stream);
    return when_ready(socket, POLLOUT, [&] { return ::send(socket.descriptor, from, size, MSG_NOSIGNAL); });
}

int close_socket(git_stream* stream)
{
    auto& socket = socket_of(stream);
    if (socket.descriptor >= 0)
        ::close(socket.descriptor);
    socket.descriptor = -1;
    return 0;
}

/// 0 when connected to this address, else libgit2's answer.
int connect_to(Socket& socket, const addrinfo& address)
{
    socket.descriptor =
        ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
    if (socket.descriptor < 0)
        return fail(std::strerror(errno));
    int error = ::connect(socket.descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        if (const int answer = wait(socket, POLLOUT); answer != 0)
            return answer;
        socklen_t size = sizeof error;
        ::getsockopt(socket.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    return error == 0 ? 0 : fail(std::strerror(error));
}

int connect_somewhere(git_stream* stream)
{
    auto& socket = socket_of(stream);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(socket.host.c_str(), socket.port.c_str(), &hints, &found); error != 0)
        return fail("the name " + socket.host + " has no address: " + ::gai_strerror(error));
    const base::Handle<addrinfo, ::freeaddrinfo> addresses(found);
    int answer = -1;
    for (const auto* address = found; address != nullptr; address = address->ai_next) {
        answer = connect_to(socket, *address);
        if (answer == 0 || answer == GIT_TIMEOUT)
            return answer;
        close_socket(stream);
    }
    return answer;
}

void free_socket(git_stream* stream)
{
    close_socket(stream);
    std::shared_ptr<void> ended(&socket_of(stream), [](void* socket) {
        delete static_cast<Socket*>(socket);
    });
    if (current != nullptr)
        current->keep(std::move(ended));
}

int make_socket(git_stream** out, const char* host, const char* port)
{
    auto* socket = new (std::nothrow) Socket{{}, host, port, -1};
    if (socket == nullptr)
        return fail("no memory for a socket");
    socket->parent.version = GIT_STREAM_VERSION;
    socket->parent.connect = connect_somewhere;
    socket->parent.read = receive_some;
    socket->parent.write = send_some;
    socket->parent.close = close_socket;
    socket->parent.free = free_socket;
    *out = &socket->parent;
    return 0;
}

}  // namespace

Allowance::Allowance(std::chrono::milliseconds time, std::uint64_t bytes)
    : end_(std::chrono::steady_clock::now() + time), bytes_(bytes), outer_(current)
{
    current = this;
}

Allowance::~Allowance()
{
    current = outer_;
}

Allowance* Allowance::of_this_thread()
{
    return current;
}

std::chrono::milliseconds Allowance::time_left() const
{
    const auto left = end_ - std::chrono::steady_clock::now();
    return std::max(
        std::chrono::duration_cast<std::chrono::milliseconds>(left), std::chrono::milliseconds(0)
    );
}

void use_bounded_sockets()
{
    git_stream_registration ours{GIT_STREAM_VERSION, make_socket, nullptr};
    check(git_stream_register(GIT_STREAM_STANDARD, &ours), "Starting libgit2");
}

}  // namespace git

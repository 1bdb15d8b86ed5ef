#include "http/server.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "http/connection.h"
#include "http/framing.h"
#include "http/target.h"
#include "http/threads.h"

#define CPPHTTPLIB_LISTEN_BACKLOG 512
#define CPPHTTPLIB_FORM_URL_ENCODED_PAYLOAD_MAX_LENGTH 65536
#include <httplib.h>

#include <cerrno>
#include <cstring>
#include <future>

namespace http {
namespace {

using std::chrono::milliseconds;

/// A name that cannot come in over the wire: hides Content-Encoding from httplib, which would refuse every
/// body that has one, although git compresses its requests.
constexpr const char* hidden_encoding = ":content-encoding";

/// Our connection in the form in which httplib reads and writes.
class WireStream final : public httplib::Stream {
public:
    explicit WireStream(Connection& connection) : connection_(connection) {}

    bool is_readable() const override { return connection_.readable(milliseconds(0)); }
    bool wait_readable() const override { return connection_.readable(milliseconds(1)); }
    bool wait_writable() const override { return !connection_.peer_gone(); }
    ssize_t read(char* into, size_t size) override { return connection_.read(into, size); }
    ssize_t write(const char* from, size_t size) override
    {
        return connection_.write({from, size}) ? static_cast<ssize_t>(size) : -1;
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override
    {
        httplib::detail::get_remote_ip_and_port(connection_.socket(), ip, port);
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override
    {
        httplib::detail::get_local_ip_and_port(connection_.socket(), ip, port);
    }
    socket_t socket() const override { return connection_.socket(); }
    time_t duration() const override { return 0; }

private:
    Connection& connection_;
};

class Jobs final : public httplib::TaskQueue {
public:
    explicit Jobs(Threads& threads) : threads_(threads) {}
    bool enqueue(std::function<void()> job) override { return threads_.run(std::move(job)); }
    void shutdown() override { threads_.stop(); }

private:
    Threads& threads_;
};

Head head_of(const httplib::Request& request)
{
    Head head{request.method, request.version, request.target, {}};
    for (const auto& [name, value] : request.headers)
        head.headers.emplace(base::lower_ascii(name), value);
    return head;
}

/// Before httplib routes: all requests go to our one function, and none of its extras apply.
void prepare(httplib::Request& request)
{
    request.path = "/";
    request.ranges.clear();
    if (request.has_header("Content-Encoding")) {
        request.headers.emplace(hidden_encoding, request.get_header_value("Content-Encoding"));
        request.headers.erase("Content-Encoding");
    }
    // Without either header there is no body; httplib would wait for one until the connection ends.
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding"))
        request.headers.emplace("Content-Length", "0");
}

Request ours(const httplib::Request& theirs)
{
    auto target = read_target(theirs.target).value_or(Target{});
    Request request{
        .method = theirs.method, .path = std::move(target.path), .query = std::move(target.query)};
    for (const auto& [name, value] : theirs.headers)
        request.headers[name == hidden_encoding ? "content-encoding" : base::lower_ascii(name)] = value;
    request.body = theirs.body;
    request.peer = theirs.remote_addr;
    return request;
}

}  // namespace

/// How long a new connection may take to say its first byte while others wait for its thread.
constexpr milliseconds first_patience(250);

class Server::Wire final : private httplib::Server {
public:
    Wire(ServerSettings settings, Answer answer, Refuse refuse)
        : settings_(std::move(settings)),
          answer_(std::move(answer)),
          refuse_(std::move(refuse)),
          threads_(settings_.threads, settings_.thread_idle)
    {
        set_up();
        listen_on_port();
        acceptor_ = std::thread([this] { listen_after_bind(); });
        wait_until_ready();
    }
    ~Wire() override { halt(); }

    int port() const { return port_; }

    void halt()
    {
        stopping_ = true;
        std::call_once(halted_, [this] {
            httplib::Server::stop();
            acceptor_.join();
        });
    }

private:
    void set_up()
    {
        new_task_queue = [this] { return new Jobs(threads_); };
        set_tcp_nodelay(true);
        set_payload_max_length(settings_.body_limit);
        set_keep_alive_timeout(std::chrono::ceil<std::chrono::seconds>(settings_.keep_alive).count());
        set_keep_alive_max_count(settings_.requests_per_connection);
        // The default, SO_REUSEPORT, would let a second server share the port silently.
        set_socket_options([](socket_t socket) {
            httplib::set_socket_opt(socket, SOL_SOCKET, SO_REUSEADDR, 1);
        });
        set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            const int status = refusal_of(head_of(request), settings_.body_limit);
            if (status != 0)
                response.status = status;
            return status == 0 ? HandlerResponse::Unhandled : HandlerResponse::Handled;
        });
        const Handler serve = [this](const httplib::Request& request, httplib::Response& response) {
            send(answer_(ours(request)), request, response);
        };
        Get("/", serve)
            .Post("/", serve)
            .Put("/", serve)
            .Patch("/", serve)
            .Delete("/", serve)
            .Options("/", serve);
        // Also called for errors that our own function answered; those have a body.
        set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
            if (response.body.empty())
                send(refuse_(response.status), request, response);
        });
        // Reached only by a body that is too slow: the front throws nothing.
        set_exception_handler(
            [this](const httplib::Request& request, httplib::Response& response, std::exception_ptr caught) {
                send(
                    refuse_(base::as_error(caught).code == base::Code::invalid ? 408 : 500), request, response
                );
            }
        );
        set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
            response.headers.erase("Accept-Ranges");
        });
    }

    void listen_on_port()
    {
        int reason = 0;
        set_error_logger([&](const httplib::Error&, const httplib::Request*) { reason = errno; });
        if (settings_.port == 0)
            port_ = bind_to_any_port(settings_.host);
        else if (bind_to_port(settings_.host, settings_.port))
            port_ = settings_.port;
        set_error_logger(nullptr);
        const auto where = settings_.host + ":" + std::to_string(settings_.port);
        if (port_ < 0 && reason == EADDRINUSE)
            throw base::Error(base::Code::conflict, "Another program already listens on " + where + ".");
        if (port_ < 0)
            throw base::Error(
                base::Code::invalid, "Cannot listen on " + where + ".", "", std::strerror(reason)
            );
    }

    void send(Response answer, const httplib::Request& request, httplib::Response& response)
    {
        response.status = answer.status;
        for (const auto& [name, value] : answer.headers)
            response.set_header(name, value);
        if (!answer.stream) {
            response.set_content(std::move(answer.body), answer.content_type);
            return;
        }
        const auto write_all = [this,
                                stream = std::move(answer.stream),
                                alive = request.is_connection_closed](std::size_t, httplib::DataSink& sink) {
            bool fine = true;
            stream([&](std::string_view piece) {
                fine = fine && !stopping_ && !alive() &&
                       (piece.empty() || sink.write(piece.data(), piece.size()));
                return fine;
            });
            if (fine)
                sink.done();
            return fine;
        };
        if (request.version == "HTTP/1.1") {
            response.set_chunked_content_provider(answer.content_type, write_all);
        } else {
            response.set_content_provider(answer.content_type, write_all);
        }
    }

    bool process_and_close_socket(socket_t socket) override
    {
        Connection connection(socket, settings_.write_deadline);
        for (std::size_t left = settings_.requests_per_connection; left > 0; --left) {
            const bool fresh = left == settings_.requests_per_connection;
            if (!next_comes(connection, fresh ? first_patience : milliseconds(0)))
                return true;
            if (!exchange(connection, left == 1))
                return false;
        }
        return true;
    }

    /// Waits for the next request's first byte: until the keep-alive time is over, or a newcomer needs the
    /// thread; but for a while in any case (`at_least`), so that who has just come is not sent away unheard.
    bool next_comes(const Connection& connection, milliseconds at_least) const
    {
        const auto began = std::chrono::steady_clock::now();
        while (!connection.readable(std::min(settings_.keep_alive, milliseconds(50)))) {
            const auto waited = std::chrono::steady_clock::now() - began;
            if (stopping_ || waited >= settings_.keep_alive || (threads_.crowded() && waited >= at_least))
                return false;
        }
        return true;
    }

    /// One request and its answer. False when the connection is at its end.
    bool exchange(Connection& connection, bool last)
    {
        WireStream stream(connection);
        std::string remote;
        int port = 0;
        stream.get_remote_ip_and_port(remote, port);
        last = last || stopping_ || threads_.crowded();
        bool closed = false;
        connection.begin();
        connection.expect(settings_.head_deadline);
        try {
            const auto head_read = [&](httplib::Request& request) {
                prepare(request);
                connection.expect(settings_.body_deadline);
            };
            const bool fine = process_request(stream, remote, port, "", 0, last, closed, head_read);
            // httplib announces "Connection: close" with every error and then forgets to close.
            return fine && !last && !closed && connection.status() < 400;
        } catch (...) {
            // A head that never ended; or a stream that failed in the middle, whose peer sees it cut short.
            const auto error = base::as_error(std::current_exception());
            if (!error.detail.empty())
                base::log::error("A stream broke off.", {{"detail", error.detail}});
            if (connection.status() == 0)
                connection.write_last(refuse_(408));  // httplib has no request yet to answer to
            return false;
        }
    }

    const ServerSettings settings_;
    const Answer answer_;
    const Refuse refuse_;
    Threads threads_;
    std::atomic<bool> stopping_ = false;
    std::once_flag halted_;
    std::thread acceptor_;
    int port_ = -1;
};

Server::Server(ServerSettings settings, Answer answer, Refuse refuse)
    : wire_(std::make_unique<Wire>(std::move(settings), std::move(answer), std::move(refuse)))
{}

Server::~Server() = default;

int Server::port() const
{
    return wire_->port();
}

void Server::stop()
{
    wire_->halt();
}

}  // namespace http

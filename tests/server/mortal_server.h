#pragma once

#include "base/files.h"
#include "base/network.h"
#include "base/value.h"
#include "support/mortal_program.h"
#include "support/tcp_peer.h"
#include "support/temporary_folder.h"
#include "support/wire.h"

#include <gtest/gtest.h>

/// `groundwork serve` as a process of its own, which may be killed at any moment; whoever asks it something
/// then starts it again, on the same data directory.
class MortalServer {
public:
    explicit MortalServer(std::map<std::string, std::string> environment)
    {
        environment["PATH"] = "/usr/bin:/bin";
        environment["GROUNDWORK_LISTEN"] = "127.0.0.1:0";
        environment["GROUNDWORK_DATA_DIR"] = (folder_.path() / "data").string();
        program_ = std::make_unique<support::MortalProgram>(support::MortalProgram::Start{
            {GROUNDWORK_BINARY, "serve"}, std::move(environment), PROJECT_DIR, log()});
        start();
    }

    /// Any thread.
    void kill() { program_->kill(); }
    /// Its exit code.
    int stop() { return program_->end(SIGTERM); }
    /// Until it runs; it may be killed while it starts.
    void start()
    {
        const std::string address = "API       http://127.0.0.1:";
        auto banner = program_->start("git clone");
        for (; !banner; banner = program_->start("git clone"))
            bury();
        port_ =
            static_cast<std::uint16_t>(std::stoul(banner->substr(banner->find(address) + address.size())));
    }

    /// As ask() does.
    base::Value get(const std::string& path)
    {
        base::HttpRequest request;
        request.url = path;
        return ask(std::move(request));
    }

    /// Through kills, as a patient client asks. `request.url` from the path on.
    base::Value ask(base::HttpRequest request)
    {
        const auto path = request.url;
        request.deadline = std::chrono::seconds(180);  // longer than any wait that is asked for
        while (true) {
            request.url = "http://127.0.0.1:" + std::to_string(port_) + path;
            try {
                return base::read_json(network_.send(request).body);
            } catch (const base::Error& error) {
                if (error.code != base::Code::unavailable)
                    throw;
                bury();
                start();
            }
        }
    }

    /// Posts a request, and kills the server so long after it was sent. The request's id; nothing where the
    /// server died before it had promised anything.
    std::optional<std::string> provision(
        const base::Value& asked,
        const std::string& key,
        std::optional<std::chrono::milliseconds> killed_after = std::nullopt
    )
    {
        const auto body = base::write_json(asked);
        support::Wire wire(connected());
        wire.write(
            "POST /api/v1/provision HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
            "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key +
            "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body
        );
        if (killed_after) {
            wire.is_left_within(*killed_after);
            kill();
        }
        std::string answer;
        for (auto piece = wire.read(); !piece.empty(); piece = wire.read())
            answer += piece;
        const auto id = answer.find("req-");
        if (answer.find(" 202 ") != std::string::npos && id != std::string::npos)
            return answer.substr(id, 16);
        EXPECT_TRUE(program_->is_killed()) << answer;
        return std::nullopt;
    }

    /// What it has logged last.
    std::string last_words() const
    {
        constexpr std::size_t enough = 6'000;
        const auto all = base::find_file(log()).value_or("");
        return all.size() < enough ? all : all.substr(all.size() - enough);
    }

private:
    std::string log() const { return (folder_.path() / "log").string(); }

    void bury()
    {
        const bool killed = program_->is_killed();
        const int code = killed ? program_->end() : program_->end(SIGTERM);
        if (!killed || code != 128 + SIGKILL)
            throw base::Error(
                base::Code::internal, "The program ended by itself, with " + std::to_string(code)
            );
    }

    int connected() const
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        auto address = support::Listener::loopback(port_);
        ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        return socket;
    }

    support::TemporaryFolder folder_;
    std::unique_ptr<support::MortalProgram> program_;
    base::RealNetwork network_;
    std::uint16_t port_ = 0;
};

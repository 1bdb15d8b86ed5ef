#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace base {

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::map<std::string, std::string> headers;
    std::string body;
    std::chrono::milliseconds deadline{30'000};
    std::size_t answer_limit = 16U << 20U;
    /// When given, gets the body in pieces as they come (`HttpAnswer::body` stays empty); returns false to
    /// stop. What it throws comes out of send().
    std::function<bool(std::string_view)> on_body;
};

struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  // lower-case names
    std::string body;
};

/// The only way out over HTTP. Redirects are not followed. Throws `unavailable` when no answer came (name,
/// connection, TLS, deadline), `upstream` when the answer is larger than the limit.
class Network {
public:
    virtual ~Network() = default;
    virtual HttpAnswer send(const HttpRequest& request) = 0;
};

class RealNetwork final : public Network {
public:
    RealNetwork();
    HttpAnswer send(const HttpRequest& request) override;
};

}  // namespace base

#include "http/access.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace http {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// "[::1]:8000" → "[::1]"
std::string_view without_port(std::string_view host)
{
    const auto colon = host.rfind(':');
    const auto port = colon == std::string_view::npos ? "" : host.substr(colon + 1);
    const bool numeric = !port.empty() && port.find_first_not_of("0123456789") == std::string_view::npos;
    return numeric ? host.substr(0, colon) : host;
}

bool is_our_host(const Access& access, const std::string& host)
{
    static constexpr std::array<std::string_view, 3> loopback{"localhost", "127.0.0.1", "[::1]"};
    const auto name = without_port(host);
    return std::find(loopback.begin(), loopback.end(), name) != loopback.end() ||
           contains(access.allowed_hosts, host) || contains(access.allowed_hosts, name);
}

bool is_listed(const Access& access, const Request& request)
{
    return contains(access.cors_origins, request.header("origin"));
}

}  // namespace

void check_origin(const Access& access, const Request& request)
{
    const auto host = base::lower_ascii(request.header("host"));
    if (host.empty())
        throw base::Error(base::Code::invalid, "The request has no Host header.");
    if (!is_our_host(access, host))
        throw base::Error(
            base::Code::forbidden,
            "This server does not answer for the host “" + base::shortened(host, 100) +
                "”. GROUNDWORK_ALLOWED_HOSTS lists the names that it has besides localhost."
        );
    const auto origin = base::lower_ascii(request.header("origin"));
    if (origin.empty() || origin == "http://" + host || origin == "https://" + host ||
        is_listed(access, request))
        return;
    throw base::Error(
        base::Code::forbidden,
        "Pages of “" + base::shortened(origin, 100) +
            "” may not use this server. GROUNDWORK_CORS_ORIGINS lists the origins that may."
    );
}

std::map<std::string, std::string> cors_headers(const Access& access, const Request& request)
{
    if (!is_listed(access, request))
        return {};
    std::map<std::string, std::string> headers{
        {"Access-Control-Allow-Origin", request.header("origin")},
        {"Access-Control-Expose-Headers", "X-Request-Id, Retry-After, Location"},
        {"Vary", "Origin"},
    };
    if (is_preflight(request)) {
        headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE";
        headers["Access-Control-Allow-Headers"] =
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID";
        headers["Access-Control-Max-Age"] = "600";
    }
    return headers;
}

bool is_preflight(const Request& request)
{
    return request.method == "OPTIONS" && !request.header("origin").empty() &&
           !request.header("access-control-request-method").empty();
}

}  // namespace http

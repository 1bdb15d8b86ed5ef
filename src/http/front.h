#pragma once

#include "base/metrics.h"
#include "http/access.h"
#include "http/route.h"
#include "operations/dispatch.h"

#include <chrono>

namespace http {

/// What every request passes, whatever it is for: Host and Origin, trace id, security headers, access log and
/// figures. Then a route of its own answers, or the table of operations does.
class Front {
public:
    struct Settings {
        Access access;
        std::string public_url;  ///< https://groundwork.example.org; empty: http:// and the Host header
    };

    Front(
        Settings settings,
        operations::Dispatcher& dispatcher,
        base::Metrics& metrics,
        std::vector<Route> routes
    );

    /// Throws nothing.
    Response answer(Request request) const;

    /// The answer to a request that could not even be read.
    Response refuse(int status) const;

private:
    struct Found {
        const Route* route = nullptr;
        Captures captures;
        std::string label = "unmatched";   ///< the pattern: a closed set, unlike paths
        std::vector<std::string> methods;  ///< those that the path knows
    };

    Found find(const Request& request) const;
    Response answer_found(const Request& request, const Found& found) const;
    Response ask_dispatcher(const Request& request) const;
    Response finish(
        Response response,
        const Request& request,
        const std::string& label,
        std::chrono::duration<double> took
    ) const;

    Settings settings_;
    operations::Dispatcher& dispatcher_;
    base::Metrics& metrics_;
    std::vector<Route> routes_;
};

}  // namespace http

#pragma once

#include "base/network.h"
#include "base/secret.h"
#include "base/value.h"

#include <map>
#include <string>
#include <string_view>

namespace client {

/// What the server said to a call that went well.
struct Answer {
    std::string text;   ///< byte for byte
    base::Value exact;  ///< as sent: for what is written to files
    base::Value shown;  ///< made safe for a terminal
};

/// Groundwork's HTTP API as the command line sees it.
class Api {
public:
    using Pairs = std::map<std::string, std::string>;

    /// Throws `invalid` for an address that is not http:// or https://, or a token that cannot stand in a
    /// header.
    Api(base::Network& network, std::string address, base::Secret token);

    const std::string& address() const { return address_; }

    /// `path` is below /api/v1, its parts already percent-encoded. Throws the server's own error: code,
    /// message, problems; `upstream` for an answer that is not Groundwork's; `unavailable` when there is
    /// none.
    Answer get(const std::string& path, const Pairs& query = {});
    Answer
    post(const std::string& path, const base::Value& body = base::Value::object(), const Pairs& headers = {});

    /// Follows a stream of events; `on_body` gets its pieces and returns false to stop. Returns the HTTP
    /// status.
    int follow(
        const std::string& path,
        const std::string& last_event_id,
        std::function<bool(std::string_view)> on_body
    );

private:
    base::HttpRequest request(std::string method, const std::string& path) const;
    Answer send(const base::HttpRequest& request);

    base::Network& network_;
    std::string address_;
    base::Secret token_;
};

}  // namespace client

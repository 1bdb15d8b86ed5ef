#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// What came in, free of the library that read it.
struct Request {
    std::string method = {};  ///< GET, POST, …
    std::string path = {};    ///< percent-decoded, without the query
    std::map<std::string, std::string> query = {};
    std::map<std::string, std::string> headers = {};  ///< lower-case names; the last of equals
    std::string body = {};
    std::string peer = {};      ///< the address it came from
    std::string base_url = {};  ///< how the caller reached us: http://localhost:8000; filled in by the front
    std::string trace_id = {};  ///< names this request in answers and logs; filled in by the front

    /// Empty when absent.
    const std::string& header(const std::string& name) const;
};

/// A body that comes in pieces: writes through `write` until it is done; `write` returns false when the peer
/// has gone or the server is stopping. An empty piece writes nothing and only asks.
using Stream = std::function<void(const std::function<bool(std::string_view)>& write)>;

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    Stream stream = {};  ///< when set, in place of `body`
};

}  // namespace http

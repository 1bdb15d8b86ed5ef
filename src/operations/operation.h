#pragma once

#include "base/value.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace operations {

/// What a token may do. `open`: no token needed, even where authentication is on.
enum class Scope { open, read, request, admin };

/// Who asks.
struct Actor {
    std::string name = "anonymous";  ///< a token's name; "anonymous" where authentication is off
    std::set<std::string> scopes;    ///< read, request, admin, on_behalf
    bool authenticated = false;

    bool may(std::string_view scope) const { return scopes.contains(std::string(scope)); }
};

/// One use of a verb: its checked input and who asks.
struct Call {
    Actor actor;
    base::Value
        input;  ///< path, query and body members in one object; has passed the operation's input schema
    std::optional<std::string> idempotency_key;
    std::string base_url;  ///< how the caller reached us: http://localhost:8000
};

struct Answer {
    int status = 200;
    base::Value body;
    std::map<std::string, std::string> headers = {};  ///< Allow, Retry-After
};

enum class In { path, query, body };

struct Incoming;

/// Every verb is one row. Routes, validation, OpenAPI, permissions and rate limits are readings of it.
struct Operation {
    std::string_view name;    ///< noun.verb: requests.provision
    std::string_view method;  ///< GET, POST, …
    std::string_view path;    ///< /api/v1/requests/{id}/status
    Scope scope;
    std::string_view sentence;
    base::Value
        input;  ///< JSON Schema of an object; a property's "x-in" says path, query or body (the default)
    base::Value output;  ///< JSON Schema
    int status = 200;    ///< of success
    std::function<Answer(const Call&)> run;
    bool idempotent_by_key = false;  ///< honours Idempotency-Key; a webhook's is X-GitHub-Delivery
    /// Where callers prove who they are by a signature over the body, in place of a token. Throws
    /// `unauthenticated`.
    std::function<void(const Incoming&)> prove = {};
};

}  // namespace operations

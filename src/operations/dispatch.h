#pragma once

#include "base/error.h"
#include "operations/operation.h"

namespace operations {

/// A request for a verb, as a surface received it.
struct Incoming {
    std::string method;
    std::string path;  ///< percent-decoded
    std::map<std::string, std::string> query;
    std::string content_type;
    std::string body;
    std::string bearer;           ///< the token of the Authorization header; empty: none
    std::string idempotency_key;  ///< empty: none
    std::string base_url;
    std::string signature = {};  ///< X-Hub-Signature-256: of the body, by who delivers a webhook
    std::string delivery = {};   ///< X-GitHub-Delivery: the webhook's idempotency key
};

/// The one way to a verb: route → who? → may they? → fits the schema? → run. Every failure becomes an Answer
/// in the wire's error shape; nothing is thrown.
class Dispatcher {
public:
    virtual ~Dispatcher() = default;

    virtual const std::vector<Operation>& table() const = 0;

    /// By method and path. Unknown paths, wrong methods, wrong media types, bad JSON are answered too.
    virtual Answer answer(const Incoming& incoming) = 0;

    /// By name, for pages and other surfaces that have read the input themselves. `bearer` empty: anonymous.
    virtual Answer call(
        std::string_view name,
        const base::Value& input,
        const std::string& bearer,
        const std::string& base_url
    ) = 0;

    /// The OpenAPI 3.1 document made from the table.
    virtual const base::Value& openapi() const = 0;
};

/// {"error": {code, message, pointer, problems, trace_id}}: the one shape of a failure on the wire.
base::Value error_body(const base::Error& error, const std::string& trace_id);

}  // namespace operations

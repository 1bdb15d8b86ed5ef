#include "operations/dispatcher.h"

#include "base/log.h"
#include "base/random.h"
#include "base/schema.h"
#include "base/text.h"
#include "identity/tokens.h"
#include "operations/input.h"
#include "operations/router.h"

#include <algorithm>

namespace operations {
namespace {

constexpr std::size_t key_limit = 255;

class TableDispatcher final : public Dispatcher {
public:
    explicit TableDispatcher(const Means& means)
        : means_(means), table_(operations::table(means)), openapi_(openapi_document(table_, means.version))
    {}

    const std::vector<Operation>& table() const override { return table_; }
    const base::Value& openapi() const override { return openapi_; }

    Answer answer(const Incoming& incoming) override
    {
        return guarded("unknown", [&](std::string_view& name) -> Answer {
            const auto route = find_route(table_, incoming.method, incoming.path);
            if (!route.operation)
                return no_route(incoming, route);
            name = route.operation->name;
            if (route.operation->prove)
                route.operation->prove(incoming);
            const auto actor = authenticate(incoming.bearer);
            permit(*route.operation, actor);
            if (route.operation->method != "GET" && !is_empty(incoming) && !is_json(incoming.content_type))
                return failure(
                    base::Error(
                        base::Code::invalid,
                        "Send this as application/json (curl: -H 'Content-Type: application/json')."
                    ),
                    415
                );
            const auto input = gather(*route.operation, route.variables, incoming);
            return route.operation->run({actor, input, key_of(*route.operation, incoming), incoming.base_url}
            );
        });
    }

    Answer call(
        std::string_view name,
        const base::Value& input,
        const std::string& bearer,
        const std::string& base_url
    ) override
    {
        return guarded(name, [&](std::string_view&) -> Answer {
            const auto found = std::find_if(table_.begin(), table_.end(), [&](const Operation& operation) {
                return operation.name == name;
            });
            if (found == table_.end())
                throw base::Error(base::Code::not_found, "There is no operation " + std::string(name) + ".");
            if (found->prove)
                throw base::Error(
                    base::Code::forbidden, "This needs a signature, which only its sender has."
                );
            const auto actor = authenticate(bearer);
            permit(*found, actor);
            base::refuse_when_any(base::check(found->input, input));
            return found->run({actor, input, std::nullopt, base_url});
        });
    }

private:
    /// Nothing was sent, as with `curl -X POST`. (A form of another site would have an Origin and is refused
    /// by the door.)
    static bool is_empty(const Incoming& incoming)
    {
        return incoming.content_type.empty() && incoming.body.empty();
    }

    static bool is_json(const std::string& content_type)
    {
        return base::lower_ascii(base::trimmed(content_type.substr(0, content_type.find(';')))) ==
               "application/json";
    }

    static std::optional<std::string> key_of(const Operation& operation, const Incoming& incoming)
    {
        auto key = operation.prove ? incoming.delivery : incoming.idempotency_key;
        if (key.empty() || !operation.idempotent_by_key)
            return std::nullopt;
        if (key.size() > key_limit || base::unprintable(key))
            throw base::Error(
                base::Code::invalid, "An Idempotency-Key has at most 255 printable characters."
            );
        // An event that several webhooks tell of has one id on GitHub.
        return operation.prove ? key + " " + base::sha256_hex(incoming.body) : key;
    }

    Answer no_route(const Incoming& incoming, const Route& route) const
    {
        if (route.allowed.empty())
            return failure(
                base::Error(
                    base::Code::not_found,
                    "There is nothing at " + base::shortened(incoming.path, 120) +
                        ". The documentation is at /docs."
                ),
                404
            );
        auto answer = failure(
            base::Error(
                base::Code::invalid,
                incoming.method + " is not possible here; possible: " + route.allowed + "."
            ),
            405
        );
        answer.headers["Allow"] = route.allowed;
        return answer;
    }

    /// Anonymous may do everything where authentication is off, and nothing but the open verbs where it is
    /// on.
    Actor authenticate(const std::string& bearer) const
    {
        if (!means_.authenticate) {
            Actor everybody;
            everybody.scopes.insert(identity::all_scopes.begin(), identity::all_scopes.end());
            return everybody;
        }
        if (bearer.empty())
            return {};
        auto& database = means_.provision.database;
        const auto token = database.read([&](db::Transaction& tx) { return identity::find(tx, bearer); });
        if (!token)
            throw base::Error(
                base::Code::unauthenticated,
                "This token is not known, was revoked, or has expired. `groundwork token create` makes a new "
                "one."
            );
        const auto old = std::chrono::system_clock::now() - std::chrono::minutes(1);
        if (!token->last_used_at || *token->last_used_at < old)
            database.write([&](db::Transaction& tx) { identity::note_use(tx, bearer); });
        return {token->name, token->scopes, true};
    }

    static void permit(const Operation& operation, const Actor& actor)
    {
        if (operation.scope == Scope::open)
            return;
        const auto* scope = operation.scope == Scope::read      ? "read"
                            : operation.scope == Scope::request ? "request"
                                                                : "admin";
        if (actor.may(scope) || actor.may("admin"))
            return;
        if (!actor.authenticated)
            throw base::Error(
                base::Code::unauthenticated,
                "Send a token: Authorization: Bearer gw_… (`groundwork token create` makes one)."
            );
        throw base::Error(
            base::Code::forbidden,
            "This needs the scope " + std::string(scope) + ", which the token " + actor.name +
                " does not have."
        );
    }

    static Answer failure(const base::Error& error, int status)
    {
        return {status, error_body(error, base::random_hex(8))};
    }

    /// The place where every failure of a verb is caught, logged, counted and given its shape.
    template <typename Run> Answer guarded(std::string_view name, Run&& run)
    {
        try {
            auto answer = run(name);
            count(name, answer.status);
            return answer;
        } catch (...) {
            const auto error = base::as_error(std::current_exception());
            auto answer = failure(error, base::row_of(error.code).http_status);
            const auto trace = answer.body["error"]["trace_id"].get<std::string>();
            if (base::row_of(error.code).http_status >= 500)
                base::log::error(
                    "an operation failed",
                    {{"operation", std::string(name)},
                     {"code", std::string(base::row_of(error.code).word)},
                     {"message", error.message},
                     {"detail", error.detail},
                     {"trace_id", trace}}
                );
            if (base::row_of(error.code).retried)
                answer.headers["Retry-After"] = "5";
            if (error.code == base::Code::unauthenticated)
                answer.headers["WWW-Authenticate"] = "Bearer";
            count(name, answer.status);
            return answer;
        }
    }

    void count(std::string_view name, int status)
    {
        means_.metrics.count(
            "operations_total",
            "Uses of operations, by name and status",
            {{"operation", std::string(name)}, {"status", std::to_string(status)}}
        );
    }

    const Means& means_;
    std::vector<Operation> table_;
    base::Value openapi_;
};

}  // namespace

std::unique_ptr<Dispatcher> make_dispatcher(const Means& means)
{
    return std::make_unique<TableDispatcher>(means);
}

}  // namespace operations

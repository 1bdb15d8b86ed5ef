#include "http/front.h"

#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "http/failure.h"
#include "http/target.h"

#include <fmt/format.h>

#include <algorithm>

namespace http {
namespace {

using base::Code;
using base::Error;

std::string trace_id_for(const Request& request)
{
    const auto& given = request.header("x-request-id");
    const auto fine = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    };
    const bool usable = !given.empty() && given.size() <= 64 && std::all_of(given.begin(), given.end(), fine);
    return usable ? given : base::random_hex(8);
}

/// Labels come from a closed set.
std::string method_label(const std::string& method)
{
    static const std::vector<std::string> known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    return std::find(known.begin(), known.end(), method) == known.end() ? "other" : method;
}

Error refusal_for(int status)
{
    switch (status) {
    case 405: return {Code::invalid, "This server does not know that method."};
    case 408: return {Code::invalid, "The request did not arrive in time."};
    case 413: return {Code::invalid, "The request's body is too large."};
    case 414: return {Code::invalid, "The request's address is too long."};
    case 415: return {Code::invalid, "The request's body has a media type that is not accepted here."};
    case 416: return {Code::invalid, "Ranges are not served here."};
    case 400:
        return {Code::invalid, "The request is not well-formed HTTP/1.1, or its headers are too large."};
    default: return {Code::internal, "Something went wrong on our side; the log has the details."};
    }
}

void add_security_headers(Response& response)
{
    auto& headers = response.headers;
    // Pages bring their own policy; anything else has nothing to load.
    headers.try_emplace("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.try_emplace("X-Content-Type-Options", "nosniff");
    // Not no-referrer: with that, browsers send "Origin: null" with our own forms.
    headers.try_emplace("Referrer-Policy", "same-origin");
    headers.try_emplace("X-Frame-Options", "DENY");
    headers.try_emplace("Cross-Origin-Opener-Policy", "same-origin");
    headers.try_emplace("Cache-Control", "no-store");
}

/// The trace id that the dispatcher gave its error, when it gave one: log and answer must name the same.
void adopt_trace_id(const operations::Answer& answer, Response& response)
{
    if (answer.status >= 400 && answer.body.contains("/error/trace_id"_json_pointer))
        if (const auto& id = answer.body["error"]["trace_id"];
            id.is_string() && !id.get_ref<const std::string&>().empty())
            response.headers["X-Request-Id"] = id.get<std::string>();
}

}  // namespace

Front::Front(
    Settings settings, operations::Dispatcher& dispatcher, base::Metrics& metrics, std::vector<Route> routes
)
    : settings_(std::move(settings)), dispatcher_(dispatcher), metrics_(metrics), routes_(std::move(routes))
{}

Front::Found Front::find(const Request& request) const
{
    const auto method = request.method == "HEAD" ? "GET" : request.method;
    Found found;
    const auto meet = [&](std::string_view pattern, std::string_view its_method) {
        auto captures = match(pattern, request.path);
        if (!captures)
            return false;
        found.label = pattern;
        found.methods.emplace_back(its_method);
        if (its_method == "GET")
            found.methods.emplace_back("HEAD");
        found.captures = std::move(*captures);
        return its_method == method;
    };
    for (const auto& route : routes_)
        if (meet(route.pattern, route.method)) {
            found.route = &route;
            return found;
        }
    for (const auto& operation : dispatcher_.table())
        if (meet(operation.path, operation.method))
            break;
    return found;
}

Response Front::ask_dispatcher(const Request& request) const
{
    auto answer = dispatcher_.answer({
        .method = request.method == "HEAD" ? "GET" : request.method,
        .path = request.path,
        .query = request.query,
        .content_type = request.header("content-type"),
        .body = request.body,
        .bearer = bearer_of(request),
        .idempotency_key = request.header("idempotency-key"),
        .base_url = request.base_url,
        .signature = request.header("x-hub-signature-256"),
        .delivery = request.header("x-github-delivery"),
    });
    Response response{.status = answer.status, .headers = answer.headers};
    adopt_trace_id(answer, response);
    response.body = answer.status == 204 ? "" : base::write_json(answer.body);
    return response;
}

Response Front::answer_found(const Request& request, const Found& found) const
{
    check_origin(settings_.access, request);
    if (is_preflight(request))
        return {.status = 204};
    if (request.method == "OPTIONS" && !found.methods.empty())
        return {.status = 204, .headers = {{"Allow", base::join(found.methods, ", ")}}};
    if (found.route)
        return found.route->run(request, found.captures);
    const auto& encoding = request.header("content-encoding");
    if (!encoding.empty() && encoding != "identity")
        return failure({Code::invalid, "Send the body without Content-Encoding."}, request.trace_id, 415);
    // A path of ours with a method that it does not know; the dispatcher has never heard of the path.
    const auto is_here = [&](const Route& route) { return route.pattern == found.label; };
    if (std::any_of(routes_.begin(), routes_.end(), is_here)) {
        auto refused = failure(
            {Code::invalid, "This path does not know the method " + request.method + "."},
            request.trace_id,
            405
        );
        refused.headers["Allow"] = base::join(found.methods, ", ");
        return refused;
    }
    return ask_dispatcher(request);
}

Response Front::answer(Request request) const
{
    const auto start = std::chrono::steady_clock::now();
    request.trace_id = trace_id_for(request);
    request.base_url =
        settings_.public_url.empty() ? "http://" + request.header("host") : settings_.public_url;
    std::string label = "unmatched";
    Response response;
    // A thread's top: whatever went wrong becomes an answer.
    try {
        const auto found = find(request);
        label = found.label;
        response = answer_found(request, found);
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        if (!error.detail.empty())
            base::log::error(error.message, {{"trace_id", request.trace_id}, {"detail", error.detail}});
        response = failure(error, request.trace_id);
    }
    response.headers.merge(cors_headers(settings_.access, request));
    return finish(std::move(response), request, label, std::chrono::steady_clock::now() - start);
}

Response Front::refuse(int status) const
{
    Request unread{.method = "other", .trace_id = base::random_hex(8)};
    return finish(failure(refusal_for(status), unread.trace_id, status), unread, "unmatched", {});
}

Response Front::finish(
    Response response, const Request& request, const std::string& label, std::chrono::duration<double> took
) const
{
    add_security_headers(response);
    response.headers.try_emplace("X-Request-Id", request.trace_id);
    const auto status = std::to_string(response.status);
    metrics_.count(
        "http_requests_total",
        "Requests answered.",
        {{"method", method_label(request.method)}, {"route", label}, {"status", status}}
    );
    metrics_.observe("http_request_seconds", "Time to an answer's first byte.", {{"route", label}}, took);
    base::log::info(
        "request",
        {{"method", method_label(request.method)},
         {"route", label},
         {"status", status},
         {"ms", fmt::format("{:.1f}", took.count() * 1000)},
         {"trace_id", response.headers["X-Request-Id"]}}
    );
    return response;
}

}  // namespace http

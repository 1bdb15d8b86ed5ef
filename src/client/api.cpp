#include "client/api.h"

#include "base/error.h"
#include "base/text.h"
#include "client/read.h"
#include "client/safe.h"

namespace client {
namespace {

using base::Code;
using base::Error;
using base::Value;

/// A waiting call takes up to 55 s on the server's side.
constexpr std::chrono::seconds call_deadline{90};
constexpr std::chrono::minutes stream_deadline{60};

Code code_of(const std::string& word, int status)
{
    if (const auto code = base::find_code(word))
        return *code;
    for (const auto& row : base::code_table)
        if (row.http_status == status)
            return row.code;
    return status >= 400 && status < 500 ? Code::invalid : Code::upstream;
}

/// The server's error as ours; whatever has not its shape is passed over.
Error error_from(const Value& error, int status)
{
    Error made(code_of(text_of(error, "code"), status), text_of(error, "message"));
    made.pointer = text_of(error, "pointer");
    if (const auto trace = text_of(error, "trace_id"); !trace.empty())
        made.detail = "trace " + trace;
    if (const auto problems = error.find("problems"); problems != error.end() && problems->is_array())
        for (const auto& problem : *problems)
            if (problem.is_object())
                made.problems.push_back({text_of(problem, "pointer"), text_of(problem, "message")});
    return made;
}

Error foreign_answer(const std::string& address, int status)
{
    return {
        Code::upstream,
        "What answers at " + address + " is not Groundwork (HTTP " + std::to_string(status) +
            ", and no JSON of ours)."};
}

Value read_answer(const base::HttpAnswer& answer, const std::string& address)
{
    try {
        return base::read_json(answer.body);
    } catch (const Error&) {
        throw foreign_answer(address, answer.status);
    }
}

void refuse_control_characters(const std::string& value, const std::string& what)
{
    if (value.find_first_of("\r\n\t") != std::string::npos || base::unprintable(value))
        throw Error(Code::invalid, what + " holds characters that cannot be sent.");
}

}  // namespace

Api::Api(base::Network& network, std::string address, base::Secret token)
    : network_(network), address_(std::move(address)), token_(std::move(token))
{
    while (address_.ends_with('/'))
        address_.pop_back();
    refuse_control_characters(address_, "The server's address");
    refuse_control_characters(token_.reveal(), "The token");
    if (!address_.starts_with("http://") && !address_.starts_with("https://"))
        throw Error(Code::invalid, "The server's address must begin with http:// or https://: " + address_);
}

base::HttpRequest Api::request(std::string method, const std::string& path) const
{
    base::HttpRequest request;
    request.method = std::move(method);
    request.url = address_ + "/api/v1" + path;
    request.headers["Accept"] = "application/json";
    if (!token_.empty())
        request.headers["Authorization"] = "Bearer " + token_.reveal();
    request.deadline = call_deadline;
    return request;
}

Answer Api::send(const base::HttpRequest& request)
{
    auto answer = network_.send(request);
    auto json = read_answer(answer, address_);
    auto shown = safe_value(json);
    if (answer.status >= 200 && answer.status < 300)
        return {std::move(answer.body), std::move(json), std::move(shown)};
    const auto error = shown.is_object() ? shown.find("error") : shown.end();
    if (!shown.is_object() || error == shown.end() || !error->is_object())
        throw foreign_answer(address_, answer.status);
    throw error_from(*error, answer.status);
}

Answer Api::get(const std::string& path, const Pairs& query)
{
    auto call = request("GET", path);
    char separator = '?';
    for (const auto& [name, value] : query) {
        call.url += separator + base::percent_encoded(name) + "=" + base::percent_encoded(value);
        separator = '&';
    }
    return send(call);
}

Answer Api::post(const std::string& path, const Value& body, const Pairs& headers)
{
    auto call = request("POST", path);
    call.headers["Content-Type"] = "application/json";
    for (const auto& [name, value] : headers) {
        refuse_control_characters(value, "The header " + name);
        call.headers[name] = value;
    }
    call.body = base::write_json(body);
    return send(call);
}

int Api::follow(
    const std::string& path, const std::string& last_event_id, std::function<bool(std::string_view)> on_body
)
{
    auto call = request("GET", path);
    call.headers["Accept"] = "text/event-stream";
    if (!last_event_id.empty())
        call.headers["Last-Event-ID"] = last_event_id;
    call.deadline = stream_deadline;
    call.on_body = std::move(on_body);
    return network_.send(call).status;
}

}  // namespace client

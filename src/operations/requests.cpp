#include "base/error.h"
#include "base/text.h"
#include "catalog/cost.h"
#include "operations/idempotency.h"
#include "operations/means.h"
#include "operations/shapes.h"
#include "operations/waiting.h"
#include "requests/commands.h"

namespace operations {
namespace {

constexpr std::string_view submission_schema = R"json({
"type": "object", "additionalProperties": false,
"properties": {
  "request": {"type": "string", "minLength": 1, "maxLength": 8000, "description": "What you need, in your own words.", "examples": ["staging S3 bucket for logs"]},
  "resources": {"type": "array", "minItems": 1, "maxItems": 20, "description": "Typed resources, in place of `request`. GET /api/v1/catalog/{type} gives each type's schema.", "items": {
    "type": "object", "required": ["resource_type"], "additionalProperties": false,
    "properties": {
      "resource_type": {"type": "string", "maxLength": 64, "examples": ["s3"]},
      "resource_name": {"type": "string", "maxLength": 64, "examples": ["logs-bucket"]},
      "environment": {"type": "string", "maxLength": 40},
      "team": {"type": "string", "maxLength": 80},
      "service": {"type": "string", "maxLength": 64},
      "region": {"type": "string", "maxLength": 40},
      "owner": {"type": "string", "maxLength": 128},
      "cost_center": {"type": "string", "maxLength": 32},
      "tags": {"type": "object", "maxProperties": 20, "additionalProperties": {"type": "string", "maxLength": 256}},
      "parameters": {"type": "object", "maxProperties": 64, "additionalProperties": true}}}},
  "requester": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[A-Za-z0-9]@?([A-Za-z0-9]@?|[._:/+-])*$", "x-form": "an e-mail, a user name or a reference like user:default/jane", "examples": ["jane@example.com"]},
  "team": {"type": "string", "maxLength": 80, "pattern": "^([A-Za-z0-9][A-Za-z0-9._:/-]*)?$", "x-form": "a team's name or a reference like group:default/payments", "examples": ["payments"]},
  "service": {"type": "string", "maxLength": 80, "pattern": "^([A-Za-z0-9][A-Za-z0-9._:/-]*)?$", "x-form": "a service's name or a reference like component:default/payments-api", "examples": ["checkout"]},
  "environment": {"type": "string", "maxLength": 40, "description": "Beats what the words say.", "examples": ["staging"]},
  "ask": {"type": "boolean", "description": "Wait in needs_input for answers instead of failing with questions."},
  "answers": {"type": "object", "maxProperties": 64, "description": "Answers to earlier questions, by id.", "additionalProperties": {"type": ["string", "number", "boolean", "array"]}}}
})json";

constexpr std::string_view id_schema =
    R"json({"type": "string", "x-in": "path", "maxLength": 40, "pattern": "^req-[0-9a-f]{12}$", "x-form": "req- and 12 hexadecimal digits", "examples": ["req-0123456789ab"]})json";

base::Value with_id(std::string_view more_properties, std::vector<std::string> required = {})
{
    auto input = schema(more_properties);
    input["properties"]["id"] = schema(id_schema);
    required.emplace_back("id");
    input["required"] = required;
    return input;
}

/// Who the request is for: the body's word, held against the token's identity.
std::string requester_of(const Call& call)
{
    const auto stated = call.input.value("requester", std::string());
    if (call.actor.may("on_behalf"))
        return stated.empty() ? call.actor.name : stated;
    if (!stated.empty() && stated != call.actor.name)
        throw base::Error(
            base::Code::forbidden,
            "This token is " + call.actor.name + "'s and may not ask in the name of " + stated +
                "; a token with the scope on_behalf may.",
            "/requester"
        );
    return call.actor.name;
}

/// What can be said at once is not left for the job to find: an unknown environment, typed resources that do
/// not fit.
requests::Submission read(const requests::Means& means, const Call& call)
{
    auto submission = requests::read_submission(call.input, requester_of(call));
    if (!submission.environment.empty() && !means.catalog.find_environment(submission.environment)) {
        std::vector<std::string> names;
        for (const auto& environment : means.catalog.environments())
            names.push_back(environment.name);
        throw base::Error(
            base::Code::invalid,
            "There is no environment \"" + submission.environment +
                "\"; the environments are: " + base::join(names, ", ") + ".",
            "/environment"
        );
    }
    if (!submission.resources.empty())
        requests::preview(means, submission);
    return submission;
}

bool may_see(const Actor& actor, const requests::Request& request)
{
    return actor.may("admin") || actor.may("on_behalf") || request.requester == actor.name ||
           request.actor == actor.name;
}

requests::Request get_visible(db::Transaction& tx, const Call& call)
{
    const auto id = call.input.at("id").get<std::string>();
    auto request = requests::get(tx, id);
    if (!may_see(call.actor, request))
        throw base::Error(base::Code::not_found, "There is no request " + id + ".");
    return request;
}

Answer provision(const Means& means, const Call& call)
{
    const auto submission = read(means.provision, call);
    return means.provision.database.write([&](db::Transaction& tx) {
        return once(tx, call, "requests.provision", [&]() -> Answer {
            const auto id = requests::submit(tx, means.desk, submission, call.actor.name);
            return {
                202,
                {{"request_id", id}, {"status", "queued"}, {"message", "Request queued for processing"}}};
        });
    });
}

Answer dry_run(const Means& means, const Call& call)
{
    const auto document = requests::preview(means.provision, read(means.provision, call));
    auto body = requests::outcome_of(document, requests::Texts::included);
    const auto& catalog = means.provision.catalog;
    for (std::size_t i = 0; i < document.specs.size(); ++i)
        body["resources"][i]["cost"] =
            catalog::described(catalog.prices(), catalog::estimate(catalog, document.specs[i]));
    const bool any = !document.specs.empty();
    body["parsed_requirements"] =
        any ? requests::requirements_of(document.specs.front()) : base::Value(nullptr);
    body["terraform_files"] = any ? body["resources"][0]["files"] : base::Value::object();
    body["directory"] = any ? base::Value(document.specs.front().directory()) : base::Value(nullptr);
    return {200, std::move(body)};
}

/// Nothing more happens without a person.
bool rests(const requests::Request& request)
{
    return requests::is_end(request.status) || request.status == requests::Status::needs_input;
}

Answer status(const Means& means, Waiting& waiting, const Call& call)
{
    const auto look = [&] {
        return means.provision.database.read([&](db::Transaction& tx) { return get_visible(tx, call); });
    };
    const std::chrono::seconds patience(call.input.value("wait", 0));
    const auto request =
        waiting.until(rests, look, requests::subject_of(call.input.at("id").get<std::string>()), patience);
    return {200, status_body(request, Parts::all)};
}

Answer list(const Means& means, const Call& call)
{
    auto user =
        call.input.contains("user") ? std::optional(call.input["user"].get<std::string>()) : std::nullopt;
    if (!call.actor.may("admin") && !call.actor.may("on_behalf")) {
        if (user && *user != call.actor.name)
            throw base::Error(base::Code::forbidden, "This token sees only its own requests.", "/user");
        user = call.actor.name;
    }
    const auto limit = call.input.value("limit", 20);
    auto requests = means.provision.database.read([&](db::Transaction& tx) {
        return requests::list(tx, user, read_cursor(call.input), limit + 1);
    });
    const bool more = requests.size() > static_cast<std::size_t>(limit);
    if (more)
        requests.pop_back();
    auto rows = base::Value::array();
    for (const auto& request : requests)
        rows.push_back(status_body(request, Parts::summary));
    return {
        200,
        {{"requests", std::move(rows)},
         {"count", requests.size()},
         {"user", call.input.contains("user") ? call.input["user"] : base::Value(nullptr)},
         {"next_cursor",
          more ? base::Value(write_cursor({requests.back().created_at, requests.back().id}))
               : base::Value(nullptr)}}};
}

Answer events(const Means& means, const Call& call)
{
    auto rows = base::Value::array();
    means.provision.database.read([&](db::Transaction& tx) {
        const auto request = get_visible(tx, call);
        for (const auto& event :
             events::list(tx, requests::subject_of(request.id), call.input.value("after", std::int64_t{0})))
            rows.push_back(
                {{"number", event.number},
                 {"kind", event.kind},
                 {"actor", event.actor},
                 {"at", base::to_rfc3339(event.at)},
                 {"payload", event.payload}}
            );
    });
    return {200, {{"events", std::move(rows)}}};
}

Answer change(
    const Means& means,
    const Call& call,
    const std::function<void(db::Transaction&, const std::string& id)>& how
)
{
    return means.provision.database.write([&](db::Transaction& tx) -> Answer {
        const auto id = get_visible(tx, call).id;
        how(tx, id);
        return {202, status_body(requests::get(tx, id), Parts::all)};
    });
}

}  // namespace

std::vector<Operation> request_operations(const Means& means)
{
    const auto waiting = std::make_shared<Waiting>(means.desk.hub, means.waiters);
    const base::Value list_of_requests{
        {"type", "object"},
        {"required", {"requests", "count", "user", "next_cursor"}},
        {"properties",
         {{"requests", {{"type", "array"}, {"items", shape("RequestSummary")}}},
          {"count", {{"type", "integer"}}},
          {"user", {{"type", {"string", "null"}}}},
          {"next_cursor", {{"type", {"string", "null"}}}}}}};
    return {
        {"requests.provision",
         "POST",
         "/api/v1/provision",
         Scope::request,
         "Turn a request into a pull request",
         schema(submission_schema),
         shape("Accepted"),
         202,
         [&means](const Call& call) { return provision(means, call); },
         true},
        {"requests.preview",
         "POST",
         "/api/v1/dry-run",
         Scope::read,
         "Show what a request would make; nothing is written anywhere",
         schema(submission_schema),
         shape("Preview"),
         200,
         [&means](const Call& call) { return dry_run(means, call); }},
        {"requests.status",
         "GET",
         "/api/v1/requests/{id}/status",
         Scope::read,
         "Show how far a request is, and what it made",
         with_id(
             R"({"type": "object", "additionalProperties": false, "properties": {"wait": {"type": "integer", "minimum": 0, "maximum": 55, "x-in": "query", "description": "Wait up to this many seconds until the request is finished or needs a person."}}})"
         ),
         shape("RequestStatus"),
         200,
         [&means, waiting](const Call& call) { return status(means, *waiting, call); }},
        {"requests.list",
         "GET",
         "/api/v1/requests",
         Scope::read,
         "List requests, newest first",
         schema(
             R"({"type": "object", "additionalProperties": false, "properties": {"user": {"type": "string", "maxLength": 128, "x-in": "query", "description": "Only this requester's."}, "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20, "x-in": "query"}, "cursor": {"type": "string", "maxLength": 80, "x-in": "query", "description": "next_cursor of the page before."}}})"
         ),
         list_of_requests,
         200,
         [&means](const Call& call) { return list(means, call); }},
        {"requests.events",
         "GET",
         "/api/v1/requests/{id}/events",
         Scope::read,
         "Show what has happened to a request, live as server-sent events or as a list",
         with_id(
             R"({"type": "object", "additionalProperties": false, "properties": {"after": {"type": "integer", "minimum": 0, "x-in": "query", "description": "Only events with a higher number."}}})"
         ),
         {{"type", "object"},
          {"required", {"events"}},
          {"properties", {{"events", {{"type", "array"}, {"items", shape("Event")}}}}}},
         200,
         [&means](const Call& call) { return events(means, call); }},
        {"requests.answer",
         "POST",
         "/api/v1/requests/{id}/answers",
         Scope::request,
         "Answer the questions of a request that waits for them",
         with_id(
             R"({"type": "object", "additionalProperties": false, "properties": {"answers": {"type": "object", "minProperties": 1, "maxProperties": 64, "additionalProperties": {"type": ["string", "number", "boolean", "array"]}, "examples": [{"resource_name": "orders"}]}}})",
             {"answers"}
         ),
         shape("RequestStatus"),
         202,
         [&means](const Call& call) {
             return change(means, call, [&](db::Transaction& tx, const std::string& id) {
                 requests::answer(tx, means.desk, id, call.input.at("answers"), call.actor.name);
             });
         }},
        {"requests.cancel",
         "POST",
         "/api/v1/requests/{id}/cancel",
         Scope::request,
         "Stop a request before its pull request is opened",
         with_id(R"({"type": "object", "additionalProperties": false, "properties": {}})"),
         shape("RequestStatus"),
         202,
         [&means](const Call& call) {
             return change(means, call, [&](db::Transaction& tx, const std::string& id) {
                 requests::cancel(tx, means.desk, id, call.actor.name);
             });
         }},
    };
}

}  // namespace operations

#include "base/error.h"
#include "operations/means.h"
#include "operations/shapes.h"
#include "requests/progress.h"

namespace operations {
namespace {

constexpr std::string_view number_input =
    R"json({"type": "object", "additionalProperties": false, "required": ["number"], "properties": {
"number": {"type": "integer", "minimum": 1, "maximum": 2147483647, "x-in": "path", "examples": [1]}}})json";

base::Value summary(const forge::PullRequest& pull)
{
    return {
        {"number", pull.number},
        {"title", pull.title},
        {"state", pull.state},
        {"branch", pull.branch},
        {"base_branch", pull.base_branch},
        {"author", pull.author},
        {"url", pull.url},
        {"labels", pull.labels},
        {"created_at", base::to_rfc3339(pull.created_at)},
        {"closed_at",
         pull.closed_at ? base::Value(base::to_rfc3339(*pull.closed_at)) : base::Value(nullptr)}};
}

base::Value whole(const forge::PullRequest& pull)
{
    auto body = summary(pull);
    body["body"] = pull.body;
    body["base_sha"] = pull.base_sha;
    body["head_sha"] = pull.head_sha;
    body["merge_sha"] = pull.merge_sha.empty() ? base::Value(nullptr) : base::Value(pull.merge_sha);
    return body;
}

/// Where pull requests live on another host, every call about them is answered with their address there.
forge::Local& local(const Means& means, const Call& call)
{
    if (means.local)
        return *means.local;
    const auto number = call.input.find("number");
    throw base::Error(
        base::Code::not_found,
        "Pull requests live on another host here: " + means.elsewhere +
            (number == call.input.end() ? "/pulls" : "/pull/" + std::to_string(number->get<std::int64_t>()))
    );
}

/// Pull request and request change in one transaction.
auto tell_request(const Means& means, const Call& call)
{
    return [&means, &call](db::Transaction& tx, const forge::PullRequest& pull) {
        for (const auto& request : requests::list_by_pull(tx, pull.number))
            requests::set_pull_state(tx, means.desk.hub, request, pull.state, call.actor.name);
    };
}

std::int64_t number_of(const Call& call)
{
    return call.input.at("number").get<std::int64_t>();
}

Answer list(const Means& means, const Call& call)
{
    const auto limit = call.input.value("limit", 20);
    const auto state =
        call.input.contains("state") ? std::optional(call.input["state"].get<std::string>()) : std::nullopt;
    const auto before = call.input.contains("cursor")
                            ? std::optional(call.input["cursor"].get<std::int64_t>())
                            : std::nullopt;
    auto pulls = local(means, call).list({state, before, limit + 1});
    const bool more = pulls.size() > static_cast<std::size_t>(limit);
    if (more)
        pulls.pop_back();
    auto rows = base::Value::array();
    for (const auto& pull : pulls)
        rows.push_back(summary(pull));
    return {
        200,
        {{"pulls", std::move(rows)},
         {"count", pulls.size()},
         {"next_cursor", more ? base::Value(pulls.back().number) : base::Value(nullptr)}}};
}

Answer diff(const Means& means, const Call& call)
{
    auto files = base::Value::array();
    for (const auto& file : local(means, call).diff(number_of(call)))
        files.push_back(
            {{"path", file.path},
             {"status", file.status},
             {"patch", file.patch},
             {"added", file.added},
             {"removed", file.removed}}
        );
    return {200, {{"files", std::move(files)}}};
}

}  // namespace

std::vector<Operation> pull_operations(const Means& means)
{
    const base::Value list_of_pulls{
        {"type", "object"},
        {"required", {"pulls", "count", "next_cursor"}},
        {"properties",
         {{"pulls", {{"type", "array"}, {"items", shape("PullSummary")}}},
          {"count", {{"type", "integer"}}},
          {"next_cursor", {{"type", {"integer", "null"}}}}}}};
    const base::Value list_of_files{
        {"type", "object"},
        {"required", {"files"}},
        {"properties", {{"files", {{"type", "array"}, {"items", shape("FileDiff")}}}}}};
    return {
        {"pulls.list",
         "GET",
         "/api/v1/pulls",
         Scope::read,
         "List pull requests, newest first",
         schema(
             R"({"type": "object", "additionalProperties": false, "properties": {"state": {"type": "string", "enum": ["open", "merged", "closed"], "x-in": "query"}, "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20, "x-in": "query"}, "cursor": {"type": "integer", "minimum": 1, "x-in": "query", "description": "next_cursor of the page before."}}})"
         ),
         list_of_pulls,
         200,
         [&means](const Call& call) { return list(means, call); }},
        {"pulls.get",
         "GET",
         "/api/v1/pulls/{number}",
         Scope::read,
         "Show a pull request",
         schema(number_input),
         shape("Pull"),
         200,
         [&means](const Call& call) -> Answer {
             return {200, whole(local(means, call).get(number_of(call)))};
         }},
        {"pulls.diff",
         "GET",
         "/api/v1/pulls/{number}/diff",
         Scope::read,
         "Show what a pull request changes, file by file",
         schema(number_input),
         list_of_files,
         200,
         [&means](const Call& call) { return diff(means, call); }},
        {"pulls.merge",
         "POST",
         "/api/v1/pulls/{number}/merge",
         Scope::admin,
         "Merge a pull request into its base branch",
         schema(number_input),
         shape("Pull"),
         200,
         [&means](const Call& call) -> Answer {
             return {
                 200,
                 whole(local(means, call).merge(number_of(call), call.actor.name, tell_request(means, call))
                 )};
         }},
        {"pulls.close",
         "POST",
         "/api/v1/pulls/{number}/close",
         Scope::admin,
         "Close a pull request without merging it",
         schema(number_input),
         shape("Pull"),
         200,
         [&means](const Call& call) -> Answer {
             return {200, whole(local(means, call).close(number_of(call), tell_request(means, call)))};
         }},
    };
}

}  // namespace operations

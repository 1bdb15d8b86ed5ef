#include "operations/shapes.h"

#include "base/text.h"

#include <charconv>

namespace operations {
namespace {

constexpr std::string_view component_schemas = R"json({
"Error": {
  "type": "object", "required": ["error"], "additionalProperties": false,
  "description": "The one shape of a failure.",
  "properties": {"error": {
    "type": "object", "required": ["code", "message", "pointer", "problems", "trace_id"], "additionalProperties": false,
    "properties": {
      "code": {"type": "string", "enum": ["invalid", "unauthenticated", "forbidden", "not_found", "conflict", "limited", "unavailable", "upstream", "internal"]},
      "message": {"type": "string", "description": "Written for a person."},
      "pointer": {"type": "string", "description": "JSON pointer to the field, or empty."},
      "problems": {"type": "array", "description": "Everything that is wrong with the input, at once.", "items": {
        "type": "object", "required": ["pointer", "message"], "additionalProperties": false,
        "properties": {"pointer": {"type": "string"}, "message": {"type": "string"}}}},
      "trace_id": {"type": "string", "description": "Quote it when you ask the operators."}}}}},
"Question": {
  "type": "object", "required": ["id", "question", "options"], "additionalProperties": false,
  "description": "Something that only the requester can say. Answer it under its id.",
  "properties": {"id": {"type": "string"}, "question": {"type": "string"}, "options": {"type": "array", "items": {"type": "string"}}}},
"Refusal": {
  "type": ["object", "null"], "required": ["reason", "message"], "additionalProperties": false,
  "description": "Why nothing was made: out_of_scope, or the id of the rule that was broken.",
  "properties": {"reason": {"type": "string"}, "message": {"type": "string"}}},
"Requirements": {
  "type": ["object", "null"], "required": ["resource_type", "resource_name", "environment", "parameters", "tags"],
  "description": "One resource as it was understood: complete and checked.",
  "properties": {
    "resource_type": {"type": "string"}, "resource_name": {"type": "string"}, "environment": {"type": "string"},
    "parameters": {"type": "object", "additionalProperties": true},
    "tags": {"type": "object", "additionalProperties": {"type": "string"}},
    "team": {"type": ["string", "null"]}, "service": {"type": ["string", "null"]}, "region": {"type": ["string", "null"]},
    "cloud_name": {"type": "string", "description": "The name in the cloud."}}},
"Source": {
  "type": "object", "required": ["from"], "additionalProperties": false,
  "properties": {
    "from": {"type": "string", "enum": ["request", "environment default", "blueprint default", "policy", "answer", "model", "caller", "hand edit"]},
    "span": {"type": "object", "required": ["begin", "end"], "additionalProperties": false, "description": "Where in the request's words, in bytes; `end` is the first byte after it.", "properties": {"begin": {"type": "integer"}, "end": {"type": "integer"}}}}},
"Resource": {
  "type": "object", "required": ["resource_type", "resource_name", "environment", "parameters", "sources", "directory", "files"],
  "properties": {
    "resource_type": {"type": "string"}, "resource_name": {"type": "string"}, "environment": {"type": "string"},
    "parameters": {"type": "object", "additionalProperties": true},
    "tags": {"type": "object", "additionalProperties": {"type": "string"}},
    "team": {"type": ["string", "null"]}, "service": {"type": ["string", "null"]}, "region": {"type": ["string", "null"]},
    "cloud_name": {"type": "string"},
    "sources": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Source"}},
    "directory": {"type": "string"},
    "files": {"description": "In a preview: name and text. In a status: path and number of lines.", "anyOf": [
      {"type": "object", "additionalProperties": {"type": "string"}},
      {"type": "array", "items": {"type": "object", "properties": {"path": {"type": "string"}, "lines": {"type": "integer"}}}}]},
    "cost": {"$ref": "#/components/schemas/Cost"}}},
"Cost": {
  "type": "object", "required": ["currency", "region", "as_of", "monthly", "complete", "summary", "lines", "by_use", "remarks"], "additionalProperties": false,
  "description": "What the resource costs in a month at list prices; in a preview only. Amounts are decimal text, so that no cent is lost.",
  "properties": {
    "currency": {"type": "string", "enum": ["USD"]}, "region": {"type": "string", "description": "Whose list prices they are."},
    "as_of": {"type": "string", "description": "The month of the prices, such as 2026-10."},
    "monthly": {"type": "string", "description": "The sum of the lines with an amount."},
    "complete": {"type": "boolean", "description": "Whether every line has an amount."},
    "summary": {"type": "string", "description": "The estimate in one sentence, as the pull request says it."},
    "lines": {"type": "array", "items": {
      "type": "object", "required": ["what", "amount", "how"], "additionalProperties": false,
      "properties": {"what": {"type": "string"}, "amount": {"type": ["string", "null"], "description": "Null where no price is known."}, "how": {"type": "string"}}}},
    "by_use": {"type": "array", "description": "What costs by use, on top: price, no sum.", "items": {
      "type": "object", "required": ["what", "price"], "additionalProperties": false,
      "properties": {"what": {"type": "string"}, "price": {"type": "string"}}}},
    "remarks": {"type": "array", "items": {"type": "string"}}}},
"Preview": {
  "type": "object", "required": ["outcome", "questions", "refusal", "resources", "parsed_requirements", "terraform_files", "directory"],
  "properties": {
    "outcome": {"type": "string", "enum": ["spec", "needs_input", "refused"]},
    "questions": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}},
    "refusal": {"$ref": "#/components/schemas/Refusal"},
    "resources": {"type": "array", "items": {"$ref": "#/components/schemas/Resource"}},
    "parsed_requirements": {"$ref": "#/components/schemas/Requirements"},
    "terraform_files": {"type": "object", "additionalProperties": {"type": "string"}, "description": "Of the first resource: file name and text."},
    "directory": {"type": ["string", "null"]},
    "model": {"type": "string", "description": "Which model understood the words."},
    "prompt": {"type": "string", "description": "The prompt that the model was given, with the hash of its content."},
    "passed_over": {"type": "array", "items": {"type": "string"}, "description": "Models that were asked first, each with why it did not understand."},
    "model_calls": {"type": "array", "items": {"$ref": "#/components/schemas/ModelCall"}}}},
"ModelCall": {
  "type": "object", "required": ["provider", "model", "prompt", "outcome", "input_tokens", "output_tokens", "cached_tokens", "estimated", "took_ms"], "additionalProperties": false,
  "description": "One call to a language model, whatever came of it, and what it used. The three kinds of tokens do not overlap.",
  "properties": {
    "provider": {"type": "string"}, "model": {"type": "string"}, "prompt": {"type": "string"},
    "outcome": {"type": "string", "description": "understood; wrong_form, which is sent back to be repaired; else the code of the failure."},
    "input_tokens": {"type": "integer"}, "output_tokens": {"type": "integer"},
    "cached_tokens": {"type": "integer", "description": "Input that the provider read from its cache."},
    "estimated": {"type": "boolean", "description": "The provider did not say what it used."},
    "took_ms": {"type": "integer"}}},
"Accepted": {
  "type": "object", "required": ["request_id", "status", "message"], "additionalProperties": false,
  "properties": {"request_id": {"type": "string"}, "status": {"type": "string"}, "message": {"type": "string"}}},
"RequestSummary": {
  "type": "object", "required": ["request_id", "request_text", "requester", "status", "created_at"],
  "properties": {
    "request_id": {"type": "string"}, "request_text": {"type": "string"}, "requester": {"type": "string"},
    "team": {"type": ["string", "null"]}, "service": {"type": ["string", "null"]}, "environment": {"type": ["string", "null"]},
    "status": {"type": "string", "enum": ["queued", "parsing", "needs_input", "generating", "creating_pr", "completed", "failed"]},
    "pr_url": {"type": ["string", "null"]}, "pr_number": {"type": ["integer", "null"]},
    "pr_state": {"type": ["string", "null"], "description": "open, merged or closed"},
    "pr_review": {"type": ["string", "null"], "description": "none, approved or changes_requested; null where the host does not tell"},
    "pr_checks": {"type": ["string", "null"], "description": "none, pending, passing, failing, or unknown where not all checks can be read; null where the host does not tell"},
    "branch_name": {"type": ["string", "null"]},
    "error": {"type": ["string", "null"]}, "error_code": {"type": ["string", "null"]},
    "requirements": {"$ref": "#/components/schemas/Requirements"},
    "questions": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}},
    "refusal": {"$ref": "#/components/schemas/Refusal"},
    "next_attempt_at": {"type": ["string", "null"]},
    "created_at": {"type": "string", "format": "date-time"}, "completed_at": {"type": ["string", "null"]}}},
"RequestStatus": {
  "description": "A request summary with all resources.",
  "type": "object", "required": ["request_id", "request_text", "requester", "status", "created_at", "resources"],
  "properties": {
    "request_id": {"type": "string"}, "request_text": {"type": "string"}, "requester": {"type": "string"},
    "team": {"type": ["string", "null"]}, "service": {"type": ["string", "null"]}, "environment": {"type": ["string", "null"]},
    "status": {"type": "string", "enum": ["queued", "parsing", "needs_input", "generating", "creating_pr", "completed", "failed"]},
    "pr_url": {"type": ["string", "null"]}, "pr_number": {"type": ["integer", "null"]},
    "pr_state": {"type": ["string", "null"], "description": "open, merged or closed"},
    "pr_review": {"type": ["string", "null"], "description": "none, approved or changes_requested; null where the host does not tell"},
    "pr_checks": {"type": ["string", "null"], "description": "none, pending, passing, failing, or unknown where not all checks can be read; null where the host does not tell"},
    "branch_name": {"type": ["string", "null"]},
    "error": {"type": ["string", "null"]}, "error_code": {"type": ["string", "null"]},
    "requirements": {"$ref": "#/components/schemas/Requirements"},
    "questions": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}},
    "refusal": {"$ref": "#/components/schemas/Refusal"},
    "resources": {"type": "array", "items": {"$ref": "#/components/schemas/Resource"}},
    "files": {"type": "array", "items": {"type": "object", "properties": {"path": {"type": "string"}, "lines": {"type": "integer"}}}},
    "model": {"type": ["string", "null"]},
    "prompt": {"type": "string"},
    "passed_over": {"type": "array", "items": {"type": "string"}},
    "model_calls": {"type": "array", "items": {"$ref": "#/components/schemas/ModelCall"}},
    "next_attempt_at": {"type": ["string", "null"]},
    "created_at": {"type": "string", "format": "date-time"}, "completed_at": {"type": ["string", "null"]}}},
"Event": {
  "type": "object", "required": ["number", "kind", "actor", "at", "payload"], "additionalProperties": false,
  "properties": {"number": {"type": "integer"}, "kind": {"type": "string"}, "actor": {"type": "string"}, "at": {"type": "string", "format": "date-time"}, "payload": {"type": "object", "additionalProperties": true}}},
"PullSummary": {
  "type": "object", "required": ["number", "title", "state", "branch", "base_branch", "author", "url", "labels", "created_at"],
  "properties": {
    "number": {"type": "integer"}, "title": {"type": "string"}, "state": {"type": "string", "enum": ["open", "merged", "closed"]},
    "branch": {"type": "string"}, "base_branch": {"type": "string"}, "author": {"type": "string"}, "url": {"type": "string"},
    "labels": {"type": "array", "items": {"type": "string"}}, "created_at": {"type": "string", "format": "date-time"}, "closed_at": {"type": ["string", "null"]}}},
"Pull": {
  "type": "object", "required": ["number", "title", "body", "state", "branch", "base_branch", "base_sha", "head_sha", "author", "url", "labels", "created_at"],
  "properties": {
    "number": {"type": "integer"}, "title": {"type": "string"}, "body": {"type": "string", "description": "Markdown"},
    "state": {"type": "string", "enum": ["open", "merged", "closed"]},
    "branch": {"type": "string"}, "base_branch": {"type": "string"}, "base_sha": {"type": "string"}, "head_sha": {"type": "string"},
    "merge_sha": {"type": ["string", "null"]}, "author": {"type": "string"}, "url": {"type": "string"},
    "labels": {"type": "array", "items": {"type": "string"}}, "created_at": {"type": "string", "format": "date-time"}, "closed_at": {"type": ["string", "null"]}}},
"FileDiff": {
  "type": "object", "required": ["path", "status", "patch", "added", "removed"], "additionalProperties": false,
  "properties": {"path": {"type": "string"}, "status": {"type": "string", "enum": ["added", "modified", "deleted"]}, "patch": {"type": "string"}, "added": {"type": "integer"}, "removed": {"type": "integer"}}},
"BlueprintSummary": {
  "type": "object", "required": ["type", "title", "sentence", "version", "cloud", "aliases"], "additionalProperties": false,
  "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "sentence": {"type": "string"}, "version": {"type": "string"}, "cloud": {"type": "string"}, "aliases": {"type": "array", "items": {"type": "string"}}}},
"Blueprint": {
  "type": "object", "required": ["type", "title", "sentence", "version", "cloud", "aliases", "parameters", "rules", "outputs", "cost", "examples", "schema"],
  "properties": {
    "type": {"type": "string"}, "title": {"type": "string"}, "sentence": {"type": "string"}, "version": {"type": "string"}, "cloud": {"type": "string"},
    "aliases": {"type": "array", "items": {"type": "string"}},
    "parameters": {"type": "array", "items": {"type": "object", "properties": {
      "name": {"type": "string"}, "sentence": {"type": "string"}, "schema": {"type": "object", "additionalProperties": true}, "defaults": {"type": "object", "additionalProperties": true}, "unit": {"type": "string"}, "immutable": {"type": "boolean"}}}},
    "rules": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "classes": {"type": "array", "items": {"type": "string"}}, "parameter": {"type": "string"}, "message": {"type": "string"}}}},
    "outputs": {"type": "object", "additionalProperties": {"type": "string"}},
    "cost": {"type": "object", "required": ["note", "lines"], "additionalProperties": false, "description": "What is paid for, at which list prices.", "properties": {
      "note": {"type": "string"},
      "lines": {"type": "array", "items": {
        "type": "object", "required": ["what", "price", "by_use"], "additionalProperties": false,
        "properties": {"what": {"type": "string"}, "price": {"type": "string"}, "by_use": {"type": "boolean", "description": "Depends on use, and is in no estimate."}}}}}},
    "examples": {"type": "array", "items": {"type": "string"}},
    "schema": {"type": "object", "additionalProperties": true, "description": "JSON Schema of a typed resource."}}}
})json";

base::Value time_or_null(const std::optional<base::Time>& time)
{
    return time ? base::Value(base::to_rfc3339(*time)) : base::Value(nullptr);
}

template <typename T> base::Value or_null(const std::optional<T>& value)
{
    return value ? base::Value(*value) : base::Value(nullptr);
}

/// The first resource in the mission's form: without what the resources list adds to it.
base::Value first_requirements(const base::Value& outcome)
{
    if (!outcome.contains("resources") || outcome["resources"].empty())
        return nullptr;
    auto first = outcome["resources"][0];
    for (const auto* extra : {"sources", "directory", "files"})
        first.erase(extra);
    return first;
}

/// As the caller stated it, else as it was understood.
base::Value environment_of(const requests::Request& request)
{
    const auto first = first_requirements(request.outcome);
    return request.environment || first.is_null() ? or_null(request.environment) : first["environment"];
}

base::Value member(const base::Value& outcome, const char* name, const base::Value& otherwise)
{
    return outcome.contains(name) ? outcome[name] : otherwise;
}

base::Value all_files(const base::Value& resources)
{
    auto files = base::Value::array();
    for (const auto& resource : resources)
        files.insert(files.end(), resource.at("files").begin(), resource.at("files").end());
    return files;
}

}  // namespace

base::Value schema(std::string_view json)
{
    return base::read_json(json);
}

const base::Value& components()
{
    static const auto parsed = schema(component_schemas);
    return parsed;
}

base::Value shape(std::string_view name)
{
    if (!components().contains(std::string(name)))
        throw base::Error(base::Code::internal, "There is no shape of this name.", "", std::string(name));
    return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

base::Value status_body(const requests::Request& request, Parts parts)
{
    base::Value body{
        {"request_id", request.id},
        {"request_text", request.request_text},
        {"requester", request.requester},
        {"team", or_null(request.team)},
        {"service", or_null(request.service)},
        {"environment", environment_of(request)},
        {"status", requests::word_of(request.status)},
        {"pr_url", or_null(request.pr_url)},
        {"pr_number", or_null(request.pr_number)},
        {"pr_state", or_null(request.pr_state)},
        {"pr_review", or_null(request.pr_review)},
        {"pr_checks", or_null(request.pr_checks)},
        {"branch_name", or_null(request.branch_name)},
        {"error", or_null(request.error)},
        {"error_code", or_null(request.error_code)},
        {"requirements", first_requirements(request.outcome)},
        {"questions", member(request.outcome, "questions", base::Value::array())},
        {"refusal", member(request.outcome, "refusal", nullptr)},
        {"next_attempt_at", time_or_null(request.next_attempt_at)},
        {"created_at", base::to_rfc3339(request.created_at)},
        {"completed_at", time_or_null(request.completed_at)},
    };
    if (parts == Parts::all) {
        body["resources"] = member(request.outcome, "resources", base::Value::array());
        body["files"] = all_files(body["resources"]);
        body["model"] = member(request.outcome, "model", nullptr);
        for (const auto* name : {"prompt", "passed_over", "model_calls"})
            if (const auto value = member(request.outcome, name, nullptr); !value.is_null())
                body[name] = value;
    }
    return body;
}

std::string write_cursor(const requests::Cursor& cursor)
{
    return std::to_string(base::to_micros(cursor.created_at)) + "." + cursor.id;
}

std::optional<requests::Cursor> read_cursor(const base::Value& input)
{
    if (!input.contains("cursor"))
        return std::nullopt;
    const auto text = input["cursor"].get<std::string>();
    std::int64_t micros = 0;
    const auto dot = text.find('.');
    const auto [end, error] = std::from_chars(text.data(), text.data() + std::min(dot, text.size()), micros);
    if (dot == std::string::npos || error != std::errc{} || end != text.data() + dot)
        throw base::Error(base::Code::invalid, "This cursor is not one that a list has answered.", "/cursor");
    return requests::Cursor{base::from_micros(micros), text.substr(dot + 1)};
}

}  // namespace operations

#include "catalog/declarations.h"

namespace catalog {
namespace {

using base::Value;

Value classes()
{
    return base::read_json(R"({"type": "array", "items": {"enum": ["dev", "staging", "prod"]},
                               "minItems": 1, "uniqueItems": true})");
}

Value tags()
{
    return base::read_json(R"({"type": "object",
                               "propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9_.:/=+@-]*$", "maxLength": 128},
                               "additionalProperties": {"type": "string", "pattern": "^[A-Za-z0-9 _.:/=+@-]*$", "maxLength": 256}})"
    );
}

Value backend()
{
    return base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["type"],
      "properties": {
        "type": {"enum": ["local", "s3"]},
        "bucket": {"type": "string", "pattern": "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "maxLength": 63},
        "region": {"type": "string", "pattern": "^[a-z0-9-]+$", "maxLength": 40}
      }})");
}

Value aws()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["region"],
      "properties": {
        "region": {"type": "string"},
        "account_id": {"type": "string", "pattern": "^[0-9]{12}$", "maxLength": 12},
        "role_arn": {"type": "string", "pattern": "^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", "maxLength": 256},
        "external_id": {"type": "string", "pattern": "^[A-Za-z0-9+=,.@:/_-]{2,}$", "maxLength": 256}
      }})");
    return with_properties(std::move(declaration), {{"network_tags", tags()}});
}

Value gcp()
{
    return base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["project_id", "region"],
      "properties": {
        "project_id": {"type": "string", "pattern": "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "maxLength": 30},
        "region": {"type": "string"},
        "service_account": {"type": "string", "pattern": "^[a-z0-9-]+@[a-z0-9.-]+$", "maxLength": 128}
      }})");
}

Value kubernetes()
{
    return base::read_json(R"({
      "type": "object", "additionalProperties": false,
      "properties": {
        "config_path": {"type": "string", "minLength": 1, "maxLength": 256},
        "config_context": {"type": "string", "minLength": 1, "maxLength": 256}
      }})");
}

Value environment()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["name", "class", "backend"],
      "properties": {
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 20},
        "class": {"enum": ["dev", "staging", "prod"]}
      }})");
    return with_properties(
        std::move(declaration),
        {{"aliases", words_declaration()},
         {"aws", aws()},
         {"gcp", gcp()},
         {"kubernetes", kubernetes()},
         {"backend", backend()}}
    );
}

Value environments()
{
    auto region = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["name"],
      "properties": {"name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 40}}})");
    const Value regions{
        {"type", "array"},
        {"minItems", 1},
        {"items", with_properties(std::move(region), {{"aliases", words_declaration()}})}};
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["environments"], "properties": {}})");
    return with_properties(
        std::move(declaration),
        {{"environments", {{"type", "array"}, {"minItems", 1}, {"items", environment()}}},
         {"regions",
          {{"type", "object"},
           {"additionalProperties", false},
           {"properties", {{"aws", regions}, {"gcp", regions}}}}}}
    );
}

Value refusal()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["id", "say", "message"],
      "properties": {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 80},
        "message": {"type": "string", "minLength": 1, "maxLength": 300}
      }})");
    return with_properties(std::move(declaration), {{"say", words_declaration()}});
}

Value policies()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["naming", "tags"],
      "properties": {
        "naming": {
          "type": "object", "additionalProperties": false, "required": ["pattern"],
          "properties": {"pattern": {"type": "string"}}
        },
        "tags": {
          "type": "object", "additionalProperties": false,
          "properties": {"required": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}}
        }
      }})");
    declaration["properties"]["tags"]["properties"]["defaults"] = tags();
    const auto types = base::read_json(
        R"({"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true})"
    );
    const auto rule = with_properties(rule_declaration(), {{"types", types}});
    return with_properties(
        std::move(declaration),
        {{"rules", {{"type", "array"}, {"items", rule}}},
         {"refusals", {{"type", "array"}, {"items", refusal()}}}}
    );
}

}  // namespace

Value words_declaration()
{
    return base::read_json(R"({"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 80},
                               "minItems": 1, "uniqueItems": true})");
}

Value with_properties(Value declaration, const Value& more)
{
    declaration["properties"].update(more);
    return declaration;
}

Value rule_declaration()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["id", "parameter", "message"],
      "properties": {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 80},
        "parameter": {"type": "string"},
        "equals": {"type": ["string", "integer", "number", "boolean"]},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "allowed": {"type": "array", "minItems": 1, "uniqueItems": true},
        "at_least": {"type": "string"},
        "stated": {"const": true},
        "message": {"type": "string", "minLength": 1, "maxLength": 300}
      }})");
    return with_properties(std::move(declaration), {{"classes", classes()}});
}

const Value& environments_declaration()
{
    static const Value declaration = environments();
    return declaration;
}

const Value& policies_declaration()
{
    static const Value declaration = policies();
    return declaration;
}

}  // namespace catalog

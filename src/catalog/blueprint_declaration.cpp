#include "catalog/declarations.h"

namespace catalog {
namespace {

using base::Value;

/// A parameter's own schema: the part of JSON Schema that both Terraform's types and forms can follow.
Value parameter_schema()
{
    return base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["type"],
      "properties": {
        "type": {"enum": ["boolean", "integer", "number", "string", "array"]},
        "enum": {"type": "array", "minItems": 1, "uniqueItems": true},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "pattern": {"type": "string"},
        "x-form": {"type": "string"},
        "minLength": {"type": "integer", "minimum": 0},
        "maxLength": {"type": "integer", "minimum": 1, "maximum": 256},
        "items": {
          "type": "object", "additionalProperties": false, "required": ["type"],
          "properties": {
            "type": {"const": "string"},
            "enum": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}},
            "pattern": {"type": "string"},
            "x-form": {"type": "string"},
            "maxLength": {"type": "integer", "minimum": 1, "maximum": 256}
          }},
        "minItems": {"type": "integer", "minimum": 0},
        "maxItems": {"type": "integer", "minimum": 1, "maximum": 100},
        "uniqueItems": {"type": "boolean"}
      }})");
}

Value parameter()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["schema", "sentence"],
      "properties": {
        "default": {},
        "sentence": {"type": "string", "minLength": 1, "maxLength": 300},
        "unit": {"enum": ["GB", "days", "seconds"]},
        "immutable": {"type": "boolean"},
        "allowed_by": {
          "type": "object", "additionalProperties": false, "required": ["parameter", "values"],
          "properties": {
            "parameter": {"type": "string"},
            "values": {"type": "object", "additionalProperties": {"type": "array", "minItems": 1, "uniqueItems": true}}
          }}
      }})");
    const Value phrase{
        {"type", "object"},
        {"additionalProperties", false},
        {"required", {"say", "value"}},
        {"properties", {{"say", words_declaration()}, {"value", Value::object()}}}};
    return with_properties(
        std::move(declaration),
        {{"schema", parameter_schema()},
         {"words", words_declaration()},
         {"phrases", {{"type", "array"}, {"items", phrase}}},
         {"values", {{"type", "object"}, {"additionalProperties", words_declaration()}}}}
    );
}

Value checks()
{
    const auto met = base::read_json(R"({
      "type": "array", "items": {"type": "string", "pattern": "^[A-Z][A-Z0-9_-]*$"}, "uniqueItems": true})");
    const auto reasons = base::read_json(R"({
      "type": "object",
      "propertyNames": {"pattern": "^[A-Z][A-Z0-9_-]*$"},
      "additionalProperties": {"type": "string", "pattern": "^[^\\n\\r\\t]+$", "maxLength": 200}})");
    const Value waived{
        {"type", "object"}, {"propertyNames", class_declaration()}, {"additionalProperties", reasons}};
    return {
        {"type", "object"},
        {"additionalProperties", false},
        {"properties", {{"met", met}, {"waived", waived}}}};
}

Value example()
{
    return base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["request", "resource_name", "environment"],
      "properties": {
        "request": {"type": "string", "minLength": 1},
        "resource_name": {"type": "string"},
        "environment": {"type": "string"},
        "parameters": {"type": "object"}
      }})");
}

Value blueprint()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false,
      "required": ["version", "title", "sentence", "cloud", "aliases", "noun", "name", "cloud_name", "parameters", "cost", "examples"],
      "properties": {
        "version": {"type": "string", "pattern": "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$"},
        "title": {"type": "string", "minLength": 1, "maxLength": 80},
        "sentence": {"type": "string", "minLength": 1, "maxLength": 300},
        "cloud": {"enum": ["aws", "gcp", "kubernetes"]},
        "noun": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 20},
        "name": {
          "type": "object", "additionalProperties": false, "required": ["pattern", "max_length"],
          "properties": {
            "pattern": {"type": "string"},
            "max_length": {"type": "integer", "minimum": 1, "maximum": 100},
            "reserved": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": true}
          }},
        "cloud_name": {
          "type": "object", "additionalProperties": false, "required": ["pattern", "max_length"],
          "properties": {
            "pattern": {"type": "string"},
            "max_length": {"type": "integer", "minimum": 12, "maximum": 255}
          }},
        "network": {"type": "boolean"},
        "outputs": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 300}}
      }})");
    const Value parameters{
        {"type", "object"},
        {"propertyNames", {{"pattern", "^[a-z][a-z0-9_]*$"}, {"maxLength", 60}}},
        {"additionalProperties", parameter()}};
    return with_properties(
        std::move(declaration),
        {{"aliases", words_declaration()},
         {"purposes", words_declaration()},
         {"parameters", parameters},
         {"guardrails", {{"type", "array"}, {"items", rule_declaration()}}},
         {"checks", checks()},
         {"cost", cost_declaration()},
         {"examples", {{"type", "array"}, {"minItems", 1}, {"items", example()}}}}
    );
}

}  // namespace

const Value& blueprint_declaration()
{
    static const Value declaration = blueprint();
    return declaration;
}

}  // namespace catalog

#include "catalog/declarations.h"
#include "catalog/units.h"

namespace catalog {
namespace {

using base::Value;

Value group()
{
    const auto amount = base::read_json(R"({"anyOf": [{"type": "number", "minimum": 0, "maximum": 10000},
                                                      {"const": "unknown"}]})");
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["unit", "source"],
      "properties": {"source": {"type": "string", "minLength": 1, "maxLength": 300}}})");
    return with_properties(
        std::move(declaration),
        {{"unit", {{"enum", units::all}}},
         {"price", amount},
         {"prices", {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", amount}}}}
    );
}

Value prices()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false,
      "required": ["currency", "region", "hours_per_month", "as_of", "groups"],
      "properties": {
        "currency": {"const": "USD"},
        "region": {"type": "string", "pattern": "^[a-z][a-z0-9-]*[a-z0-9]$", "maxLength": 40},
        "hours_per_month": {"type": "integer", "minimum": 672, "maximum": 744},
        "as_of": {"type": "string", "pattern": "^20[0-9][0-9]-(0[1-9]|1[0-2])$"}
      }})");
    const Value groups{
        {"type", "object"},
        {"propertyNames", {{"pattern", "^[a-z][a-z0-9_]*$"}, {"maxLength", 60}}},
        {"additionalProperties", group()}};
    return with_properties(std::move(declaration), {{"groups", groups}});
}

/// A text, or {parameter, values: {value: text}}.
Value choice()
{
    return base::read_json(R"({
      "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "object", "additionalProperties": false, "required": ["parameter", "values"],
         "properties": {
           "parameter": {"type": "string"},
           "values": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}}
         }}
      ]})");
}

Value charge()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["what", "price"],
      "properties": {
        "what": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^|`\\n\\r\\t]+$"},
        "by_use": {"const": true},
        "when": {"type": "object", "minProperties": 1,
                 "additionalProperties": {"anyOf": [{"const": "set"}, {"type": "array", "minItems": 1, "uniqueItems": true}]}},
        "times": {"type": "array", "minItems": 1, "items": {
          "type": "object", "additionalProperties": false, "required": ["parameter"],
          "properties": {
            "parameter": {"type": "string"},
            "plus": {"type": "integer", "minimum": 1, "maximum": 100},
            "values": {"type": "object", "minProperties": 1,
                       "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 1000}}
          }}}
      }})");
    const Value price{
        {"type", "object"},
        {"additionalProperties", false},
        {"required", {"group"}},
        {"properties", {{"group", choice()}, {"key", choice()}}}};
    return with_properties(std::move(declaration), {{"price", price}});
}

}  // namespace

const Value& prices_declaration()
{
    static const Value declaration = prices();
    return declaration;
}

Value cost_declaration()
{
    auto declaration = base::read_json(R"({
      "type": "object", "additionalProperties": false, "required": ["lines"],
      "properties": {"note": {"type": "string", "minLength": 1, "maxLength": 300, "pattern": "^[^\\n\\r\\t]+$"}}})"
    );
    return with_properties(std::move(declaration), {{"lines", {{"type", "array"}, {"items", charge()}}}});
}

}  // namespace catalog

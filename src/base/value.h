#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// A typed value: parameters, job documents, event payloads, JSON Schemas. Object keys are sorted, so printing is
/// deterministic.
using Value = nlohmann::json;

struct ReadLimits {
    std::size_t depth = 64;
};

/// Reads JSON from outside: depth is limited, duplicate keys and invalid UTF-8 are refused. Throws `invalid` with the
/// place (line and column) of the mistake.
Value read_json(std::string_view text, ReadLimits limits = {});

/// Compact JSON. Throws `internal` for strings that are not UTF-8.
std::string write_json(const Value& value);

/// JSON for people: two spaces, sorted keys, a final newline.
std::string write_pretty_json(const Value& value);

/// Reads YAML from a file that the platform team owns; plain scalars get their JSON types, quoted ones are strings.
/// Throws `invalid` that names `origin`, line and column.
Value read_yaml(const std::string& text, const std::string& origin);

/// `a/b~c` as one token of a JSON pointer.
std::string pointer_token(std::string_view key);

}  // namespace base

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

extern template class nlohmann::basic_json<>;  // compiled once, in value.cpp

namespace base {

/// A typed value: parameters, job documents, event payloads, JSON Schemas. Object keys are sorted, so
/// printing is deterministic.
using Value = nlohmann::json;

struct ReadLimits {
    std::size_t depth = 64;
};

/// Reads JSON from outside: depth is limited, duplicate keys and invalid UTF-8 are refused. Throws `invalid`
/// with the place (line and column) of the mistake.
Value read_json(std::string_view text, ReadLimits limits = {});

/// Compact JSON. Throws `internal` for strings that are not UTF-8.
std::string write_json(const Value& value);

/// JSON for people: two spaces, sorted keys, a final newline.
std::string write_pretty_json(const Value& value);

enum class Scalars { typed, as_written };

/// Reads YAML, one document, from a file that the platform team owns; plain scalars get their JSON types (or
/// stay the text that is written; an absent one is null), quoted ones are strings. Throws `invalid` that
/// names `origin`, line and column.
Value read_yaml(const std::string& text, const std::string& origin, Scalars scalars = Scalars::typed);

/// The keys of the mapping under the top-level key `name`, in the order in which they are written (a Value
/// sorts its keys). Empty where there is no such mapping. `text` must have passed read_yaml.
std::vector<std::string> yaml_order(const std::string& text, const std::string& name);

/// `a/b~c` as one token of a JSON pointer.
std::string pointer_token(std::string_view key);

}  // namespace base

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace http {

struct Target {
    std::string path;
    std::map<std::string, std::string> query;  ///< the last of equals
};

/// A request line's target, decoded strictly: nullopt for a malformed escape, bytes that are not UTF-8, or
/// control characters (a NUL above all), written plainly or percent-encoded.
std::optional<Target> read_target(std::string_view text);

/// `a=1&b=two+words` as in a query or a form; nullopt as above (newlines and tabs are fine in a value).
std::optional<std::map<std::string, std::string>> read_form(std::string_view text);

/// The cookie's value in a Cookie header; empty when it is not there.
std::string find_cookie(std::string_view header, std::string_view name);

/// `path` against `/api/v1/requests/{id}/status`: what stands in the braces, by name; nullopt when it does
/// not match. A brace stands for exactly one segment that is not empty.
std::optional<std::map<std::string, std::string>> match(std::string_view pattern, std::string_view path);

}  // namespace http

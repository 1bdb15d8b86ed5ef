#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace http {

/// A request before its body is read.
struct Head {
    std::string method;
    std::string version;  ///< HTTP/1.1
    std::string target;
    std::multimap<std::string, std::string> headers;  ///< lower-case names
};

/// The status with which to refuse the request before its body is read; 0 when there is no reason to. What is
/// refused here above all is doubt about where a request ends: two servers that see it differently can be
/// played off.
int refusal_of(const Head& head, std::size_t body_limit);

}  // namespace http

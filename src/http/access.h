#pragma once

#include "http/message.h"

#include <string>
#include <vector>

namespace http {

/// Who may speak to this server from where. A page on any web site can make a browser send requests to
/// localhost; what the browser cannot forge are Host and Origin.
struct Access {
    /// Besides localhost, 127.0.0.1 and [::1] (with any port): "groundwork.example.org" or with a port.
    std::vector<std::string> allowed_hosts;
    /// "https://portal.example.org": pages of these origins may read our answers.
    std::vector<std::string> cors_origins;
};

/// Throws `forbidden` for a Host that is not ours and for an Origin that is neither ours nor listed,
/// `invalid` when Host is missing.
void check_origin(const Access& access, const Request& request);

/// The headers that let a listed origin read the answer; none for everybody else.
std::map<std::string, std::string> cors_headers(const Access& access, const Request& request);

bool is_preflight(const Request& request);

}  // namespace http

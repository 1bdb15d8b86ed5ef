#pragma once

#include "http/route.h"
#include "operations/dispatch.h"

namespace http {

/// git's smart protocol, reading only. `protocol` is the Git-Protocol header: "version=2" or empty.
struct GitServing {
    std::function<std::string(const std::string& protocol)> advertise;
    /// Writes the pack in pieces as git makes it, for as long as `write` returns true.
    std::function<void(
        const std::string& protocol,
        const std::string& body,
        const std::function<bool(std::string_view)>& write
    )>
        upload_pack;
};

/// /git/infrastructure.git/info/refs?service=git-upload-pack and …/git-upload-pack. Who may list pull
/// requests may clone; git sends the token as a password.
std::vector<Route> git_routes(GitServing git, operations::Dispatcher& dispatcher);

}  // namespace http

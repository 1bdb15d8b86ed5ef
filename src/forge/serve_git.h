#pragma once

#include <functional>
#include <string>
#include <string_view>

/// `git clone http://…/git/infrastructure.git`: git's smart protocol, read-only, through `git upload-pack`.
namespace forge {

/// The answer to GET …/info/refs. Sent with Cache-Control: no-cache.
struct Advertisement {
    std::string content_type;
    std::string body;
};

/// The content type of the answer to POST …/git-upload-pack.
inline constexpr std::string_view upload_pack_content_type = "application/x-git-upload-pack-result";

/// Throws `forbidden`, with a sentence for people, for git-receive-pack (a push), `invalid` for anything else
/// that is not git-upload-pack. For the `service` of info/refs and for the last part of a POST's path.
void check_git_service(std::string_view service);

/// GET …/info/refs?service=git-upload-pack. `protocol` is the Git-Protocol header, empty when absent; what is
/// not version=0, 1 or 2 is passed over, as git does. Throws `unavailable` when git cannot be run.
Advertisement advertise_refs(const std::string& repository, std::string_view protocol);

/// POST …/git-upload-pack. `body` is the request's, unzipped. The answer goes to `on_output` in pieces as git
/// makes them; it returns false when the peer has gone. Throws `invalid` when git does not understand the
/// body and `unavailable` when git cannot be run or takes too long; pieces may have been sent by then.
void upload_pack(
    const std::string& repository,
    std::string_view protocol,
    const std::string& body,
    const std::function<bool(std::string_view)>& on_output
);

}  // namespace forge

#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/foreign.h"
#include "base/network.h"
#include "base/secret.h"
#include "base/value.h"

#include <optional>
#include <string>
#include <string_view>

/// How a call to GitHub's REST API looks, and what its answers mean in our words.
namespace forge {

/// The address of GitHub or of its API, as base::checked_address has it. Throws `invalid` also for http://,
/// where the token would be sent in the clear, unless the host is this machine.
std::string github_address(const std::string& address, const std::string& variable);

/// Whether this server, or this API, is in GitHub's own cloud: github.com, or that of an enterprise
/// (acme.ghe.com).
bool is_github_cloud(const std::string& address);

/// Where the API of a server is. An Enterprise server has it below /api/v3; GitHub's own cloud has it on a
/// host of its own, also that of an enterprise (acme.ghe.com). Throws as github_address for
/// GITHUB_SERVER_URL.
std::string github_api_of(const std::string& server_url);

/// Method, address, headers and, unless it is null, the body as JSON.
base::HttpRequest github_request(
    const std::string& method, const std::string& url, const base::Secret& token, const base::Value& body
);

/// The answer to a call. Where a repository was renamed, GitHub sends to its new place, and the call is
/// repeated there as it is; then `request.url` is that place. The token goes to no other host, and stands in
/// no answer from status 300 on.
base::HttpAnswer send_following(base::Network& network, base::HttpRequest& request);

/// A header that holds a whole number of up to twelve digits.
std::optional<std::int64_t> number_header(const base::HttpAnswer& answer, const std::string& name);

/// Empty when absent.
std::string text_header(const base::HttpAnswer& answer, const std::string& name);

/// 2026-11-20T08:00:00Z; nullopt for anything else.
std::optional<base::Time> github_time(const std::string& text);

/// What time it was at GitHub (RFC 9110: Fri, 20 Nov 2026 08:00:00 GMT); nullopt when the answer does not
/// say.
std::optional<base::Time> time_of(const base::HttpAnswer& answer);

using base::flag_at;
using base::number_at;
using base::text_at;

/// The answer's body; null when it is no JSON.
base::Value github_body(const base::HttpAnswer& answer);

/// Everything that GitHub says is wrong with a call (status 422), in one line.
std::string github_complaint(const base::HttpAnswer& answer);

/// The status of a write that GitHub understood and does not do.
inline constexpr int unprocessable = 422;

/// Of a list, on one page. GitHub would give a hundred; of half that the longest is within an answer's limit.
inline constexpr std::size_t github_page_size = 50;

/// The page of this number, from 1, as a query: per_page=50&page=1
std::string github_page(int number);

/// What was tried, and by whom, for the sentences of errors.
struct GitHubAttempt {
    std::string what;     ///< "open a pull request in acme/infra"
    std::string account;  ///< "the token (GITHUB_TOKEN)"
    std::string advice;   ///< what to do when the account is not accepted
};

/// An answer with a status from 300 on, in our words: `unavailable` for what may pass by itself, else
/// `upstream` with what a person can do. The limits are not this function's.
base::Error github_failure(const base::HttpAnswer& answer, const GitHubAttempt& attempt);

}  // namespace forge

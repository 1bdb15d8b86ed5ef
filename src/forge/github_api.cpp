#include "forge/github_api.h"

#include "base/error.h"
#include "base/text.h"

namespace forge {
namespace {

using base::Code;

/// In bytes, about.
std::size_t weight_of(const std::string& path, const base::HttpAnswer& answer)
{
    auto weight = sizeof(base::HttpAnswer) + 2 * path.size() + answer.body.size();
    for (const auto& [name, value] : answer.headers)
        weight += sizeof(name) + sizeof(value) + name.size() + value.size();
    return weight;
}

}  // namespace

GitHubApi::GitHubApi(std::string address, Means means, std::size_t remembers)
    : address_(github_address(address, "GITHUB_API_URL")),
      means_(means),
      seen_(base::Recent<std::string, base::HttpAnswer>(remembers))
{}

base::HttpAnswer GitHubApi::read(const std::string& path, const std::string& what, GitHubReading reading)
{
    auto answer = get(path, what, reading);
    if (answer.status == 404)
        throw failure(answer, what);
    return answer;
}

std::optional<base::HttpAnswer>
GitHubApi::find(const std::string& path, const std::string& what, GitHubReading reading)
{
    auto answer = get(path, what, reading);
    return answer.status == 404 ? std::nullopt : std::optional(std::move(answer));
}

base::HttpAnswer GitHubApi::get(const std::string& path, const std::string& what, GitHubReading reading)
{
    const auto call = means_.limits.read(reading);
    auto known = seen_.with([&](auto& seen) {
        const auto* found = seen.find(path);
        return found == nullptr ? base::HttpAnswer{} : *found;
    });
    auto answer = send("GET", path, nullptr, {what, text_header(known, "etag")});
    if (answer.status == 304) {
        for (auto& [name, value] : answer.headers)
            known.headers[name] = std::move(value);
        return known;
    }
    if (answer.status == 404)
        return answer;
    if (github_body(answer).is_null())
        throw base::Error(
            Code::upstream, "What answers at " + address_ + " is not GitHub's API. Check GITHUB_API_URL."
        );
    if (answer.headers.contains("etag"))
        seen_.with([&](auto& seen) { seen.put(path, answer, weight_of(path, answer)); });
    return answer;
}

base::HttpAnswer
GitHubApi::write(GitHubTurn& turn, const std::string& path, const base::Value& body, const std::string& what)
{
    const auto call = turn.write();
    return do_write("POST", path, body, what);
}

base::HttpAnswer
GitHubApi::change(GitHubTurn& turn, const std::string& path, const base::Value& body, const std::string& what)
{
    const auto call = turn.write();
    return do_write("PATCH", path, body, what);
}

base::HttpAnswer GitHubApi::do_write(
    const std::string& method, const std::string& path, const base::Value& body, const std::string& what
)
{
    auto answer = send(method, path, body, {what, ""});
    if (answer.status == 404)
        throw failure(answer, what);
    if (answer.status < 300 && github_body(answer).is_null())
        throw base::Error(Code::unavailable, "GitHub's answer broke off when asked to " + what + ".");
    return answer;
}

/// One call, and one more with another token when the first one's is not accepted.
base::HttpAnswer GitHubApi::send(
    const std::string& method, const std::string& path, const base::Value& body, const Purpose& purpose
)
{
    const auto& what = purpose.what;
    for (bool again = false;; again = true) {
        const auto token = means_.account.token();
        auto request = github_request(method, address_ + path, token, body);
        if (!purpose.etag.empty())
            request.headers["If-None-Match"] = purpose.etag;
        auto answer = send_following(means_.network, request);
        if (answer.status == 401 && means_.account.renew(token) && !again)
            continue;
        if (const auto wait = means_.limits.heed(answer)) {
            base::Error error(
                Code::limited, "GitHub asked to be left alone, when asked to " + what + ".", ""
            );
            error.retry_after = *wait;
            throw error;
        }
        if (answer.status == 403 && method != "GET")
            means_.account.doubt();
        const bool expected = answer.status < 300 || (answer.status == 304 && !purpose.etag.empty()) ||
                              answer.status == 404 || (answer.status == 422 && method != "GET");
        if (!expected)
            throw failure(answer, what);
        return answer;
    }
}

base::Error GitHubApi::failure(const base::HttpAnswer& answer, const std::string& what)
{
    return github_failure(answer, {what, means_.account.describe(), means_.account.advice()});
}

}  // namespace forge

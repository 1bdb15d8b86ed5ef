#include "forge/github_account.h"

#include "base/base64.h"
#include "base/error.h"
#include "base/rs256.h"
#include "base/text.h"
#include "forge/github_wire.h"

#include <algorithm>

namespace forge {
namespace {

using base::Code;
using namespace std::chrono_literals;

constexpr auto claim_is_from = 60s;  // in the past, for clocks that differ
constexpr auto claim_lasts = 540s;   // at most 600 s are allowed
constexpr auto clocks_agree = 10s;
constexpr auto renewed_before = 5min;
constexpr auto shortest_life = 10min;  // taken for the least, whatever this machine's clock says
constexpr auto longest_life = 60min;
constexpr auto known_everywhere_after = 10s;  // octokit tries a new token for five
constexpr auto ask_again_after = 2s;
constexpr auto believed_for = 5min;           // a change may be refused for other reasons too
constexpr auto refusal_is_news_after = 1min;  // two in a minute: another token will not help

const base::Value& needed_permissions()
{
    static const base::Value permissions{{"contents", "write"}, {"pull_requests", "write"}};
    return permissions;
}

/// With those that are good to have, where the installation grants them.
base::Value asked_permissions(const base::Value& installation, bool asks_teams)
{
    auto permissions = needed_permissions();
    std::vector<std::string> welcome{"checks", "statuses"};
    if (asks_teams)
        welcome.emplace_back("members");
    for (const auto& name : welcome)
        if (!text_at(installation, ("/permissions/" + name).c_str()).empty())
            permissions[name] = "read";
    return permissions;
}

bool is_header_text(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Of what an installation needs, what this one has not.
std::string missing(const base::Value& installation)
{
    std::vector<std::string> names;
    for (const auto& [name, level] : needed_permissions().items())
        if (text_at(installation, ("/permissions/" + name).c_str()) != level)
            names.push_back(name == "contents" ? "Contents" : "Pull requests");
    return base::join(names, " and ");
}

}  // namespace

GitHubToken::GitHubToken(base::Secret token) : token_(std::move(token))
{
    if (!is_header_text(token_.reveal()))
        throw base::Error(
            Code::invalid, "GITHUB_TOKEN holds characters that no token has (spaces, line breaks)."
        );
}

std::string GitHubToken::advice() const
{
    return "It may have expired or been revoked: make a new one and set GITHUB_TOKEN.";
}

GitHubApp::GitHubApp(Identity identity, Means means) : identity_(std::move(identity)), means_(means)
{
    if (!is_header_text(identity_.id) || identity_.id.find_first_of("\"\\") != std::string::npos)
        throw base::Error(Code::invalid, "GITHUB_APP_ID must be the App's id or client id.");
    try {
        base::rs256_signature("", identity_.private_key);
    } catch (const base::Error& error) {
        throw base::Error(error.code, "GITHUB_APP_PRIVATE_KEY_FILE: " + error.message);
    }
}

std::string GitHubApp::advice() const
{
    return "Check GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY_FILE and this machine's clock.";
}

base::Secret GitHubApp::token()
{
    std::lock_guard lock(mutex_);
    if (token_.empty() || means_.clock.now() >= fresh_until_)
        make_token();
    return token_;
}

bool GitHubApp::renew(const base::Secret& refused)
{
    std::lock_guard lock(mutex_);
    if (token_.reveal() != refused.reveal())
        return true;
    const auto now = means_.clock.now();
    const auto age = now - made_at_;
    if (age >= 0s && age < known_everywhere_after) {
        base::Error error(
            Code::unavailable,
            "GitHub does not know the token yet that it has just given to " + describe() + "."
        );
        error.retry_after = ask_again_after;
        throw error;
    }
    const bool helps = now - refused_at_ >= refusal_is_news_after;
    token_ = base::Secret();
    refused_at_ = now;
    return helps;
}

void GitHubApp::doubt()
{
    std::lock_guard lock(mutex_);
    if (means_.clock.now() - made_at_ >= believed_for)
        token_ = base::Secret();
}

/// A JSON Web Token by RFC 7519: GitHub's "Generating a JSON Web Token for a GitHub App".
base::Secret GitHubApp::signed_claim() const
{
    const auto now =
        std::chrono::floor<std::chrono::seconds>(means_.clock.now()).time_since_epoch() + github_is_ahead_;
    const base::Value head{{"alg", "RS256"}, {"typ", "JWT"}};
    const base::Value claim{
        {"iat", (now - claim_is_from).count()}, {"exp", (now + claim_lasts).count()}, {"iss", identity_.id}};
    const auto text =
        base::base64_url(base::write_json(head)) + "." + base::base64_url(base::write_json(claim));
    return base::Secret(text + "." + base::base64_url(base::rs256_signature(text, identity_.private_key)));
}

/// As the App itself.
base::HttpRequest
GitHubApp::request_of(const std::string& method, const std::string& path, const base::Value& body) const
{
    return github_request(method, identity_.api_url + path, signed_claim(), body);
}

base::HttpAnswer GitHubApp::send(base::HttpRequest& request)
{
    const auto under_way = means_.limits.read();
    return send_following(means_.network, request);
}

/// GitHub takes no claim from its future, and none that has ended. True when another claim is worth a try.
bool GitHubApp::set_clock_by(const base::HttpAnswer& answer)
{
    const auto time = time_of(answer);
    if (!time)
        return false;
    const auto ahead = std::chrono::floor<std::chrono::seconds>(*time - means_.clock.now());
    const bool differs = std::chrono::abs(ahead - github_is_ahead_) >= clocks_agree;
    github_is_ahead_ = ahead;
    return differs;
}

base::Value GitHubApp::accepted(const base::HttpAnswer& answer)
{
    const GitHubAttempt attempt{"get a token for " + place(), describe(), advice()};
    if (const auto wait = means_.limits.heed(answer)) {
        base::Error error(Code::limited, "GitHub asked to be left alone.");
        error.retry_after = *wait;
        throw error;
    }
    if (answer.status == 404)
        throw base::Error(
            Code::upstream,
            "The GitHub App " + identity_.id + " is not installed on " + place() +
                ". Install it there, in the App's settings under “Install App”."
        );
    if (answer.status >= 300)
        throw github_failure(answer, attempt);
    return github_body(answer);
}

base::Value GitHubApp::ask_token(const base::Value& installation, const base::Value& wanted)
{
    auto request = request_of(
        "POST",
        "/app/installations/" + std::to_string(number_at(installation, "/id")) + "/access_tokens",
        wanted
    );
    return accepted(send(request));
}

/// What the token is for. GitHub knows a repository by its present name only: one that was renamed is found
/// by a token that may read no more than where repositories are.
base::Value GitHubApp::repository_in(const base::Value& installation, bool was_renamed)
{
    if (!was_renamed)
        return {{"repositories", {identity_.repository}}};
    const auto finder = ask_token(installation, {{"permissions", {{"metadata", "read"}}}});
    auto request = github_request(
        "GET", identity_.api_url + "/repos/" + place(), base::Secret(text_at(finder, "/token")), nullptr
    );
    return {{"repository_ids", {number_at(accepted(send(request)), "/id")}}};
}

void GitHubApp::make_token()
{
    const auto path = "/repos/" + place() + "/installation";
    auto question = request_of("GET", path, nullptr);
    auto answer = send(question);
    if (answer.status == 401 && set_clock_by(answer)) {
        question = request_of("GET", path, nullptr);
        answer = send(question);
    }
    const auto installation = accepted(answer);
    if (const auto names = missing(installation); !names.empty())
        throw base::Error(
            Code::upstream,
            "The GitHub App " + identity_.id + " lacks a permission on " + place() + ": set " + names +
                " to “Read and write” in the App's settings, and accept the change where it is installed."
        );
    auto wanted = repository_in(installation, question.url != identity_.api_url + path);
    wanted["permissions"] = asked_permissions(installation, identity_.asks_teams);
    const auto made = ask_token(installation, wanted);
    const auto token = text_at(made, "/token");
    const auto expires = github_time(text_at(made, "/expires_at"));
    if (!is_header_text(token) || !expires)
        throw base::Error(
            Code::upstream, "GitHub gave no token for the App. Check GITHUB_API_URL.", "", "unknown form"
        );
    const auto now = means_.clock.now();
    token_ = base::Secret(token);
    made_at_ = now;
    fresh_until_ = now + std::clamp<std::chrono::microseconds>(*expires - now, shortest_life, longest_life) -
                   renewed_before;
}

}  // namespace forge

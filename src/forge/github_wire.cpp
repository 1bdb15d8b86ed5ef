#include "forge/github_wire.h"

#include "base/text.h"

#include <fmt/format.h>

#include <charconv>
#include <ctime>

namespace forge {
namespace {

using base::Code;

constexpr std::chrono::seconds deadline{20};
/// A page of check runs, each with the longest texts that GitHub takes, is some 25 MiB.
constexpr std::size_t answer_limit = 32U << 20U;
constexpr std::size_t most_digits = 12;
constexpr std::size_t longest_quotation = 300;
constexpr int most_redirects = 3;
const std::string bearer = "Bearer ";
const std::string https = "https://";

std::optional<base::Time> time_in(const std::string& text, const char* form)
{
    std::tm parts{};
    const char* end = strptime(text.c_str(), form, &parts);
    if (end == nullptr || *end != '\0')
        return std::nullopt;
    return base::Time(std::chrono::seconds(timegm(&parts)));
}

std::string origin_of(const std::string& address)
{
    return address.substr(0, address.find('/', address.find("://") + 3));
}

std::optional<std::string> next_place(const base::HttpAnswer& answer, const std::string& url)
{
    const bool is_redirect =
        answer.status == 301 || answer.status == 302 || answer.status == 307 || answer.status == 308;
    const auto location = is_redirect ? text_header(answer, "location") : "";
    const auto origin = origin_of(url);
    if (location.starts_with("/") && !location.starts_with("//"))
        return origin + location;
    const bool is_same_host = base::lower_ascii(origin_of(location)) == base::lower_ascii(origin);
    return is_same_host ? std::optional(location) : std::nullopt;
}

/// Without the request's token, which a proxy may have put into its page: of a refusal much is quoted.
base::HttpAnswer scrubbed(base::HttpAnswer answer, const base::HttpRequest& request)
{
    if (answer.status < 300)
        return answer;
    const auto token = request.headers.at("Authorization").substr(bearer.size());
    const auto scrub = [&](std::string& text) { text = base::replaced(std::move(text), token, "[token]"); };
    scrub(answer.body);
    for (auto& [name, value] : answer.headers)
        scrub(value);
    return answer;
}

/// A foreign text, fit to be shown.
std::string quoted(const std::string& text)
{
    return base::unprintable(text) ? "" : base::shortened(text, longest_quotation);
}

std::string one_complaint(const base::Value& error)
{
    if (error.is_string())
        return error.get<std::string>();
    if (const auto message = text_at(error, "/message"); !message.empty())
        return message;
    return text_at(error, "/field") + " " + text_at(error, "/code");
}

std::string detail_of(const base::HttpAnswer& answer)
{
    const auto text = fmt::format(
        "status {}, request {}: {}",
        answer.status,
        text_header(answer, "x-github-request-id"),
        text_at(github_body(answer), "/message")
    );
    return base::unprintable(text) ? fmt::format("status {}", answer.status) : base::shortened(text, 500);
}

std::string forbidden(const base::HttpAnswer& answer, const GitHubAttempt& attempt)
{
    if (!text_header(answer, "x-github-sso").empty())
        return fmt::format(
            "The organization wants single sign-on: authorize {} for it in GitHub's settings of tokens.",
            attempt.account
        );
    const auto needed = quoted(text_header(answer, "x-accepted-github-permissions"));
    return fmt::format(
        "GitHub does not let {} {}.{} {}",
        attempt.account,
        attempt.what,
        needed.empty() ? "" : " It needs the permission " + needed + ".",
        quoted(text_at(github_body(answer), "/message"))
    );
}

std::string refusal(const base::HttpAnswer& answer, const GitHubAttempt& attempt)
{
    switch (answer.status) {
    case 401: return fmt::format("GitHub does not accept {}. {}", attempt.account, attempt.advice);
    case 403: return forbidden(answer, attempt);
    case 404:
        return fmt::format(
            "GitHub finds nothing where Groundwork wants to {}: the repository is not there, or {} may not "
            "see it. Check its name (GITHUB_ORG and GITHUB_REPO, or repositories.yaml), and the repositories "
            "that the account was given.",
            attempt.what,
            attempt.account
        );
    case 422: return fmt::format("GitHub refused to {}: {}.", attempt.what, quoted(github_complaint(answer)));
    default: break;
    }
    if (answer.status < 400)
        return "GitHub sends Groundwork to another host, where it does not go. Check GITHUB_API_URL.";
    return fmt::format(
        "GitHub refused to {} (status {}). {}",
        attempt.what,
        answer.status,
        quoted(text_at(github_body(answer), "/message"))
    );
}

}  // namespace

std::string github_address(const std::string& address, const std::string& variable)
{
    auto checked = base::checked_address(address, variable);
    const auto end = [](char letter) { return letter == '/' || letter == ':'; };
    const std::string http = "http://";
    for (const std::string host : {"127.0.0.1", "localhost", "[::1]"}) {
        const auto behind = http.size() + host.size();
        if (checked.starts_with(http + host) && (checked.size() == behind || end(checked[behind])))
            return checked;
    }
    if (checked.starts_with(http))
        throw base::Error(
            Code::invalid, variable + " must begin with https://: the token would be sent in the clear."
        );
    return checked;
}

bool is_github_cloud(const std::string& address)
{
    const auto host = base::lower_ascii(address);
    return host == https + "github.com" || host == https + "api.github.com" ||
           (host.starts_with(https) && host.ends_with(".ghe.com"));
}

std::string github_api_of(const std::string& server_url)
{
    const auto server = github_address(server_url, "GITHUB_SERVER_URL");
    return is_github_cloud(server) ? https + "api." + server.substr(https.size()) : server + "/api/v3";
}

base::HttpRequest github_request(
    const std::string& method, const std::string& url, const base::Secret& token, const base::Value& body
)
{
    base::HttpRequest request;
    request.method = method;
    request.url = url;
    request.deadline = deadline;
    request.answer_limit = answer_limit;
    request.headers = {
        {"Accept", "application/vnd.github+json"},
        {"Authorization", bearer + token.reveal()},
        {"User-Agent", "groundwork"},
        {"X-GitHub-Api-Version", "2022-11-28"}};
    if (!body.is_null()) {
        request.headers["Content-Type"] = "application/json";
        request.body = base::write_json(body);
    }
    return request;
}

base::HttpAnswer send_following(base::Network& network, base::HttpRequest& request)
{
    for (int redirects = 0;; ++redirects) {
        auto answer = network.send(request);
        const auto place = next_place(answer, request.url);
        if (!place || redirects == most_redirects)
            return scrubbed(std::move(answer), request);
        request.url = *place;
    }
}

std::optional<std::int64_t> number_header(const base::HttpAnswer& answer, const std::string& name)
{
    const auto text = text_header(answer, name);
    if (text.empty() || text.size() > most_digits ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string text_header(const base::HttpAnswer& answer, const std::string& name)
{
    const auto found = answer.headers.find(name);
    return found == answer.headers.end() ? "" : found->second;
}

std::optional<base::Time> github_time(const std::string& text)
{
    return time_in(text, "%Y-%m-%dT%H:%M:%SZ");
}

std::optional<base::Time> time_of(const base::HttpAnswer& answer)
{
    return time_in(text_header(answer, "date"), "%a, %d %b %Y %H:%M:%S GMT");
}

base::Value github_body(const base::HttpAnswer& answer)
{
    try {
        return base::read_json(answer.body);
    } catch (const base::Error&) {
        return nullptr;  // a proxy's page; the status says enough
    }
}

std::string github_complaint(const base::HttpAnswer& answer)
{
    const auto body = github_body(answer);
    std::vector<std::string> complaints;
    if (body.is_object() && body.contains("errors") && body["errors"].is_array())
        for (const auto& error : body["errors"])
            complaints.push_back(one_complaint(error));
    if (complaints.empty())
        complaints.push_back(text_at(body, "/message"));
    return base::join(complaints, "; ");
}

std::string github_page(int number)
{
    return fmt::format("per_page={}&page={}", github_page_size, number);
}

base::Error github_failure(const base::HttpAnswer& answer, const GitHubAttempt& attempt)
{
    const bool passes = answer.status >= 500 || answer.status == 408;
    const auto detail = detail_of(answer);
    if (!passes)
        return {Code::upstream, refusal(answer, attempt), "", detail};
    base::Error error(
        Code::unavailable,
        fmt::format("GitHub failed on its side (status {}) when asked to {}.", answer.status, attempt.what),
        "",
        detail
    );
    if (const auto wait = number_header(answer, "retry-after"))
        error.retry_after = std::chrono::seconds(std::min<std::int64_t>(*wait, 86'400));
    return error;
}

}  // namespace forge

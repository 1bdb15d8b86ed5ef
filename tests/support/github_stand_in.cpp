#include "support/github_stand_in.h"

#include "base/error.h"
#include "base/random.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace support {
namespace {

/// What GitHub's documentation wants said with every call, though GitHub itself forgives some of it.
std::string wrong_header(const base::HttpRequest& request)
{
    const auto begins = [&](const std::string& name, const std::string& value) {
        const auto found = request.headers.find(name);
        return found != request.headers.end() && found->second.starts_with(value);
    };
    if (!begins("authorization", "Bearer "))
        return "authorization";
    if (!begins("accept", "application/vnd.github+json"))
        return "accept";
    if (!begins("x-github-api-version", "2022-11-28"))
        return "x-github-api-version";
    return request.body.empty() || begins("content-type", "application/json") ? "" : "content-type";
}

}  // namespace

GitHubStandIn::GitHubStandIn(const base::Clock& clock, const std::string& repository) : clock_(clock)
{
    name = repository;
}

GitHubStandIn::~GitHubStandIn()
{
    write_ledger();
}

void GitHubStandIn::script(Script script)
{
    std::lock_guard lock(mutex_);
    scripts_.push_back(std::move(script));
}

void GitHubStandIn::forget_scripts()
{
    std::lock_guard lock(mutex_);
    scripts_.clear();
}

std::vector<GitHubStandIn::Entry> GitHubStandIn::ledger() const
{
    std::lock_guard lock(mutex_);
    return ledger_;
}

std::vector<GitHubStandIn::Pull> GitHubStandIn::pulls() const
{
    std::lock_guard lock(mutex_);
    auto pulls = pulls_;
    for (auto& pull : pulls)
        pull.head_sha = head_of(pull);
    return pulls;
}

void GitHubStandIn::comment(const std::string& author, const std::string& body, std::int64_t number)
{
    std::lock_guard lock(mutex_);
    conversation.comment(author, body, number);
}

bool GitHubStandIn::hears(std::int64_t number, const std::string& text, std::chrono::seconds time)
{
    std::unique_lock lock(mutex_);
    return called_.wait_for(lock, time, [&] { return answered(number, text) > 0; });
}

std::ptrdiff_t GitHubStandIn::answers(std::int64_t number) const
{
    std::lock_guard lock(mutex_);
    return answered(number, "");
}

void GitHubStandIn::forget_labels()
{
    std::lock_guard lock(mutex_);
    labels.clear();
}

void GitHubStandIn::end(std::int64_t number, const std::string& merge_sha)
{
    std::lock_guard lock(mutex_);
    auto& pull = pulls_.at(static_cast<std::size_t>(number - 1));
    pull.head_sha = head_of(pull);
    pull.state = "closed";
    pull.merge_sha = merge_sha;
}

std::size_t GitHubStandIn::count(const std::string& method, const std::string& path_part) const
{
    const auto all = ledger();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Entry& entry) {
        return entry.method == method && entry.path.find(path_part) != std::string::npos;
    }));
}

GitHubStandIn::Reply GitHubStandIn::take(const base::HttpRequest& request)
{
    if (!request.url.starts_with(below))
        return {message(404, "Not Found")};
    auto inside = request;
    inside.url.erase(0, below.size());
    auto reply = noted(inside);
    if (reply.also)
        reply.also();
    return reply;
}

GitHubStandIn::Reply GitHubStandIn::noted(const base::HttpRequest& request)
{
    std::lock_guard lock(mutex_);
    const auto question = request.url.find('?');
    Entry entry{
        request.method,
        request.url.substr(0, question),
        question == std::string::npos ? "" : request.url.substr(question + 1),
        request.body.empty() ? base::Value(nullptr) : base::read_json(request.body),
        0};
    auto reply = spoilt(request, entry);
    reply.answer.headers.try_emplace("date", date());
    entry.status = reply.drops ? 0 : reply.answer.status;
    entry.answer = reply.answer.body;
    ledger_.push_back(std::move(entry));
    called_.notify_all();
    return reply;
}

std::ptrdiff_t GitHubStandIn::answered(std::int64_t number, const std::string& text) const
{
    const auto& all = conversation.comments(number);
    return std::count_if(all.begin(), all.end(), [&](const base::Value& comment) {
        return comment["user"]["login"] == "groundwork[bot]" &&
               comment["body"].get<std::string>().find(text) != std::string::npos;
    });
}

std::string GitHubStandIn::date() const
{
    const auto time = std::chrono::floor<std::chrono::seconds>(now()).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text.data();
}

GitHubStandIn::Reply GitHubStandIn::spoilt(const base::HttpRequest& request, Entry& entry)
{
    const auto script = std::find_if(scripts_.begin(), scripts_.end(), [&](Script& candidate) {
        return candidate.times > 0 && (candidate.method.empty() || candidate.method == entry.method) &&
               entry.path.find(candidate.path) != std::string::npos &&
               (!candidate.fits || candidate.fits(entry)) && candidate.skips-- <= 0;
    });
    if (script == scripts_.end())
        return {real(request, entry)};
    --script->times;
    Reply reply{{}, script->drops, script->cut, script->delay, script->also};
    if (script->applies || (script->status == 0 && !script->drops))
        reply.answer = real(request, entry);
    entry.scripted = script->status != 0;
    if (entry.scripted)
        reply.answer = {script->status, script->headers, script->body};
    return reply;
}

base::HttpAnswer GitHubStandIn::real(const base::HttpRequest& request, const Entry& entry)
{
    const auto& headers = request.headers;
    const auto header = [&](const std::string& key) {
        return headers.contains(key) ? headers.at(key) : std::string();
    };
    if (header("user-agent").empty())
        return message(403, "Request forbidden by administrative rules.");
    if (const auto wrong = wrong_header(request); !wrong.empty())
        return message(400, "The header " + wrong + " is not as GitHub documents it.");
    if (auto answer = more ? more(request, entry.path) : std::nullopt)
        return *std::move(answer);
    const auto token = tokens.find(base::replaced(header("authorization"), "Bearer ", ""));
    if (token == tokens.end())
        return message(401, "Bad credentials");
    if (keeps_limits && !within_secondary_limits(entry.method != "GET"))
        return message(403, "You have exceeded a secondary rate limit. Please wait a few minutes.");
    if (const auto former = "/repos/" + owner + "/" + former_name; entry.path.starts_with(former))
        return {
            entry.method == "GET" ? 301 : 307,
            {{"location", "http://" + header("host") + number_path + request.url.substr(former.size())}},
            R"({"message":"Moved Permanently"})"};
    auto answer = of_repository(entry, token->second.permissions);
    if (token->second.scopes)
        answer.headers["x-oauth-scopes"] = *token->second.scopes;
    if (entry.method == "GET" && answer.status == 200) {
        // Of the token too: an App's next one does not know what the former has seen.
        const auto etag = "W/\"" + base::sha256_hex(token->first + answer.body) + "\"";
        answer.headers["etag"] = etag;
        if (header("if-none-match") == etag)
            answer = {304, answer.headers, ""};
    }
    return keeps_limits ? counted(std::move(answer)) : answer;
}

bool GitHubStandIn::within_secondary_limits(bool writes)
{
    using namespace std::chrono_literals;
    const auto now = clock_.now();
    const auto since = [&](const auto& times, std::chrono::seconds span) {
        return times.end() - std::upper_bound(times.begin(), times.end(), now - span);
    };
    const bool hurries = writes && !writes_.empty() && now < writes_.back() + 1s;
    points_.insert(points_.end(), writes ? 5 : 1, now);
    if (writes)
        writes_.push_back(now);
    return !hurries && since(writes_, 60s) <= 80 && since(writes_, 3'600s) <= 500 &&
           since(points_, 60s) <= 900;
}

base::HttpAnswer GitHubStandIn::counted(base::HttpAnswer answer)
{
    const auto now = clock_.now();
    if (now >= hour_ends_) {
        hour_ends_ = now + std::chrono::hours(1);
        used_ = 0;
    }
    used_ += answer.status == 304 ? 0 : 1;
    constexpr int allowed = 5'000;
    if (used_ > allowed)
        answer = message(403, "API rate limit exceeded.");
    const auto reset = std::chrono::ceil<std::chrono::seconds>(hour_ends_ + ahead).time_since_epoch().count();
    answer.headers["x-ratelimit-limit"] = std::to_string(allowed);
    answer.headers["x-ratelimit-remaining"] = std::to_string(std::max(0, allowed - used_));
    answer.headers["x-ratelimit-reset"] = std::to_string(reset);
    return answer;
}

void GitHubStandIn::write_ledger()
{
    const char* path = std::getenv("GROUNDWORK_TEST_LEDGER");
    if (path == nullptr)
        return;
    std::ofstream file(path, std::ios::app);
    for (const auto& entry : ledger_)
        file << base::write_json(
                    {{"method", entry.method},
                     {"path", entry.path},
                     {"query", entry.query},
                     {"body", entry.body},
                     {"status", entry.status},
                     {"answer", entry.answer},
                     {"scripted", entry.scripted}}
                )
             << '\n';
}

base::HttpAnswer StandInNetwork::send(const base::HttpRequest& request)
{
    auto inside = request;
    inside.url = request.url.substr(request.url.find('/', request.url.find("://") + 3));
    inside.headers = {{"host", base::split(request.url, '/').at(2)}};
    for (const auto& [name, value] : request.headers)
        inside.headers[base::lower_ascii(name)] = value;
    const auto reply = github_.take(inside);
    if (reply.drops || reply.cut)
        throw base::Error(base::Code::unavailable, "No answer from " + request.url + ".");
    return reply.answer;
}

}  // namespace support

#include "forge/github_checks.h"

#include "base/log.h"
#include "base/text.h"

#include <algorithm>

namespace forge {
namespace {

using base::Value;

constexpr int most_pages = 20;  // GitHub itself looks no further than the newest 1,000
constexpr std::chrono::minutes refusal_holds{15};

/// What a run says, in our words. GitHub calls stale what never came to an end.
std::string word_of(const Value& run)
{
    const auto conclusion = text_at(run, "/conclusion");
    if (text_at(run, "/status") != "completed" || conclusion == "stale")
        return "pending";
    const bool passes = conclusion == "success" || conclusion == "neutral" || conclusion == "skipped";
    return passes ? "passing" : "failing";
}

std::string word_of_status(const Value& status)
{
    const auto state = text_at(status, "/state");
    if (state == "success")
        return "passing";
    return state == "pending" ? "pending" : "failing";
}

/// Where entries that are about the same are told from others, and older ones from newer ones.
struct Order {
    const char* number;
    const char* text;
    const char* age;
};

/// GitHub does not name the workflow of a check run, so jobs of one name in two workflows are taken for the
/// same. A suite's number, and not a run's own, tells which is newer: a job of a suite that was cancelled may
/// end, and even begin, after those of the next suite.
constexpr Order of_check_runs{"/app/id", "/name", "/check_suite/id"};
constexpr Order of_workflow_runs{"/workflow_id", "/event", "/id"};

/// Each event on a commit runs everything anew, and what was said before stays listed: the newest tells how
/// things stand.
std::vector<Value> newest(const std::vector<Value>& runs, const Order& order)
{
    const auto kind_of = [&](const Value& run) {
        return std::pair(number_at(run, order.number), text_at(run, order.text));
    };
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> ages;
    for (const auto& run : runs) {
        auto& age = ages[kind_of(run)];
        age = std::max(age, number_at(run, order.age));
    }
    std::vector<Value> kept;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(kept), [&](const Value& run) {
        return number_at(run, order.age) == ages.at(kind_of(run));
    });
    return kept;
}

}  // namespace

std::string GitHubChecks::look(const std::string& sha)
{
    std::vector<std::string> words;
    const auto runs = read_runs(sha);
    const auto statuses =
        read({"/commits/" + base::percent_encoded(sha) + "/status?", "statuses", "read the commit statuses"});
    if (runs)
        std::transform(runs->entries.begin(), runs->entries.end(), std::back_inserter(words), word_of);
    if (statuses)
        std::transform(
            statuses->entries.begin(), statuses->entries.end(), std::back_inserter(words), word_of_status
        );
    const auto any = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (any("failing"))
        return "failing";
    if (!runs || !runs->complete || !statuses || !statuses->complete)
        return "unknown";
    for (const auto* word : {"pending", "passing"})
        if (any(word))
            return word;
    return "none";
}

std::optional<GitHubChecks::Listed> GitHubChecks::read_runs(const std::string& sha)
{
    const auto commit = base::percent_encoded(sha);
    auto checks = read({"/commits/" + commit + "/check-runs?", "check_runs", "read the checks"});
    if (checks) {
        checks->entries = newest(checks->entries, of_check_runs);
        return checks;
    }
    auto actions = read({"/actions/runs?head_sha=" + commit + "&", "workflow_runs", "read the Actions"});
    if (actions)
        actions->entries = newest(actions->entries, of_workflow_runs);
    return actions;
}

/// Nullopt where it may not be read.
std::optional<GitHubChecks::Listed> GitHubChecks::read(const Source& source)
{
    Listed listed;
    for (int number = 1; number <= most_pages && !listed.complete; ++number) {
        const auto page = read_page(source, number);
        if (!page)
            return std::nullopt;
        if (!page->is_object() || !page->contains(source.list) || !page->at(source.list).is_array())
            return listed;
        const auto& entries = page->at(source.list);
        listed.entries.insert(listed.entries.end(), entries.begin(), entries.end());
        const auto read = static_cast<std::int64_t>(listed.entries.size());
        listed.complete = entries.size() < github_page_size || read == number_at(*page, "/total_count");
    }
    return listed;
}

bool GitHubChecks::is_refused(const Source& source)
{
    const auto now = repository_.clock().now();
    return refused_.with([&](const auto& all) {
        const auto found = all.find(source.list);
        return found != all.end() && now < found->second.until &&
               (found->second.of_all || found->second.path == source.path);
    });
}

/// True when it is news.
bool GitHubChecks::note_refusal(const Source& source)
{
    const auto until = repository_.clock().now() + refusal_holds;
    return refused_.with([&](auto& all) {
        const auto [found, is_new] = all.try_emplace(source.list);
        auto& known = found->second;
        const bool of_all = !is_new && (known.of_all || known.path != source.path);
        known = {source.path, of_all, until};
        return is_new;
    });
}

/// A token that may not read checks is none the worse for opening pull requests. What was refused is not
/// asked again with every look.
std::optional<Value> GitHubChecks::read_page(const Source& source, int number)
{
    if (is_refused(source))
        return std::nullopt;
    const auto facts = repository_.facts();
    const auto path = facts.path() + source.path + github_page(number);
    try {
        const auto what = source.what + " in " + facts.full_name();
        auto page = github_body(repository_.api().read(path, what, GitHubReading::following));
        refused_.with([&](auto& all) { all.erase(source.list); });
        return page;
    } catch (const base::Error& error) {
        if (error.code != base::Code::upstream)
            throw;
        if (note_refusal(source))
            base::log::warn("GitHub does not tell of all checks", {{"error", error.message}});
        return std::nullopt;
    }
}

}  // namespace forge

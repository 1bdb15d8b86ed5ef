#include "base/error.h"
#include "base/text.h"
#include "forge/github_pulls.h"

namespace forge {
namespace {

using base::Code;
using base::Value;

constexpr int most_attempts = 4;

/// Right after the opening not all of GitHub knows the pull request (PR_… is its name there, the other one
/// that of older servers).
bool is_too_early(const base::HttpAnswer& answer)
{
    const auto complaint = answer.status == unprocessable ? github_complaint(answer) : "";
    return complaint.find("global id of 'PR_") != std::string::npos ||
           complaint.find("global id of 'MDExOlB1bGxSZXF1ZXN0") != std::string::npos;
}

}  // namespace

/// One call for people and one for teams: GitHub takes all of a call or nothing.
std::vector<Value> GitHubPulls::reviewers_left(const Found& found) const
{
    auto asked = found.people;
    asked.insert(base::lower_ascii(found.pull.author));  // may not review
    std::vector<Value> calls;
    const auto ask = [&](const char* list, const std::vector<std::string>& names, const auto& known) {
        auto left = Value::array();
        for (const auto& name : names)
            if (!known.contains(base::lower_ascii(name)))
                left.push_back(name);
        if (!left.empty())
            calls.push_back({{list, left}});
    };
    ask("reviewers", review_.reviewers, asked);
    ask("team_reviewers", review_.team_reviewers, found.teams);
    return calls;
}

void GitHubPulls::ask_reviewers(GitHubTurn& turn, const PullRequest& pull, const Value& whom)
{
    const auto facts = repository_.facts();
    const auto answer = write_soon(
        turn,
        facts.path() + "/pulls/" + std::to_string(pull.number) + "/requested_reviewers",
        whom,
        "ask for reviews in " + facts.full_name()
    );
    if (answer.status != unprocessable)
        return;
    std::vector<std::string> names = whom.begin().value();
    throw base::Error(
        Code::upstream,
        "GitHub does not let " + base::join(names, ", ") + " review here: " + github_complaint(answer) + "." +
            (whom.contains("team_reviewers")
                 ? " Check GITHUB_TEAM_REVIEWERS; an App needs the permission “Members: Read-only” for teams."
                 : " Check GITHUB_REVIEWERS.")
    );
}

/// A write about a pull request that may be very new: tried a few times, a write's distance apart.
base::HttpAnswer
GitHubPulls::write_soon(GitHubTurn& turn, const std::string& path, const Value& body, const std::string& what)
{
    for (int attempt = 1;; ++attempt) {
        auto answer = repository_.api().write(turn, path, body, what);
        if (attempt == most_attempts || !is_too_early(answer))
            return answer;
    }
}

}  // namespace forge

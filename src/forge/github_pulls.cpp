#include "forge/github_pulls.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "forge/github_text.h"

#include <algorithm>

namespace forge {
namespace {

using base::Code;
using base::Value;

constexpr std::size_t longest_label = 50;

bool is_open(const PullRequest& pull)
{
    return pull.state == "open";
}

bool lacks_labels(const PullRequest& pull, const std::vector<std::string>& labels)
{
    return std::any_of(labels.begin(), labels.end(), [&](const auto& label) {
        return std::none_of(pull.labels.begin(), pull.labels.end(), [&](const auto& there) {
            return base::lower_ascii(there) == base::lower_ascii(label);
        });
    });
}

std::string color_of(const std::string& label)
{
    if (label.starts_with("env:"))
        return "1d76db";
    return label.starts_with("resource:") ? "0e8a16" : "5319e7";
}

bool holds(const Value& body, const std::string& text)
{
    return base::lower_ascii(base::write_json(body)).find(text) != std::string::npos;
}

/// What GitHub says about a pull request that it does not open. Nullopt: there is one already.
std::optional<base::Error>
refusal(const Value& body, const base::HttpAnswer& answer, const Proposal& proposal)
{
    const auto complaint = base::lower_ascii(github_complaint(answer));
    if (complaint.find("pull request already exists") != std::string::npos)
        return std::nullopt;
    if (complaint.find("no commits between") != std::string::npos)
        return base::Error(
            Code::conflict, "All of the branch " + proposal.branch + " is in the base branch already."
        );
    if (holds(body, "\"field\":\"head\"") || complaint.find("head sha can't be blank") != std::string::npos)
        return base::Error(Code::not_found, "There is no branch " + proposal.branch + " on GitHub.");
    if (holds(body, "\"field\":\"base\""))
        return base::Error(
            Code::unavailable, "GitHub does not see the base branch of the pull request yet, or not any more."
        );
    if (complaint.find("draft pull requests are not supported") != std::string::npos)
        return base::Error(
            Code::upstream, "GitHub has no draft pull requests in this repository. Set GITHUB_DRAFT to off."
        );
    return base::Error(
        Code::upstream,
        "GitHub refused to open the pull request: " + base::shortened(github_complaint(answer), 300) + "."
    );
}

std::set<std::string> names_in(const Value& body, const char* list, const char* name)
{
    std::set<std::string> names;
    if (body.contains(list) && body[list].is_array())
        for (const auto& entry : body[list])
            names.insert(base::lower_ascii(text_at(entry, name)));
    return names;
}

/// What is only an ornament does not fail a request whose pull request is open.
void forgive(const base::Error& error, PullRequest& pull)
{
    if (base::row_of(error.code).retried)
        throw error;
    pull.lacks.push_back(error.message);
    base::log::warn(
        "a pull request is open, but not complete",
        {{"pull_request", pull.url}, {"error", error.message}, {"detail", error.detail}}
    );
}

/// By the last line of the body, which nobody sees: it names the request. Where somebody else has opened the
/// branch's pull request, it is taken, and people are told.
void say_whose(PullRequest& pull, const Proposal& proposal)
{
    const auto body = base::trimmed(proposal.body);
    const auto mark = body.substr(body.rfind('\n') + 1);
    if (pull.body.find(mark) == std::string::npos)
        pull.lacks.push_back(
            "The branch had a pull request already, by " + pull.author +
            "; its description is not the request's."
        );
}

}  // namespace

GitHubPulls::GitHubPulls(GitHubRepository& repository, GitHubReview review)
    : repository_(repository), review_(std::move(review))
{}

std::optional<PullRequest> GitHubPulls::find(const std::string& branch)
{
    auto found = look(branch, GitHubReading::looking);
    return found ? std::optional(std::move(found->pull)) : std::nullopt;
}

/// By the list, which is exact; GitHub's search is not, right after a change. Without the base branch: a
/// reviewer may have chosen another.
std::optional<GitHubPulls::Found> GitHubPulls::look(const std::string& branch, GitHubReading reading)
{
    const auto facts = repository_.facts();
    const auto answer = repository_.api().read(
        facts.path() + "/pulls?head=" + base::percent_encoded(facts.owner + ":" + branch) +
            "&state=all&per_page=100",
        "list the pull requests of " + facts.full_name(),
        reading
    );
    std::optional<Found> best;
    const std::vector<std::string> order{"open", "merged", "closed"};
    const auto rank = [&](const Found& found) {
        return std::find(order.begin(), order.end(), found.pull.state) - order.begin();
    };
    for (const auto& entry : github_body(answer)) {
        // GitHub passes over a filter that it does not understand, and forks may have equal branches.
        const auto from = number_at(entry, "/head/repo/id");  // names change
        if (text_at(entry, "/head/ref") != branch || (from != 0 && from != number_at(entry, "/base/repo/id")))
            continue;
        auto found = found_in(entry);
        if (!best || rank(found) < rank(*best))
            best = std::move(found);
    }
    return best;
}

GitHubPulls::Found GitHubPulls::found_in(const Value& body) const
{
    PullRequest pull;
    pull.number = number_at(body, "/number");
    pull.title = text_at(body, "/title");
    pull.body = text_at(body, "/body");
    if (body.contains("labels"))
        for (const auto& label : body["labels"])
            pull.labels.push_back(text_at(label, "/name"));
    const auto merged_at = github_time(text_at(body, "/merged_at"));
    pull.state = merged_at ? "merged" : text_at(body, "/state");
    pull.branch = text_at(body, "/head/ref");
    pull.base_branch = text_at(body, "/base/ref");
    pull.base_sha = text_at(body, "/base/sha");
    pull.head_sha = text_at(body, "/head/sha");
    pull.merge_sha = merged_at ? text_at(body, "/merge_commit_sha") : "";
    pull.author = text_at(body, "/user/login");
    pull.url = text_at(body, "/html_url");
    pull.repository = number_at(body, "/base/repo/id");
    pull.created_at = github_time(text_at(body, "/created_at")).value_or(base::Time{});
    pull.closed_at = merged_at ? merged_at : github_time(text_at(body, "/closed_at"));
    if (pull.number <= 0 || pull.url.empty() || pull.state.empty())
        throw base::Error(Code::unavailable, "GitHub described a pull request in an unknown form.");
    return {
        std::move(pull),
        names_in(body, "requested_reviewers", "/login"),
        names_in(body, "requested_teams", "/slug")};
}

PullRequest GitHubPulls::open(const Proposal& proposal, const BaseSource& base)
{
    auto there = look(proposal.branch, GitHubReading::publishing);
    if (there)
        say_whose(there->pull, proposal);
    const auto rest = rest_of(there, proposal);
    if (there && rest.writes() == 0)
        return std::move(there->pull);
    auto turn = repository_.api().limits().turn(proposal.branch, rest.writes() + (there ? 0 : 1));
    auto found = there ? *std::move(there) : create(base, proposal, turn);
    return complete(std::move(found), proposal, rest, turn);
}

GitHubPulls::Found GitHubPulls::create(const BaseSource& base, const Proposal& proposal, GitHubTurn& turn)
{
    const auto facts = repository_.facts();
    const auto answer = repository_.api().write(
        turn,
        facts.path() + "/pulls",
        {{"title", fitting_title(proposal.title)},
         {"head", proposal.branch},
         {"base", base ? base() : facts.base_branch},
         {"body", fitting_body(proposal.body)},
         {"draft", review_.draft},
         {"maintainer_can_modify", false}},
        "open a pull request in " + facts.full_name()
    );
    if (answer.status != unprocessable)
        return found_in(github_body(answer));
    if (auto error = refusal(github_body(answer), answer, proposal))
        throw *std::move(error);
    if (auto there = look(proposal.branch, GitHubReading::publishing))
        return *std::move(there);
    throw base::Error(
        Code::unavailable,
        "GitHub says that the branch " + proposal.branch + " has a pull request, but does not list it yet."
    );
}

GitHubPulls::Rest GitHubPulls::rest_of(const std::optional<Found>& found, const Proposal& proposal)
{
    if (found && (!is_open(found->pull) || !lacks_labels(found->pull, proposal.labels)))
        return {};
    Rest rest{true, reviewers_left(found.value_or(Found{})).size()};
    for (const auto& label : proposal.labels)
        if (!is_in_repository(label))
            rest.unknown.push_back(label);
    return rest;
}

PullRequest GitHubPulls::complete(Found found, const Proposal& proposal, const Rest& rest, GitHubTurn& turn)
{
    auto& pull = found.pull;
    if (!is_open(pull) || !lacks_labels(pull, proposal.labels))
        return std::move(pull);
    for (const auto& whom : reviewers_left(found))
        try {
            ask_reviewers(turn, pull, whom);
        } catch (const base::Error& error) {
            forgive(error, pull);
        }
    try {
        for (const auto& label : rest.unknown)
            make_label(turn, label);
        put_labels(turn, pull, proposal.labels);
    } catch (const base::Error& error) {
        forgive(error, pull);
    }
    return std::move(pull);
}

/// GitHub is asked until it has the label.
bool GitHubPulls::is_in_repository(const std::string& label)
{
    if (labels_.with([&](const auto& known) { return known.contains(label); }))
        return true;
    const auto facts = repository_.facts();
    const auto path = facts.path() + "/labels/" + base::percent_encoded(label);
    if (!repository_.api().find(path, "read the labels of " + facts.full_name()))
        return false;
    labels_.with([&](auto& known) { known.insert(label); });
    return true;
}

/// 422: somebody else has just made it.
void GitHubPulls::make_label(GitHubTurn& turn, const std::string& label)
{
    const auto facts = repository_.facts();
    repository_.api().write(
        turn,
        facts.path() + "/labels",
        {{"name", base::shortened(label, longest_label)}, {"color", color_of(label)}},
        "make a label in " + facts.full_name()
    );
    labels_.with([&](auto& known) { known.insert(label); });
}

void GitHubPulls::put_labels(GitHubTurn& turn, PullRequest& pull, const std::vector<std::string>& labels)
{
    const auto facts = repository_.facts();
    const auto answer = write_soon(
        turn,
        facts.path() + "/issues/" + std::to_string(pull.number) + "/labels",
        {{"labels", labels}},
        "label a pull request in " + facts.full_name()
    );
    if (answer.status == unprocessable)
        throw base::Error(Code::upstream, "GitHub refused the labels: " + github_complaint(answer) + ".");
    pull.labels.clear();
    for (const auto& label : github_body(answer))
        pull.labels.push_back(text_at(label, "/name"));
}

}  // namespace forge

#include "forge/github.h"

#include "base/error.h"

namespace forge {
namespace {

std::unique_ptr<GitHubAccount> make_account(const GitHubSettings& settings, const GitHubMeans& means)
{
    if (settings.app_id.empty())
        return std::make_unique<GitHubToken>(settings.token);
    return std::make_unique<GitHubApp>(
        GitHubApp::Identity{
            settings.app_id,
            settings.app_key,
            github_address(settings.api_url, "GITHUB_API_URL"),
            settings.place.owner,
            settings.place.name,
            !settings.review.team_reviewers.empty()},
        GitHubApp::Means{means.network, means.clock, means.limits}
    );
}

/// For git, which asks once more when the first token is not accepted.
git::TokenSource token_source(GitHubAccount& account)
{
    return [&account](const base::Secret& refused) {
        const bool useless = !refused.empty() && !account.renew(refused);
        return useless ? base::Secret() : account.token();
    };
}

git::Remote make_remote(const GitHubSettings& settings, const std::string& url, GitHubAccount& account)
{
    return git::Remote({url + ".git", settings.cache, token_source(account)});
}

}  // namespace

GitHub::GitHub(GitHubSettings settings, const GitHubMeans& means)
    : url_(
          github_address(settings.server_url, "GITHUB_SERVER_URL") + "/" + settings.place.owner + "/" +
          settings.place.name
      ),
      account_(make_account(settings, means)),
      api_(settings.api_url, {means.network, means.limits, *account_}),
      repository_(api_, means.clock, settings.place),
      pulls_(repository_, settings.review),
      branches_(make_remote(settings, url_, *account_), {settings.place.base_branch})
{}

Base GitHub::base()
{
    return branches_.base();
}

std::string GitHub::push(const Branch& branch)
{
    return branches_.push(branch);
}

bool GitHub::drop(const Branch& branch)
{
    if (const auto pull = pulls_.find(branch.name))
        throw base::Error(
            base::Code::conflict, "The branch " + branch.name + " belongs to " + pull->url + "."
        );
    return branches_.drop(branch);
}

std::optional<PullRequest> GitHub::find_by_branch(const std::string& branch)
{
    return pulls_.find(branch);
}

/// Git has what was pushed at once, and the base branch's new name; the API may learn of it seconds later.
PullRequest GitHub::open(const Proposal& proposal)
{
    bool is_there = false;
    try {
        return pulls_.open(proposal, [&] {
            auto base = branches_.base_for(proposal);
            is_there = true;
            return base;
        });
    } catch (const base::Error& error) {
        if (error.code != base::Code::not_found || !is_there)
            throw;
    }
    throw base::Error(
        base::Code::unavailable,
        "GitHub has the branch " + proposal.branch +
            ", but does not see it yet when asked to open its pull request."
    );
}

std::string GitHub::describe() const
{
    return "github, " + url_;
}

void check_github(const GitHubSettings& settings, const GitHubMeans& means)
{
    const auto account = make_account(settings, means);
    GitHubApi api(settings.api_url, {means.network, means.limits, *account});
    GitHubRepository(api, means.clock, settings.place).check();
}

}  // namespace forge

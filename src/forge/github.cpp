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

std::string page_of(const GitHubSettings& settings)
{
    return github_address(settings.server_url, "GITHUB_SERVER_URL") + "/" + settings.place.owner + "/" +
           settings.place.name;
}

git::RemoteSettings remote_settings(const GitHubSettings& settings, GitHubAccount& account)
{
    return {page_of(settings) + ".git", settings.cache, token_source(account)};
}

/// Git's own server decides, whatever the account is: the role of a person, which the API tells, is not yet a
/// right of their token.
void try_to_push(const git::RemoteSettings& remote, GitHubRepository& repository)
{
    const auto base = repository.facts().base_branch;
    try {
        if (git::look_to_push(remote).branches.contains(base))
            return;
    } catch (base::Error& error) {
        auto& account = repository.api().account();
        if (error.code == base::Code::forbidden) {
            account.doubt();
            throw base::Error(
                base::Code::upstream,
                "GitHub does not let " + account.describe() + " push to " + repository.display() +
                    ". It needs the permission “Contents: Read and write” there: add it in its settings on "
                    "GitHub; the organization may have to approve it.",
                "",
                error.detail
            );
        }
        if (error.code == base::Code::not_found || error.code == base::Code::unauthenticated)
            error.message += " GitHub's API knows it: does GITHUB_SERVER_URL name the same GitHub?";
        throw;
    }
    throw base::Error(
        base::Code::upstream,
        repository.display() + " has no branch " + base +
            " on GitHub. Pull requests go into it: make it, with a first commit, or name another base branch."
    );
}

}  // namespace

GitHub::GitHub(GitHubSettings settings, const GitHubMeans& means)
    : url_(page_of(settings)),
      account_(make_account(settings, means)),
      remote_(remote_settings(settings, *account_)),
      api_(settings.api_url, {means.network, means.limits, *account_}, settings.remembers),
      repository_(api_, means.clock, settings.place),
      pulls_(repository_, settings.review),
      branches_(git::Remote(remote_), {settings.place.base_branch, settings.author}),
      pushing_(means.clock)
{}

void GitHub::check()
{
    repository_.check();
    pushing_.run([this] { try_to_push(remote_, repository_); });
}

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
    GitHubRepository repository(api, means.clock, settings.place);
    repository.check();
    try_to_push(remote_settings(settings, *account), repository);
}

}  // namespace forge

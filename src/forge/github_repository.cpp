#include "forge/github_repository.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace forge {
namespace {

using base::Code;

constexpr std::chrono::minutes facts_hold{10};

void check_name(const std::string& name, const std::string& variable)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (name.empty() || name.size() > 100 || name.find_first_not_of(letters) != std::string::npos ||
        name == "." || name == "..")
        throw base::Error(
            Code::invalid,
            variable + (name.empty() ? " is missing: " : " is no name on GitHub: ") +
                "GITHUB_ORG and GITHUB_REPO name the repository for pull requests, like acme and infra."
        );
}

base::Error missing(const std::string& message)
{
    return {Code::upstream, message};
}

}  // namespace

GitHubRepository::GitHubRepository(GitHubApi& api, const base::Clock& clock, Place place)
    : api_(api), clock_(clock), place_(std::move(place)), opening_(clock)
{
    check_name(place_.owner, "GITHUB_ORG");
    check_name(place_.name, "GITHUB_REPO");
}

base::HttpAnswer GitHubRepository::ask()
{
    return api_.read("/repos/" + display(), "read the repository " + display());
}

GitHubRepository::Facts GitHubRepository::facts_in(const base::Value& body) const
{
    Facts facts{
        text_at(body, "/owner/login"),
        text_at(body, "/name"),
        place_.base_branch.empty() ? text_at(body, "/default_branch") : place_.base_branch,
        text_at(body, "/html_url")};
    if (facts.owner.empty() || facts.name.empty() || facts.base_branch.empty())
        throw missing("What answers at " + api_.address() + " is not GitHub's API. Check GITHUB_API_URL.");
    return facts;
}

GitHubRepository::Facts GitHubRepository::facts()
{
    const auto now = clock_.now();
    const auto known = known_.with([](const Known& stored) { return stored; });
    if (known.facts && now < known.until)
        return *known.facts;
    auto facts = facts_in(github_body(ask()));
    known_.with([&](Known& stored) { stored = {facts, now + facts_hold}; });
    return facts;
}

void GitHubRepository::check()
{
    const auto answer = ask();
    if (flag_at(github_body(answer), "/archived"))
        throw missing(
            display() +
            " is archived on GitHub, so nothing can be written. Name another one (GITHUB_REPO, or "
            "repositories.yaml)."
        );
    check_rights(answer);
}

/// An App's token has told already. A classic token says its scopes; a fine-grained one says nothing, so that
/// a change is tried that changes nothing.
void GitHubRepository::check_rights(const base::HttpAnswer& answer)
{
    if (api_.account().knows_its_permissions())
        return;
    const auto body = github_body(answer);
    if (!flag_at(body, "/permissions/push"))
        throw missing(
            "The owner of " + api_.account().describe() + " may not write to " + display() +
            ". Give them the role “Write” there, or set the token of somebody who has it."
        );
    if (answer.headers.contains("x-oauth-scopes"))
        check_scopes(text_header(answer, "x-oauth-scopes"), flag_at(body, "/private"));
    else if (place_.trial)
        opening_.run([this] { try_to_open(); });
}

void GitHubRepository::check_scopes(const std::string& scopes, bool is_private) const
{
    for (const auto& item : base::split(scopes, ','))
        if (const auto scope = base::trimmed(item);
            scope == "repo" || (scope == "public_repo" && !is_private))
            return;
    throw missing(
        std::string("The token (GITHUB_TOKEN) lacks the scope ") + (is_private ? "repo" : "public_repo") +
        ". Add it in GitHub's settings of tokens."
    );
}

/// A pull request of the base branch into itself: GitHub looks at the permission first, and then refuses.
void GitHubRepository::try_to_open()
{
    const auto known = facts();
    auto turn = api_.limits().turn("check", 1, GitHubLimits::Place::first);
    try {
        api_.write(
            turn,
            known.path() + "/pulls",
            {{"title", "Groundwork asks whether it may open pull requests"},
             {"head", known.base_branch},
             {"base", known.base_branch}},
            "open a pull request in " + display()
        );
    } catch (base::Error& error) {
        if (error.message.find("Resource not accessible") != std::string::npos)
            error.message =
                "The token (GITHUB_TOKEN) lacks the permission “Pull requests: Read and write” on " +
                display() +
                ". Add it in GitHub's settings of tokens; the organization may have to approve it.";
        throw;
    }
}

}  // namespace forge

#include "server/forges.h"

#include "base/files.h"
#include "base/text.h"
#include "server/repositories.h"
#include "server/values.h"

namespace server {
namespace {

struct Choice {
    bool github;
    std::string reason;
};

/// A token alone chooses nothing: many machines have GITHUB_TOKEN set for something else.
Choice choose(const base::Settings& settings)
{
    if (const auto word = settings.find_text("forge"))
        return {*word == "github", "because FORGE says so"};
    const bool has_place = settings.find_text("github_org") && settings.find_text("github_repo");
    for (const std::string name : {"github_token", "github_app_id"})
        if (settings.find_text(name)) {
            const auto variable = std::string(settings.entry(name).setting->variable);
            return {
                has_place,
                has_place ? "because " + variable + " is set"
                          : "because GITHUB_ORG and GITHUB_REPO are not set beside " + variable};
        }
    return {false, "because no other host is configured"};
}

base::Secret app_key(const base::Settings& settings)
{
    const auto& path = settings.text("github_app_private_key_file");
    const auto text = base::find_file(path);
    if (path.empty() || !text)
        throw base::Error(
            base::Code::invalid,
            "GITHUB_APP_PRIVATE_KEY_FILE must name the file with the App's private key; " +
                (path.empty() ? "it is not set." : path + " cannot be read.")
        );
    return base::Secret(*text);
}

std::string api_url(const base::Settings& settings)
{
    if (const auto url = settings.find_text("github_api_url"))
        return forge::github_address(*url, "GITHUB_API_URL");
    return forge::github_api_of(settings.text("github_server_url"));
}

/// What would send a token to another GitHub than its own, or a backlog against GitHub's limits.
void refuse_contradictions(const base::Settings& settings)
{
    const auto server = forge::github_address(settings.text("github_server_url"), "GITHUB_SERVER_URL");
    const auto api = api_url(settings);
    if (settings.entry("github_server_url").origin == "default" && api != forge::github_api_of(server))
        throw base::Error(
            base::Code::invalid,
            "GITHUB_API_URL names a GitHub of your own. Set GITHUB_SERVER_URL to its address too: without "
            "it, Git would send the token to github.com.",
            "/github_server_url"
        );
    if (settings.text("github_limits") == "off" &&
        (forge::is_github_cloud(server) || forge::is_github_cloud(api)))
        throw base::Error(
            base::Code::invalid,
            "GITHUB_LIMITS=off is for a GitHub Enterprise Server; GitHub's own cloud always has limits.",
            "/github_limits"
        );
}

/// What is missing is said at once; what GitHub thinks of it, `health` says.
void refuse_incomplete(const base::Settings& settings)
{
    std::vector<base::Problem> problems;
    const auto need = [&](std::string_view name, const std::string& what) {
        if (settings.text(name).empty())
            problems.push_back(
                {"/" + std::string(name),
                 std::string(settings.entry(name).setting->variable) + " is missing: " + what +
                     " (or FORGE=local)."}
            );
    };
    need("github_org", "the owner of the repository for pull requests");
    need("github_repo", "the name of the repository for pull requests");
    if (settings.text("github_app_id").empty())
        need("github_token", "a token that may push and open pull requests");
    else if (!settings.text("github_token").empty())
        problems.push_back(
            {"/github_app_id", "GITHUB_TOKEN and GITHUB_APP_ID are both set. Set the one that is to be used."}
        );
    base::refuse_when_any(std::move(problems));
}

/// As Git can write it into a commit.
std::string for_a_commit(const base::Settings& settings, const char* name)
{
    const auto& text = settings.text(name);
    if (text.find_first_of("<>\r\n") != std::string::npos || base::unprintable(text))
        throw base::Error(
            base::Code::invalid,
            std::string(settings.entry(name).setting->variable) +
                " cannot stand in a commit. Leave out <, >, line breaks and what cannot be printed."
        );
    return text;
}

forge::GitHubSettings github_settings(const base::Settings& settings)
{
    refuse_incomplete(settings);
    refuse_contradictions(settings);
    forge::GitHubSettings github;
    github.api_url = api_url(settings);
    github.server_url = settings.text("github_server_url");
    github.place = {
        settings.text("github_org"), settings.text("github_repo"), settings.text("github_base_branch")};
    github.token = settings.secret("github_token");
    github.app_id = settings.text("github_app_id");
    if (!github.app_id.empty())
        github.app_key = app_key(settings);
    github.review = {
        read_list(settings.text("github_reviewers")),
        read_list(settings.text("github_team_reviewers")),
        settings.text("github_draft") == "on"};
    github.author = {
        for_a_commit(settings, "github_commit_name"), for_a_commit(settings, "github_commit_email")};
    return github;
}

forge::GitHubPace pace(const base::Settings& settings)
{
    return settings.text("github_limits") == "on" ? forge::GitHubPace{} : forge::GitHubPace::without_limits();
}

git::Repository open_repository(const std::string& path, const std::string& branch, const base::Clock& clock)
{
    static const std::string first = "# Infrastructure\n\nWritten by Groundwork, reviewed by people. One "
                                     "directory per resource: `terraform/<environment>/<type>/<name>`.\n";
    return git::Repository::open_or_create(
        path, branch, {{"README.md", first}}, {"Groundwork", "groundwork@localhost", clock.now()}
    );
}

}  // namespace

Forges::Forges(const base::Settings& settings, const Means& means)
{
    const auto choice = choose(settings);
    if (choice.github)
        make_github(settings, means);
    else
        make_local(settings, means);
    description_ += ", " + choice.reason;
}

void Forges::make_github(const base::Settings& settings, const Means& means)
{
    limits_ = std::make_unique<forge::GitHubLimits>(means.clock, pace(settings));
    if (settings.text("github_limits") == "on")
        limits_->remember(means.database);
    const forge::GitHubMeans shared{means.network, means.clock, *limits_};
    const auto make = [&](forge::GitHubSettings github, const std::string& name, const std::string& prefix) {
        const auto folder = github.place.name + (name == "default" ? "" : "@" + name) + ".git";
        github.cache = (means.data / "github" / github.place.owner / folder).string();  // of this rule alone
        const auto base = github.place.base_branch;
        auto& made = github_.emplace_back(std::make_unique<forge::GitHub>(std::move(github), shared));
        return forge::Target{name, *made, &made->conversation(), prefix, made->url(), base};
    };
    const std::filesystem::path config = settings.text("config_dir");
    const auto all_declared = read_repositories(config / "repositories.yaml", means.catalog);
    auto github = github_settings(settings);
    github.remembers /= all_declared.size() + 1;  // all of them together
    const auto otherwise = make(github, "default", "");
    std::vector<forge::Rule> rules;
    for (const auto& declared : all_declared) {
        auto other = github;
        // A fine-grained token may do the same in all its repositories: it is tried out in one.
        other.place = {declared.owner, declared.repository, declared.base_branch, false};
        rules.push_back(
            {declared.teams,
             declared.environments,
             make(std::move(other), declared.name, declared.path_prefix)}
        );
    }
    description_ = github_.front()->describe() +
                   (rules.empty() ? "" : " and " + std::to_string(rules.size()) + " more by rule");
    targets_ = std::make_unique<forge::Targets>(otherwise, std::move(rules));
    make_surveys();
}

void Forges::make_surveys()
{
    std::vector<Survey::Question> rights;
    std::vector<Survey::Question> bases;
    for (const auto& made : github_) {
        auto* github = made.get();
        rights.push_back({github->name(), [github] { github->check(); }});
        bases.push_back({github->name(), [github] { github->base_sha(); }});
    }
    rights_ = std::make_unique<Survey>(std::move(rights));
    bases_ = std::make_unique<Survey>(std::move(bases));
}

void Forges::make_local(const base::Settings& settings, const Means& means)
{
    const auto& branch = settings.text("base_branch");
    repository_ = (means.data / "infrastructure.git").string();
    local_ = std::make_unique<forge::Local>(
        means.database,
        open_repository(repository_, branch, means.clock),
        forge::LocalSettings{branch, repository_, means.public_address}
    );
    targets_ = std::make_unique<forge::Targets>(
        forge::Target{
            .name = "default",
            .forge = *local_,
            .conversation = nullptr,
            .address = "Groundwork's own repository"},
        std::vector<forge::Rule>{}
    );
    description_ = local_->describe();
}

std::string Forges::ask_github()
{
    if (github_.empty())
        return "not configured";
    rights_->ask();
    return "connected";
}

std::string Forges::ask_bases()
{
    if (local_)
        local_->base_sha();
    else
        bases_->ask();
    return "healthy";
}

void try_github(const base::Settings& settings, base::Network& network, const base::Clock& clock)
{
    forge::GitHubLimits limits(clock, pace(settings));
    forge::check_github(github_settings(settings), {network, clock, limits});
}

}  // namespace server

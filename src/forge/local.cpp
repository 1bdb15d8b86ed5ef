#include "forge/local.h"

#include "base/error.h"
#include "forge/gate.h"
#include "forge/pulls.h"

namespace forge {
Local::Local(db::Database& database, git::Repository repository, LocalSettings settings)
    : database_(database), repository_(std::move(repository)), settings_(std::move(settings))
{}

git::Signature Local::groundwork_at(base::Time time)
{
    return {"Groundwork", "groundwork@localhost", time};
}

Base Local::base()
{
    return {settings_.base_branch, repository_.branch(settings_.base_branch)};
}

std::string Local::push(const Branch& branch)
{
    check_branch(branch);
    std::lock_guard lock(writing_);
    if (!repository_.find_branch(branch.name))
        refuse_taken_directories(branch);
    auto sha = write_commit(branch);
    repository_.create_branch(branch.name, sha);
    return sha;
}

std::string Local::write_commit(const Branch& branch) const
{
    return repository_.write_commit(
        {branch.base_sha, branch.files, branch.message, groundwork_at(branch.time)}
    );
}

/// Looks at the base as the request saw it, and as it is now: another pull request may have been merged in
/// between.
void Local::refuse_taken_directories(const Branch& branch) const
{
    for (const auto& commit : {branch.base_sha, repository_.branch(settings_.base_branch)})
        for (const auto& directory : branch.directories)
            if (repository_.has_path(commit, directory))
                throw base::Error(
                    base::Code::conflict,
                    "The directory " + directory + " is in " + settings_.base_branch +
                        " already. Choose another name; changing what exists is not possible yet."
                );
}

bool Local::drop(const Branch& branch)
{
    std::lock_guard lock(writing_);
    const auto there = repository_.find_branch(branch.name);
    if (!there)
        return false;
    if (const auto pull = find_by_branch(branch.name))
        throw base::Error(
            base::Code::conflict,
            "The branch " + branch.name + " belongs to pull request #" + std::to_string(pull->number) + "."
        );
    if (*there != write_commit(branch))
        throw base::Error(
            base::Code::conflict, "The branch " + branch.name + " holds something else and is not dropped."
        );
    repository_.delete_branch(branch.name);
    return true;
}

std::optional<PullRequest> Local::find_by_branch(const std::string& branch)
{
    auto pull = database_.read([&](db::Transaction& tx) { return find_pull_of(tx, branch); });
    return pull ? std::optional(with_url(*std::move(pull))) : std::nullopt;
}

PullRequest Local::open(const Proposal& proposal)
{
    std::lock_guard lock(writing_);
    if (auto there = find_by_branch(proposal.branch))
        return *std::move(there);
    if (repository_.branch(proposal.branch) != proposal.head_sha)
        throw base::Error(
            base::Code::conflict, "The branch " + proposal.branch + " does not end at the proposed commit."
        );
    PullRequest fresh;
    fresh.title = proposal.title;
    fresh.body = proposal.body;
    fresh.labels = proposal.labels;
    fresh.branch = proposal.branch;
    fresh.base_branch = settings_.base_branch;
    fresh.base_sha = repository_.merge_base(base_sha(), proposal.head_sha);
    fresh.head_sha = proposal.head_sha;
    fresh.author = proposal.author;
    return with_url(database_.write([&](db::Transaction& tx) { return find_or_insert_pull(tx, fresh); }));
}

std::string Local::describe() const
{
    return "local, " + settings_.display_path;
}

PullRequest Local::with_url(PullRequest pull) const
{
    pull.url = settings_.public_address() + "/pulls/" + std::to_string(pull.number);
    return pull;
}

}  // namespace forge

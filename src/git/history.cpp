#include "base/text.h"
#include "git/edge.h"
#include "git/repository.h"

namespace git {
namespace {

/// From the commit's own text: libgit2 names no parents where the history is cut.
std::vector<std::string> parents_of(const git_commit* commit)
{
    constexpr std::string_view field = "parent ";
    std::vector<std::string> parents;
    for (const auto& line : base::split(git_commit_raw_header(commit), '\n'))
        if (line.starts_with(field))
            parents.push_back(line.substr(field.size()));
    return parents;
}

}  // namespace

std::optional<CommitFacts> Repository::find_commit(const std::string& sha) const
{
    const auto repository = open();
    try {
        const auto commit = commit_at(repository.get(), sha);
        const auto* author = git_commit_author(commit.get());
        return CommitFacts{
            parents_of(commit.get()),
            to_sha(*git_commit_tree_id(commit.get())),
            git_commit_message_raw(commit.get()),
            std::string(author->name) + " <" + author->email + ">"};
    } catch (const base::Error& error) {
        if (error.code == base::Code::not_found)
            return std::nullopt;
        throw;
    }
}

std::string Repository::merge_base(const std::string& a, const std::string& b) const
{
    const auto repository = open();
    const auto one = commit_at(repository.get(), a);
    const auto other = commit_at(repository.get(), b);
    git_oid id;
    const int answer =
        git_merge_base(&id, repository.get(), git_commit_id(one.get()), git_commit_id(other.get()));
    if (answer == GIT_ENOTFOUND)
        throw base::Error(
            base::Code::conflict, "The commits " + a + " and " + b + " have no common history."
        );
    check(answer, "Looking for the common ancestor");
    return to_sha(id);
}

bool Repository::is_ancestor(const std::string& ancestor, const std::string& of) const
{
    const auto repository = open();
    const auto older = commit_at(repository.get(), ancestor);
    const auto newer = commit_at(repository.get(), of);
    if (git_oid_equal(git_commit_id(older.get()), git_commit_id(newer.get())) != 0)
        return true;
    const int answer =
        git_graph_descendant_of(repository.get(), git_commit_id(newer.get()), git_commit_id(older.get()));
    check(answer, "Reading the history");
    return answer == 1;
}

std::optional<std::string> Repository::find_merge(const std::string& tip, const std::string& head) const
{
    const auto repository = open();
    const auto wanted = commit_at(repository.get(), head);
    const auto is_wanted = [&](const git_oid* id) {
        return git_oid_equal(id, git_commit_id(wanted.get())) != 0;
    };
    auto commit = commit_at(repository.get(), tip);
    while (true) {
        if (is_wanted(git_commit_id(commit.get())))
            return head;
        const auto parents = git_commit_parentcount(commit.get());
        for (unsigned int i = 1; i < parents; ++i)
            if (is_wanted(git_commit_parent_id(commit.get(), i)))
                return to_sha(*git_commit_id(commit.get()));
        if (parents == 0)
            return std::nullopt;
        commit = receive<Commit>("Reading the history", [&](git_commit** out) {
            return git_commit_parent(out, commit.get(), 0);
        });
    }
}

}  // namespace git

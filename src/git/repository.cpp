#include "git/repository.h"

#include "git/edge.h"
#include "git/objects.h"

#include <chrono>
#include <filesystem>

namespace git {
namespace {

/// No write of a branch takes this long: its process has died and left the lock behind.
constexpr std::chrono::seconds stale_after{10};

bool remove_stale_lock(const std::string& repository, const std::string& reference)
{
    const auto lock = std::filesystem::path(repository) / (reference + ".lock");
    std::error_code gone;
    const auto written = std::filesystem::last_write_time(lock, gone);
    return !gone && std::filesystem::file_time_type::clock::now() - written > stale_after &&
           std::filesystem::remove(lock, gone);
}

/// Runs `write`, once more when a process that died in the middle had left the branch locked. What was
/// written is on the disk when this returns.
template <typename Write>
int write_reference(const std::string& repository, const std::string& reference, Write write)
{
    int answer = write();
    if (answer == GIT_ELOCKED && remove_stale_lock(repository, reference))
        answer = write();
    if (answer == 0)
        make_durable(repository);
    return answer;
}

/// Git keeps branches as files: where `a` is a branch, `a/b` cannot be one.
bool continues_a_branch(const Repository& repository, const std::string& name)
{
    for (auto slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
        if (repository.find_branch(name.substr(0, slash)))
            return true;
    return false;
}

/// git_repository_open_bare would not see that the history of a cache is cut (libgit2 1.8).
int open_at(git_repository** out, const std::string& path)
{
    constexpr unsigned int there_and_bare =
        GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT | GIT_REPOSITORY_OPEN_BARE;
    return git_repository_open_ext(out, path.c_str(), there_and_bare, nullptr);
}

OpenRepository open_or_make(const std::string& path, const std::string& branch)
{
    start_library();
    git_repository* raw = nullptr;
    const int answer = open_at(&raw, path);
    if (answer == 0)
        return OpenRepository(raw);
    if (answer != GIT_ENOTFOUND)
        check(answer, "Opening the repository " + path);
    git_repository_init_options options;
    check(
        git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION),
        "Making the repository"
    );
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH;
    options.initial_head = branch.c_str();
    return receive<OpenRepository>("Making the repository " + path, [&](git_repository** out) {
        return git_repository_init_ext(out, path.c_str(), &options);
    });
}

bool has_branches(git_repository* repository)
{
    git_strarray names{};
    check(git_reference_list(&names, repository), "Listing the branches");
    const bool some = names.count > 0;
    git_strarray_dispose(&names);
    return some;
}

}  // namespace

void CloseRepository::operator()(git_repository* repository) const
{
    git_repository_free(repository);
}

Repository Repository::open_or_create_empty(const std::string& path)
{
    open_or_make(path, "main");
    return Repository(path);
}

Repository Repository::open_or_create(
    const std::string& path, const std::string& branch, const Files& first, const Signature& author
)
{
    const auto repository = open_or_make(path, branch);
    const Repository opened(path);
    if (has_branches(repository.get())) {
        opened.branch(branch);
        return opened;
    }
    const auto tree = write_tree(repository.get(), nullptr, first);
    opened.create_branch(
        branch, write_commit_object(repository.get(), tree, {}, {"Start the repository\n", author})
    );
    return opened;
}

OpenRepository Repository::open() const
{
    git_repository* raw = nullptr;
    const int answer = open_at(&raw, path_);
    if (answer == GIT_ENOTFOUND)
        throw base::Error(base::Code::internal, "The repository " + path_ + " is not there any more.");
    check(answer, "Opening the repository " + path_);
    return OpenRepository(raw);
}

std::optional<std::string> Repository::find_branch(const std::string& name) const
{
    const auto repository = open();
    git_oid id;
    const int answer = git_reference_name_to_id(&id, repository.get(), reference_name(name).c_str());
    if (answer == GIT_ENOTFOUND)
        return std::nullopt;
    check(answer, "Reading branch " + name);
    return to_sha(id);
}

std::string Repository::branch(const std::string& name) const
{
    auto sha = find_branch(name);
    if (!sha)
        throw base::Error(base::Code::not_found, "There is no branch " + name + " in the repository.");
    return *std::move(sha);
}

void Repository::create_branch(const std::string& name, const std::string& sha) const
{
    const auto reference = reference_name(name);
    const auto repository = open();
    const auto commit = commit_at(repository.get(), sha);
    // Without an expected value libgit2 looks whether the name is free before it locks it, so two could make
    // it.
    const git_oid nothing = {};
    const int answer = write_reference(path_, reference, [&] {
        git_reference* made = nullptr;
        const int answered = git_reference_create_matching(
            &made, repository.get(), reference.c_str(), git_commit_id(commit.get()), 0, &nothing, nullptr
        );
        git_reference_free(made);
        return answered;
    });
    if (answer == 0)
        return;
    const auto refusal = failure(answer, "Making branch " + name);
    const auto there = find_branch(name);
    if (there == sha)
        return make_durable(path_);  // whoever made it may have died before it was on the disk
    if (there)
        throw base::Error(
            base::Code::conflict, "The branch " + name + " exists already and holds something else."
        );
    if (answer == GIT_EDIRECTORY || continues_a_branch(*this, name))
        throw base::Error(
            base::Code::conflict,
            "The branch " + name +
                " cannot stand beside one that is there: the longer name continues the shorter."
        );
    throw refusal;
}

void Repository::delete_branch(const std::string& name) const
{
    const auto reference = reference_name(name);
    const auto repository = open();
    const int answer = write_reference(path_, reference, [&] {
        return git_reference_remove(repository.get(), reference.c_str());
    });
    if (answer != GIT_ENOTFOUND)
        check(answer, "Removing branch " + name);
}

void Repository::move_branch(const std::string& name, const std::string& expected, const std::string& sha)
    const
{
    const auto reference = reference_name(name);
    const auto repository = open();
    branch(name);  // an absent branch is not_found, not a conflict
    const auto from = commit_at(repository.get(), expected);
    const auto to = commit_at(repository.get(), sha);
    const int answer = write_reference(path_, reference, [&] {
        git_reference* moved = nullptr;
        const int answered = git_reference_create_matching(
            &moved,
            repository.get(),
            reference.c_str(),
            git_commit_id(to.get()),
            1,
            git_commit_id(from.get()),
            nullptr
        );
        git_reference_free(moved);
        return answered;
    });
    if (answer == GIT_EMODIFIED)
        throw base::Error(
            base::Code::conflict, "The branch " + name + " has moved in the meantime; try again."
        );
    check(answer, "Moving branch " + name);
}

}  // namespace git

#include "git/edge.h"

#include "git/allowance.h"
#include "git/paths.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace git {
namespace {

base::Error not_found(const std::string& sha)
{
    return {base::Code::not_found, "There is no commit " + sha + " in the repository."};
}

/// Of all authorities that this machine trusts; Debian's ca-certificates writes it.
constexpr const char* system_certificates = "/etc/ssl/certs/ca-certificates.crt";

/// In one pack. Memory for as many is taken as soon as a server says how many will come.
constexpr std::size_t most_objects = 10'000'000;

class Library {
public:
    Library()
    {
        check(git_libgit2_init(), "Starting libgit2");
        // The data directory is ours to read even where another user made it.
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        for (const auto level :
             {GIT_CONFIG_LEVEL_PROGRAMDATA,
              GIT_CONFIG_LEVEL_SYSTEM,
              GIT_CONFIG_LEVEL_XDG,
              GIT_CONFIG_LEVEL_GLOBAL})
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, most_objects);
        git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, system_certificates, nullptr);
        use_bounded_sockets();
        hear_retry_after();
    }
};

}  // namespace

void trust_certificates(const std::string& file)
{
    check(
        git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file.c_str(), nullptr), "Reading the certificates"
    );
}

void start_library()
{
    static const Library library;
}

base::Error failure(int answer, std::string_view doing)
{
    const auto* last = git_error_last();
    std::string detail = last != nullptr ? last->message : "libgit2 gave no reason";
    detail += " (" + std::to_string(answer) + ")";
    const auto what = std::string(doing) + " failed";
    if (answer == GIT_ELOCKED)
        return {base::Code::unavailable, what + ": another process is writing there; try again.", "", detail};
    const int area = last == nullptr ? GIT_ERROR_NONE : last->klass;
    // Of a disk that is full while an object is written, libgit2 says no more than -1.
    const bool without_reason = answer == GIT_ERROR && area == GIT_ERROR_NONE;
    if (without_reason || area == GIT_ERROR_OS || area == GIT_ERROR_FILESYSTEM || area == GIT_ERROR_NOMEMORY)
        return {base::Code::unavailable, what + ": the disk refused.", "", detail};
    return {base::Code::internal, what + ".", "", detail};
}

void check(int answer, std::string_view doing)
{
    if (answer < 0)
        throw failure(answer, doing);
}

// One syncfs in place of libgit2's 26 fsyncs a commit: docs/decisions/0006-commits-survive-a-power-cut.md
void make_durable(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!synced)
        throw base::Error(
            base::Code::unavailable,
            "The repository could not be written to the disk.",
            "",
            std::strerror(error)
        );
}

std::string to_sha(const git_oid& id)
{
    std::array<char, GIT_OID_HEXSZ + 1> text{};
    return git_oid_tostr(text.data(), text.size(), &id);
}

void check_branch_name(const std::string& name)
{
    int valid = 0;
    check(git_branch_name_is_valid(&valid, name.c_str()), "Looking at a branch's name");
    if (valid == 0 || name.find('\0') != std::string::npos)
        throw base::Error(base::Code::invalid, "Git does not allow this name for a branch.");
}

std::string reference_name(const std::string& branch)
{
    check_branch_name(branch);
    return "refs/heads/" + branch;
}

Commit commit_at(git_repository* repository, const std::string& sha)
{
    git_oid id;
    if (sha.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, sha.c_str()) != 0)
        throw not_found(sha);
    git_commit* commit = nullptr;
    const int answer = git_commit_lookup(&commit, repository, &id);
    if (answer == GIT_ENOTFOUND)
        throw not_found(sha);
    check(answer, "Reading commit " + sha);
    return Commit(commit);
}

Tree tree_of(const git_commit* commit)
{
    return receive<Tree>("Reading a commit's tree", [&](git_tree** out) {
        return git_commit_tree(out, commit);
    });
}

Tree tree_at(git_repository* repository, const git_oid& id)
{
    return receive<Tree>("Reading a tree", [&](git_tree** out) {
        return git_tree_lookup(out, repository, &id);
    });
}

}  // namespace git

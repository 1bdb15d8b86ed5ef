#include "git/remote.h"

#include "base/log.h"
#include "base/text.h"
#include "git/call.h"

#include <algorithm>
#include <filesystem>

namespace git {
namespace {

namespace files = std::filesystem;

/// What was fetched last: the server is told of it, and sends what has changed since.
constexpr const char* newest = "refs/groundwork/newest";

[[noreturn]] void refuse(const std::string& why)
{
    throw base::Error(base::Code::invalid, "The repository's address " + why + ".");
}

void check_url(const std::string& url)
{
    if (base::unprintable(url) || url.find_first_of(" \t\n") != std::string::npos)
        refuse("holds blanks, or what cannot be shown");
    const auto scheme = url.substr(0, url.find("://"));
    if (scheme == url || (scheme != "https" && scheme != "http"))
        refuse(url + " must begin with https://");
    const auto rest = url.substr(scheme.size() + 3);
    auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (host.find('@') != std::string::npos)
        refuse("has a name or a password in it; the token is a setting of its own");
    if (const auto colon = host.rfind(':'); colon != std::string::npos && !host.ends_with(']'))
        host.resize(colon);
    if (host.empty())
        refuse(url + " names no host");
    if (scheme == "http" && host != "127.0.0.1" && host != "localhost" && host != "[::1]")
        refuse(url + " must begin with https://: the token would be sent in the clear");
}

/// What a process that was killed has left: nobody else uses the folder now.
void sweep(const files::path& cache)
{
    const auto remove_if = [](const files::path& folder, auto unwanted) {
        std::error_code error;
        for (const auto& entry : files::directory_iterator(folder, error))
            if (std::error_code ignored; unwanted(entry.path()))
                files::remove(entry.path(), ignored);
    };
    for (const auto& folder : {cache, cache / files::path(newest).parent_path()})
        remove_if(folder, [](const files::path& path) { return path.extension() == ".lock"; });
    remove_if(cache / "objects/pack", [](const files::path& path) {
        return path.extension() != ".pack" && path.extension() != ".idx";
    });
}

Repository make_anew(const RemoteSettings& settings)
{
    std::error_code error;
    files::remove_all(settings.cache, error);
    if (error)
        throw base::Error(
            base::Code::unavailable,
            "The cache of " + settings.url + " could not be removed: the disk refused.",
            "",
            error.message()
        );
    return Repository::open_or_create_empty(settings.cache);
}

/// A cache that is spoiled must not keep the server from starting: it holds nothing that cannot be fetched.
Repository open_cache(const RemoteSettings& settings)
{
    try {
        return Repository::open_or_create_empty(settings.cache);
    } catch (const base::Error& error) {
        if (error.code != base::Code::internal)
            throw;
        base::log::warn(
            "Throwing away the cache of " + settings.url,
            {{"because", error.message}, {"detail", error.detail}}
        );
    }
    return make_anew(settings);
}

std::ptrdiff_t packs_in(const files::path& cache)
{
    std::error_code error;
    const auto entries = files::directory_iterator(cache / "objects/pack", error);
    return std::count_if(begin(entries), end(entries), [](const auto& entry) {
        return entry.path().extension() == ".pack";
    });
}

bool holds(const Repository& cache, const std::string& sha, int commits)
{
    const auto facts = cache.find_commit(sha);
    if (!facts)
        return false;
    return commits <= 1 ||
           std::all_of(facts->parents.begin(), facts->parents.end(), [&](const std::string& parent) {
               return holds(cache, parent, commits - 1);
           });
}

bool has_object(git_repository* repository, const git_oid& id)
{
    git_odb* raw = nullptr;
    check(git_repository_odb(&raw, repository), "Opening the cache");
    const base::Handle<git_odb, git_odb_free> objects(raw);
    return git_odb_exists(objects.get(), &id) == 1;
}

}  // namespace

Heads look_to_push(const RemoteSettings& settings)
{
    check_url(settings.url);
    start_library();
    Call call(settings, "Asking to push to " + settings.url, settings.limits.deadline);
    const auto remote = connect(call, nullptr, settings.url, GIT_DIRECTION_PUSH);
    return heads_of(call, remote.get());
}

Remote::Remote(RemoteSettings settings)
    : settings_((check_url(settings.url), std::move(settings))), cache_(open_cache(settings_))
{
    sweep(settings_.cache);
}

void Remote::clear_cache() const
{
    make_anew(settings_);
}

Heads Remote::look() const
{
    Call call(settings_, "Reading the branches of " + url(), settings_.limits.deadline);
    const auto remote = connect(call, nullptr, url(), GIT_DIRECTION_FETCH);
    return heads_of(call, remote.get());
}

std::string Remote::fetch(const std::string& branch, int commits) const
{
    auto spec = "+" + reference_name(branch) + ":" + newest;
    if (packs_in(settings_.cache) >= settings_.limits.cached_packs)
        clear_cache();
    const auto repository = cache_.open();
    Call call(settings_, "Fetching " + branch + " from " + url(), settings_.limits.fetch_deadline);
    const auto remote = connect(call, repository.get(), url(), GIT_DIRECTION_FETCH);
    const auto heads = heads_of(call, remote.get());
    const auto found = heads.branches.find(branch);
    if (found == heads.branches.end())
        throw call.failure(base::Code::not_found, "there is no such branch.");

    if (holds(cache_, found->second, commits))
        return found->second;  // asked for it again, libgit2 1.8 would forget that its history is cut
    call.allow(settings_.limits.fetched_bytes);
    auto* text = spec.data();
    const git_strarray specs{&text, 1};
    const auto options = call.fetching(commits);
    if (packs_in(settings_.cache) > 0)
        call.onto_cache();
    call.check(git_remote_download(remote.get(), &specs, &options));
    git_oid id;
    if (git_oid_fromstr(&id, found->second.c_str()) != 0 || !has_object(repository.get(), id))
        throw call.failure(base::Code::upstream, "the server did not send what it has promised.");
    git_reference* made = nullptr;
    call.check(git_reference_create(&made, repository.get(), newest, &id, 1, nullptr));
    git_reference_free(made);
    return found->second;
}

}  // namespace git

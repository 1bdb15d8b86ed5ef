#pragma once

#include "base/secret.h"
#include "git/repository.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace git {

/// Gives the token that a server asks for (sent as the password of the user x-access-token). Asked at most
/// twice in a call: `refused` is empty at first, then the token that the server did not take. The same token
/// again, or an empty one, ends the call with `unauthenticated`. May throw a base::Error, which ends the
/// call.
using TokenSource = std::function<base::Secret(const base::Secret& refused)>;

/// How long calls may take, and how much they may bring; what goes further is cut off. `unavailable` says
/// that time was up, `upstream` that the answer was too large.
struct RemoteLimits {
    std::chrono::milliseconds deadline{30'000};         ///< of looking, pushing and deleting
    std::chrono::milliseconds fetch_deadline{300'000};  ///< the first one brings the whole tree
    std::uint64_t answer_bytes = std::uint64_t{64} << 20U;
    std::uint64_t fetched_bytes = std::uint64_t{2} << 30U;
    int cached_packs = 100;  ///< each fetch adds one; then the cache begins anew
};

struct RemoteSettings {
    std::string url;    ///< https://github.com/acme/infrastructure.git; http only to this machine
    std::string cache;  ///< a folder for this remote alone; made when absent
    TokenSource token;
    RemoteLimits limits = {};
};

/// What a remote repository has at one moment.
struct Heads {
    std::string default_branch;                   ///< empty when the server names none
    std::map<std::string, std::string> branches;  ///< name → SHA
};

/// What the server tells who is about to push, of which nothing comes; needs no cache, and leaves no trace.
/// Throws what Remote throws, above all `forbidden` where the token may not push.
Heads look_to_push(const RemoteSettings& settings);

/// A repository elsewhere, over HTTP(S), with a bare cache of it here that holds trees and no history.
/// Calls of the const functions may run in parallel, but only one at a time of those that write the cache:
/// fetch, clear_cache, create_branch, advance_branch, delete_branch.
///
/// Errors of every call to the outside, each written to the log too: `unauthenticated` (the token),
/// `forbidden` (403, or the server refuses this change: its first words are in the message), `not_found` (the
/// repository, the branch; also where a redirect leads to another host, which is not followed), `limited`
/// (429), `unavailable` (no connection, time is up, cut off, 5xx: the outcome of a push is then unknown),
/// `upstream` (any other refusal, an answer that is too large or makes no sense), `internal` (above all: the
/// cache is broken; clear_cache mends that). `limited` says when to come back, and 5xx where the server does.
class Remote {
public:
    /// Throws `invalid` for a URL that is not https, not http on loopback, or has credentials in it.
    explicit Remote(RemoteSettings settings);

    Heads look() const;

    /// Brings the newest `commits` commits of the branch into the cache, with their trees: what the cache has
    /// already is not sent again. Returns the branch's SHA.
    std::string fetch(const std::string& branch, int commits = 1) const;

    enum class Created {
        made,
        exists,   ///< a branch of this name is there, whatever it holds; nothing was changed
        outdated  ///< the commit's parent is no branch's newest commit any more; nothing was changed
    };
    /// Makes the branch at this commit of the cache, and only where there is none: never moves one.
    Created create_branch(const std::string& name, const std::string& sha) const;

    /// Moves the branch on from `expected` to this commit of the cache, a child of it; fine when it is there
    /// already. Throws `conflict` when it is somewhere else, or gone.
    void advance_branch(const std::string& name, const std::string& expected, const std::string& sha) const;

    /// Removes the branch if it is at `expected`; fine when there is none. Throws `conflict` when it is
    /// somewhere else.
    void delete_branch(const std::string& name, const std::string& expected) const;

    const Repository& cache() const { return cache_; }
    /// Throws the cache away; the next fetch brings the whole tree again.
    void clear_cache() const;

    /// The URL, for people.
    const std::string& url() const { return settings_.url; }

private:
    RemoteSettings settings_;
    Repository cache_;
};

}  // namespace git

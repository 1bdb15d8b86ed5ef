#pragma once

#include "git/allowance.h"
#include "git/edge.h"
#include "git/remote.h"

#include <exception>
#include <optional>
#include <string>

/// One call to a repository elsewhere: its limits, what libgit2 asks back meanwhile, what is said of its
/// failures. For this room's own files.
namespace git {

class Call {
public:
    /// `doing` completes "… failed": "Fetching main from https://github.com/acme/infrastructure.git".
    Call(const RemoteSettings& settings, std::string doing, std::chrono::milliseconds deadline);
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    /// Writes the call into the log.
    ~Call();

    git_remote_connect_options connecting();
    git_fetch_options fetching(int commits);
    git_push_options pushing();

    /// The answer may be this much larger from now on.
    void allow(std::uint64_t bytes) { allowance_.allow(bytes); }

    /// What arrives is put together from what the cache holds: where that fails, the cache may be the one
    /// that is damaged.
    void onto_cache() { onto_cache_ = true; }

    /// Throws what libgit2's answer means.
    void check(int answer);
    /// To be thrown: this call's failure in these words.
    base::Error failure(base::Code code, const std::string& why, const std::string& detail = "");

    /// What the server said to people, made fit to be shown: its first words; empty when it said nothing.
    std::string words() const;

    /// Set before a push: looks at what the remote has under the name that is about to change; false stops
    /// the push before anything was sent.
    std::function<bool(const git_oid& there)> may_push;
    /// What the server answered for the branch that was pushed: nullopt: nothing; empty: done; else why not.
    const std::optional<std::string>& pushed() const { return pushed_; }

private:
    git_remote_callbacks callbacks();
    base::Error meaning(int answer, int area, const std::string& text);
    int give_token(git_credential** out, unsigned int allowed);
    template <typename Run> static int guarded(void* payload, Run run);

    const RemoteSettings& settings_;
    std::string doing_;
    std::chrono::milliseconds deadline_;
    Allowance allowance_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::exception_ptr thrown_;
    base::Secret token_;
    int asked_ = 0;
    bool sending_ = false;
    bool onto_cache_ = false;
    std::string said_;
    std::optional<std::string> pushed_;
    std::optional<base::Error> failed_;
};

/// A connection in this direction, with the server's list of what it has. To read that list no cache is
/// needed: nullptr.
RemoteHandle connect(Call& call, git_repository* cache, const std::string& url, git_direction direction);

Heads heads_of(Call& call, git_remote* remote);

}  // namespace git

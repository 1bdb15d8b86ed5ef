#pragma once

#include "base/guarded.h"
#include "base/recent.h"
#include "forge/github_account.h"
#include "forge/github_limits.h"
#include "forge/github_wire.h"

namespace forge {

/// GitHub's REST API. Every call may throw `limited` and `unavailable`, after which the job tries again, and
/// `upstream` with what a person can do. After `unavailable` a write may have happened. Thread-safe.
class GitHubApi {
public:
    struct Means {
        base::Network& network;
        GitHubLimits& limits;
        GitHubAccount& account;
    };

    /// `address`: https://api.github.com, or https://host/api/v3. All means outlive the API. Throws `invalid`
    /// for an address that is none.
    /// `remembers`: how many bytes of answers are kept, for those that hold still.
    GitHubApi(std::string address, Means means, std::size_t remembers = 32U << 20U);

    /// The answer to a GET, with a status below 300. An answer that was seen before and holds still is not
    /// counted by GitHub. `what` is for sentences: "read the repository acme/infra".
    base::HttpAnswer
    read(const std::string& path, const std::string& what, GitHubReading reading = GitHubReading::publishing);

    /// The same, or nullopt where nothing is (404).
    std::optional<base::HttpAnswer>
    find(const std::string& path, const std::string& what, GitHubReading reading = GitHubReading::publishing);

    /// The answer to a write, which is below 300 or 422: GitHub understood, and says what is wrong.
    base::HttpAnswer
    write(GitHubTurn& turn, const std::string& path, const base::Value& body, const std::string& what);

    /// The same for a change of what is there (PATCH).
    base::HttpAnswer
    change(GitHubTurn& turn, const std::string& path, const base::Value& body, const std::string& what);

    /// What to throw for an answer from 300 on.
    base::Error failure(const base::HttpAnswer& answer, const std::string& what);

    GitHubLimits& limits() { return means_.limits; }
    GitHubAccount& account() { return means_.account; }
    const std::string& address() const { return address_; }

private:
    struct Purpose {
        std::string what;
        std::string etag;  ///< of the answer that is known, or empty
    };

    base::HttpAnswer get(const std::string& path, const std::string& what, GitHubReading reading);
    base::HttpAnswer do_write(
        const std::string& method, const std::string& path, const base::Value& body, const std::string& what
    );
    base::HttpAnswer
    send(const std::string& method, const std::string& path, const base::Value& body, const Purpose& purpose);

    std::string address_;
    Means means_;
    base::Guarded<base::Recent<std::string, base::HttpAnswer>> seen_;  ///< by path
};

}  // namespace forge

#pragma once

#include "base/secret.h"
#include "support/github_stand_in.h"

namespace support {

/// GitHub's side of an App's authentication: it looks at the claim as GitHub says that it does, and makes
/// tokens that its API takes from then on.
class GitHubAppStandIn {
public:
    static constexpr const char* id = "12345";

    /// Answers for `github`; both times are `clock`'s.
    GitHubAppStandIn(GitHubStandIn& github, const base::Clock& clock);
    GitHubAppStandIn(const GitHubAppStandIn&) = delete;
    GitHubAppStandIn& operator=(const GitHubAppStandIn&) = delete;

    /// The App's private key, PEM; another one in each test program.
    static base::Secret key();

    base::Value granted{{"contents", "write"}, {"pull_requests", "write"}, {"metadata", "read"}};
    base::Value asked;  ///< of GitHub, the last time a token was made
    int made = 0;
    std::chrono::seconds life = std::chrono::hours(1);
    bool are_accepted = true;  ///< the tokens, by the API
    std::function<std::string(int)> name = [](int number) { return "ghs_made_" + std::to_string(number); };

private:
    std::optional<base::HttpAnswer> answer(const base::HttpRequest& request, const std::string& path);
    base::HttpAnswer make_token(const base::HttpRequest& request);
    bool is_claim_good(const std::string& token) const;

    GitHubStandIn& github_;
    const base::Clock& clock_;
};

}  // namespace support

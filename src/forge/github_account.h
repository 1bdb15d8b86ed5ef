#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/secret.h"
#include "base/value.h"
#include "forge/github_limits.h"

#include <mutex>

namespace forge {

/// As whom Groundwork speaks to GitHub. Kinds: GitHubToken, GitHubApp. Thread-safe.
class GitHubAccount {
public:
    virtual ~GitHubAccount() = default;

    /// A token that is valid now, for REST and for git. Throws `unavailable`, `limited`, and `upstream` where
    /// only a person can help.
    virtual base::Secret token() = 0;

    /// GitHub did not accept this token. True when another may be had: the call is worth one more attempt.
    /// Throws `unavailable` for a token so new that not all of GitHub may know it.
    virtual bool renew(const base::Secret& refused) = 0;

    /// GitHub has refused a change: a permission may have been taken away since the token was made. Then the
    /// next token() says which.
    virtual void doubt() = 0;

    /// "the token (GITHUB_TOKEN)", as part of a sentence.
    virtual std::string describe() const = 0;

    /// What to do when it is not accepted, as a sentence.
    virtual std::string advice() const = 0;

    /// Whether token() would have said which permission is missing.
    virtual bool knows_its_permissions() const = 0;
};

/// A personal access token, classic or fine-grained.
class GitHubToken final : public GitHubAccount {
public:
    /// Throws `invalid` for a token that cannot be a header.
    explicit GitHubToken(base::Secret token);

    base::Secret token() override { return token_; }
    bool renew(const base::Secret& /*refused*/) override { return false; }
    void doubt() override {}
    std::string describe() const override { return "the token (GITHUB_TOKEN)"; }
    std::string advice() const override;
    bool knows_its_permissions() const override { return false; }

private:
    base::Secret token_;
};

/// A GitHub App, as its installation on the one repository, with the permissions that are needed and, where
/// it has them, those to read checks and to ask teams. Its tokens live for an hour; a new one is made five
/// minutes before the end.
class GitHubApp final : public GitHubAccount {
public:
    struct Identity {
        std::string id;            ///< the App's id or client id
        base::Secret private_key;  ///< PEM
        std::string api_url;       ///< https://api.github.com
        std::string owner;
        std::string repository;
        bool asks_teams = false;  ///< to review; GitHub wants the permission to read members for that
    };
    struct Means {
        base::Network& network;
        const base::Clock& clock;
        GitHubLimits& limits;
    };

    /// Throws `invalid` for an id or a key that cannot be one.
    GitHubApp(Identity identity, Means means);

    base::Secret token() override;
    bool renew(const base::Secret& refused) override;
    void doubt() override;
    std::string describe() const override { return "the GitHub App " + identity_.id; }
    std::string advice() const override;
    bool knows_its_permissions() const override { return true; }

private:
    base::Secret signed_claim() const;
    base::HttpAnswer send(base::HttpRequest& request);
    base::Value accepted(const base::HttpAnswer& answer);
    bool set_clock_by(const base::HttpAnswer& answer);
    base::HttpRequest
    request_of(const std::string& method, const std::string& path, const base::Value& body) const;
    base::Value ask_token(const base::Value& installation, const base::Value& wanted);
    base::Value repository_in(const base::Value& installation, bool was_renamed);
    void make_token();
    std::string place() const { return identity_.owner + "/" + identity_.repository; }

    Identity identity_;
    Means means_;
    std::mutex mutex_;  ///< one token is made at a time
    base::Secret token_;
    base::Time made_at_{};
    base::Time fresh_until_{};
    std::chrono::seconds github_is_ahead_{0};  ///< of this machine's clock
    base::Time refused_at_{};                  ///< the last one that was not accepted
};

}  // namespace forge

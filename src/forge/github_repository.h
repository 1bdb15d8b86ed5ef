#pragma once

#include "forge/github_api.h"
#include "forge/trial.h"

namespace forge {

/// The repository on GitHub, and whether Groundwork may do there what it has to. Thread-safe.
class GitHubRepository {
public:
    /// As the settings name it.
    struct Place {
        std::string owner;
        std::string name;
        std::string base_branch;  ///< empty: the repository's own default
        bool trial = true;  ///< whether check() may try to open a pull request, where nothing else tells
    };

    struct Facts {
        std::string owner;  ///< as GitHub writes them, also after the repository was renamed
        std::string name;
        std::string base_branch;
        std::string url;  ///< of its page: https://github.com/acme/infra

        std::string path() const { return "/repos/" + owner + "/" + name; }
        std::string full_name() const { return owner + "/" + name; }
    };

    /// `api` and `clock` must outlive the repository. Throws `invalid` for names that cannot be.
    GitHubRepository(GitHubApi& api, const base::Clock& clock, Place place);

    /// Asked at first use and then every ten minutes. Throws as GitHubApi does.
    Facts facts();

    /// Returns when the account is accepted, its owner may write, and it may open pull requests; whether it
    /// may push, git has to be asked. Throws otherwise, with what is missing and what to do.
    void check();

    GitHubApi& api() { return api_; }
    const base::Clock& clock() const { return clock_; }
    std::string display() const { return place_.owner + "/" + place_.name; }

private:
    struct Known {
        std::optional<Facts> facts;
        base::Time until;
    };

    base::HttpAnswer ask();
    Facts facts_in(const base::Value& body) const;
    void check_rights(const base::HttpAnswer& answer);
    void check_scopes(const std::string& scopes, bool is_private) const;
    void try_to_open();

    GitHubApi& api_;
    const base::Clock& clock_;
    Place place_;
    base::Guarded<Known> known_;
    Trial opening_;
};

}  // namespace forge

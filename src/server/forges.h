#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/settings.h"
#include "forge/github.h"
#include "forge/local.h"
#include "forge/targets.h"
#include "operations/means.h"
#include "server/survey.h"

#include <filesystem>

namespace server {

/// The forge that the settings name, local or GitHub, and on GitHub those of config/repositories.yaml too.
class Forges {
public:
    /// What a forge works with. Everything outlives it.
    struct Means {
        db::Database& database;
        base::Network& network;
        const base::Clock& clock;
        const catalog::Catalog& catalog;
        std::filesystem::path data;
        std::function<std::string()> public_address;
    };

    /// Asks nobody yet. Throws `invalid` that names the setting or the place in the file.
    Forges(const base::Settings& settings, const Means& means);

    const forge::Targets& targets() const { return *targets_; }

    /// Whether people work on pull requests without us.
    bool has_conversations() const { return !github_.empty(); }

    /// Null where pull requests live elsewhere.
    forge::Local* local() { return local_.get(); }
    /// The path of the local forge's repository; empty where there is none.
    const std::string& repository() const { return repository_; }

    /// Where pull requests live when they are not here, by default: https://github.com/acme/infra; else
    /// empty.
    std::string elsewhere() const { return github_.empty() ? "" : github_.front()->url(); }

    /// Which forge, and why this one.
    const std::string& describe() const { return description_; }

    /// For `health`: "connected", or "not configured". Throws what is missing where, and what to do.
    std::string ask_github();
    /// For `health`: "healthy" when the base branch of every repository is there.
    std::string ask_bases();

private:
    void make_github(const base::Settings& settings, const Means& means);
    void make_surveys();
    void make_local(const base::Settings& settings, const Means& means);

    std::unique_ptr<forge::Local> local_;
    std::unique_ptr<forge::GitHubLimits> limits_;
    std::vector<std::unique_ptr<forge::GitHub>> github_;  ///< the first is the settings' own
    std::unique_ptr<Survey> rights_;                      ///< in the repositories on GitHub
    std::unique_ptr<Survey> bases_;
    std::unique_ptr<forge::Targets> targets_;
    std::string repository_;
    std::string description_;
};

/// Asks GitHub whether these settings will do. Throws what is missing and what to do.
void try_github(const base::Settings& settings, base::Network& network, const base::Clock& clock);

}  // namespace server

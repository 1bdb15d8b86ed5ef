#pragma once

#include "base/clock.h"
#include "base/network.h"
#include "base/settings.h"
#include "forge/github.h"
#include "forge/local.h"
#include "operations/means.h"

#include <filesystem>

namespace server {

/// The forge that the settings name: local or GitHub.
class Forges {
public:
    /// What a forge works with. Everything outlives it.
    struct Means {
        db::Database& database;
        base::Network& network;
        const base::Clock& clock;
        std::filesystem::path data;
        std::function<std::string()> public_address;
    };

    /// Asks nobody yet. Throws `invalid` that names the setting.
    Forges(const base::Settings& settings, const Means& means);

    forge::Forge& forge() { return *forge_; }

    /// Null where nobody but us works on pull requests.
    forge::Conversation* conversation() { return github_ ? &github_->conversation() : nullptr; }

    /// Null where pull requests live elsewhere.
    forge::Local* local() { return local_; }
    /// The path of the local forge's repository; empty where there is none.
    const std::string& repository() const { return repository_; }

    /// Where pull requests live when they are not here: https://github.com/acme/infra; else empty.
    std::string elsewhere() const { return github_ ? github_->url() : ""; }

    /// Which forge, and why this one.
    const std::string& describe() const { return description_; }

    /// For `health`: "connected", or "not configured". Throws what is missing and what to do.
    std::string ask_github();

private:
    void make_github(const base::Settings& settings, const Means& means);
    void make_local(const base::Settings& settings, const Means& means);

    std::unique_ptr<forge::Forge> forge_;
    forge::Local* local_ = nullptr;
    forge::GitHub* github_ = nullptr;
    std::string repository_;
    std::string description_;
};

/// Asks GitHub whether these settings will do. Throws what is missing and what to do.
void try_github(const base::Settings& settings, base::Network& network, const base::Clock& clock);

}  // namespace server

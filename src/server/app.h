#pragma once

#include "base/files.h"
#include "base/network.h"
#include "catalog/catalog.h"
#include "http/front.h"
#include "http/server.h"
#include "jobs/runner.h"
#include "operations/dispatcher.h"
#include "requests/follow.h"
#include "requests/tidy.h"
#include "server/forges.h"
#include "server/models.h"
#include "server/routes.h"
#include "server/settings.h"

#include <filesystem>
#include <latch>

namespace server {

/// Serving: on the address of the settings, for everybody. Embedded: on a free port of loopback, for one call
/// of the command line.
enum class Mode { serving, embedded };

/// The whole program, put together in the order in which its parts need each other; taken apart in the
/// reverse order. Shared by `groundwork serve`, the command line and the scenario tests.
class App {
public:
    /// Opens the store, takes over what a dead process left, and listens. Throws `conflict` when another
    /// process holds the data directory or the port, `invalid` for settings and declarations that are wrong.
    App(const base::Settings& settings, Mode mode, jobs::Failpoint failpoint = {});
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// http://127.0.0.1:8000
    const std::string& address() const { return address_; }

    /// What it is, in a few lines: version, store, model, forge, workers, addresses, and why anything is on
    /// its fallback. Asks GitHub, where it is the forge, whether all is well.
    std::string banner();

    /// Takes no more connections, lets what runs come to a save point for at most `grace`, and stops; but
    /// waits for requests that were begun. The destructor waits for stages that run on.
    void stop(std::chrono::milliseconds grace);

    db::Database& database() { return *database_; }

private:
    http::Server listen(Mode mode);
    operations::Means operation_means();
    http::Front::Settings front_settings() const;
    std::string public_url() const;
    std::string github_now();
    void tidy_branches();
    void follow_pull_requests();

    const base::Settings settings_;
    std::filesystem::path data_;
    std::string address_;  ///< read by stages that still run while the rest is taken apart
    base::FileLock lock_;
    base::RealClock clock_;
    base::Metrics metrics_;
    catalog::Catalog catalog_;
    std::unique_ptr<db::Database> database_;
    events::Hub hub_;
    base::RealNetwork network_;
    Forges forges_;
    Models models_;
    requests::Deliveries deliveries_{clock_};
    requests::Means provision_;
    jobs::Workflow workflow_;
    jobs::Workflow tidy_workflow_;
    std::optional<requests::FollowMeans> follow_means_;  ///< where people work on pull requests elsewhere
    std::optional<jobs::Workflow> follow_workflow_;
    jobs::Runner runner_;
    operations::Means means_;
    std::unique_ptr<operations::Dispatcher> dispatcher_;
    http::Desk desk_;
    std::unique_ptr<http::EventFeed> feed_;
    http::Front front_;
    std::latch ready_{1};  ///< the address is known and the engine runs: requests may be answered
    http::Server server_;
};

/// Where the platform team's declarations are.
catalog::Paths catalog_paths(const base::Settings& settings);

/// The declarations. Throws `invalid` also when DEFAULT_ENVIRONMENT is none of them.
catalog::Catalog load_catalog(const base::Settings& settings);

/// Opens the store of the data directory without serving it (tokens are made there). Runs the migrations.
std::unique_ptr<db::Database> open_store(const base::Settings& settings, const base::Clock& clock);

/// Where the running server of this data directory listens, if there is one.
std::optional<std::string> find_running(const base::Settings& settings);

}  // namespace server

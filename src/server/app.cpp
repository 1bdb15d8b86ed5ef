#include "server/app.h"

#include "base/log.h"
#include "base/text.h"
#include "requests/claims.h"
#include "server/migrations.h"
#include "server/routes.h"
#include "server/values.h"
#include "server/version.h"

#include <fmt/format.h>

#include <thread>

namespace server {
namespace {

std::filesystem::path make_data_directory(const base::Settings& settings)
{
    std::filesystem::path path = settings.text("data_dir");
    std::error_code error;
    if (std::filesystem::create_directories(path, error))
        std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    if (error)
        throw base::Error(
            base::Code::unavailable,
            "The data directory " + path.string() + " cannot be made: " + error.message() +
                ". GROUNDWORK_DATA_DIR names another."
        );
    return path;
}

std::filesystem::path lock_path(const base::Settings& settings)
{
    return std::filesystem::path(settings.text("data_dir")) / "groundwork.lock";
}

base::FileLock take_lock(const base::Settings& settings)
{
    if (auto lock = base::FileLock::try_take(lock_path(settings)))
        return *std::move(lock);
    const auto holder = base::FileLock::read_holder(lock_path(settings)).value_or("");
    throw base::Error(
        base::Code::conflict,
        "Another groundwork holds the data directory " + settings.text("data_dir") +
            (holder.empty() ? "" : " and listens at " + holder) +
            ". One process serves a data directory; stop it, or name another with GROUNDWORK_DATA_DIR."
    );
}

std::unique_ptr<db::Database> open_migrated(const std::filesystem::path& data, const base::Clock& clock)
{
    auto database = db::open_sqlite((data / "groundwork.db").string(), clock);
    db::migrate(*database, migrations());
    return database;
}

jobs::RunnerOptions runner_options(const base::Settings& settings, jobs::Failpoint failpoint)
{
    jobs::RunnerOptions options;
    options.threads = read_count(settings, "workers");
    options.failpoint = std::move(failpoint);
    return options;
}

/// Lets those in who knocked while the program was still being put together; also when that fails.
struct OpenAtEnd {
    std::latch& ready;
    ~OpenAtEnd() { ready.count_down(); }
};

}  // namespace

catalog::Paths catalog_paths(const base::Settings& settings)
{
    return {settings.text("catalog_path"), settings.text("config_dir")};
}

catalog::Catalog load_catalog(const base::Settings& settings)
{
    auto catalog = catalog::Catalog::load(catalog_paths(settings));
    const auto& environment = settings.text("default_environment");
    if (!catalog.find_environment(environment))
        throw base::Error(
            base::Code::invalid,
            "DEFAULT_ENVIRONMENT is \"" + environment + "\", which is not in " +
                catalog_paths(settings).environments().string() + "."
        );
    return catalog;
}

App::App(const base::Settings& settings, Mode mode, jobs::Failpoint failpoint)
    : settings_((refuse_unusable(settings), settings)),
      data_(make_data_directory(settings_)),
      lock_(take_lock(settings_)),
      catalog_(load_catalog(settings_)),
      database_(open_migrated(data_, clock_)),
      forges_(settings_, {*database_, network_, clock_, catalog_, data_, [this] { return public_url(); }}),
      models_(settings_, catalog_, network_, clock_),
      provision_{
          catalog_,
          models_.model(),
          forges_.targets(),
          *database_,
          hub_,
          metrics_,
          settings_.text("branch_prefix"),
          settings_.text("default_environment"),
          {read_amount(settings_, "monthly_tokens"), read_amount(settings_, "monthly_tokens_per_requester")}},
      workflow_(requests::provision_workflow(provision_)),
      tidy_workflow_(requests::tidy_workflow(provision_)),
      runner_(*database_, clock_, metrics_, runner_options(settings_, std::move(failpoint))),
      means_(operation_means()),
      dispatcher_(operations::make_dispatcher(means_)),
      desk_(*dispatcher_, clock_),
      feed_(request_feed(*database_)),
      front_(
          front_settings(),
          *dispatcher_,
          metrics_,
          routes({*dispatcher_, metrics_, desk_, *feed_, hub_, forges_.repository(), settings_.text("assets")}
          )
      ),
      server_(listen(mode))
{
    const OpenAtEnd open{ready_};
    address_ = mode == Mode::embedded ? fmt::format("http://127.0.0.1:{}", server_.port())
                                      : address_of(read_listen(settings_.text("listen")), server_.port());
    lock_.write(address_);
    database_->write([this](db::Transaction& tx) { requests::claim_by_repository(tx, forges_.targets()); });
    runner_.add(workflow_);
    tidy_branches();
    if (forges_.has_conversations())
        follow_pull_requests();
    runner_.start();
}

App::~App() = default;

void App::tidy_branches()
{
    provision_.abandoned = [this](db::Transaction& tx, const requests::Document& document, bool known) {
        requests::start_tidying(tx, runner_, tidy_workflow_, document, known);
    };
    runner_.add(tidy_workflow_);
}

void App::follow_pull_requests()
{
    follow_means_.emplace(requests::FollowMeans{provision_});
    follow_means_->deliveries = &deliveries_;
    follow_workflow_.emplace(requests::follow_workflow(*follow_means_));
    provision_.opened = [this](db::Transaction& tx, const requests::Document& document) {
        requests::start_following(tx, runner_, *follow_workflow_, document);
    };
    runner_.add(*follow_workflow_);
    database_->write([this](db::Transaction& tx) {
        requests::resume_following(tx, runner_, *follow_workflow_);
    });
}

std::string App::public_url() const
{
    if (const auto url = settings_.find_text("public_url"))
        return *url;
    const auto listen = read_listen(settings_.text("listen"));
    return listen.port == 0 ? address_ : address_of(listen, listen.port);
}

http::Front::Settings App::front_settings() const
{
    return {
        {read_list(settings_.text("allowed_hosts")), read_list(settings_.text("cors_origins"))},
        settings_.text("public_url")};
}

operations::Means App::operation_means()
{
    auto dependencies = models_.dependencies();
    const std::vector<operations::Dependency> others{
        {"github", [this] { return forges_.ask_github(); }},
        {"database",
         [this] { return database_->read([](db::Transaction& tx) { tx.query("SELECT 1"); }), "healthy"; }},
        {"forge", [this] { return forges_.ask_bases(); }},
    };
    dependencies.insert(dependencies.end(), others.begin(), others.end());
    return {
        provision_,
        {hub_, runner_, workflow_},
        forges_.local(),
        forges_.elsewhere(),
        metrics_,
        std::string(version),
        std::move(dependencies),
        authenticates(settings_),
        settings_.secret("github_webhook_secret"),
        deliveries_,
        read_count(settings_, "threads") / 2};
}

http::Server App::listen(Mode mode)
{
    const auto listen = read_listen(settings_.text("listen"));
    http::ServerSettings settings;
    settings.host = mode == Mode::embedded ? "127.0.0.1" : listen.host;
    settings.port = mode == Mode::embedded ? 0 : listen.port;
    settings.threads = static_cast<std::size_t>(read_count(settings_, "threads"));
    return {
        settings,
        [this](const http::Request& request) {
            ready_.wait();
            return front_.answer(request);
        },
        [this](int status) { return front_.refuse(status); }};
}

void App::stop(std::chrono::milliseconds grace)
{
    hub_.close();
    const std::jthread connections([this] { server_.stop(); });
    runner_.stop(grace);
}

/// Said at start, and by `health` later: the server starts without GitHub too.
std::string App::github_now()
{
    try {
        return forges_.ask_github();
    } catch (const base::Error& error) {
        base::log::warn("GitHub is not well", {{"error", error.message}, {"detail", error.detail}});
        return "error: " + error.message;
    }
}

std::string App::banner()
{
    const auto line = [](const std::string& name, const std::string& text) {
        return fmt::format("  {:<10}{}\n", name, text);
    };
    std::string text = fmt::format("groundwork {}\n", version);
    text += line("store", database_->describe());
    text += line("model", models_.describe());
    text += line("forge", forges_.describe());
    if (!forges_.local())
        text += line("github", github_now());
    text += line(
        "catalog",
        fmt::format(
            "{} resource types from {}, {} environments",
            catalog_.blueprints().size(),
            settings_.text("catalog_path"),
            catalog_.environments().size()
        )
    );
    text += line("workers", "at most " + settings_.text("workers") + " threads in this process");
    text += line(
        "callers",
        authenticates(settings_) ? "need a token (`groundwork token create`)"
                                 : "need no token, because the server listens on loopback only"
    );
    text += line("API", address_ + "/docs");
    text += line("pulls", forges_.local() ? address_ + "/pulls" : forges_.elsewhere() + "/pulls");
    text += line(
        "git",
        "git clone " + (forges_.local() ? address_ + "/git/infrastructure" : forges_.elsewhere()) + ".git"
    );
    return text;
}

std::unique_ptr<db::Database> open_store(const base::Settings& settings, const base::Clock& clock)
{
    return open_migrated(make_data_directory(settings), clock);
}

std::optional<std::string> find_running(const base::Settings& settings)
{
    const auto holder = base::FileLock::read_holder(lock_path(settings));
    return holder && !holder->empty() ? holder : std::nullopt;
}

}  // namespace server

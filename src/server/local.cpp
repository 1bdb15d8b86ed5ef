#include "server/local.h"

#include "base/log.h"
#include "identity/tokens.h"
#include "server/app.h"
#include "server/check_catalog.h"
#include "server/configuring.h"
#include "server/failpoint.h"
#include "server/serve.h"

#include <unistd.h>

namespace server {
namespace {

using Environment = std::map<std::string, std::string>;

base::log::Level level_of(const std::string& word)
{
    using base::log::Level;
    return word == "debug"   ? Level::debug
           : word == "warn"  ? Level::warn
           : word == "error" ? Level::error
                             : Level::info;
}

void configure_log(const base::Settings& settings, base::log::Level level)
{
    const auto& format = settings.text("log_format");
    const bool json = format.empty() ? isatty(2) == 0 : format == "json";
    base::log::configure(level, json ? base::log::Format::json : base::log::Format::text);
}

client::Embedded start_embedded(const Environment& environment)
{
    const auto settings = read_settings({}, environment);
    configure_log(settings, std::max(level_of(settings.text("log_level")), base::log::Level::warn));
    auto app =
        std::shared_ptr<App>(new App(settings, Mode::embedded, failpoint(environment)), [](App* owned) {
            owned->stop(std::chrono::seconds(10));
            delete owned;  // NOLINT(cppcoreguidelines-owning-memory): the other half of this shared_ptr
        });
    return {app->address(), app};
}

client::Tokens tokens(const Environment& environment)
{
    const auto in_store = [environment](auto&& function) {
        const base::RealClock clock;
        return open_store(read_settings({}, environment), clock)->write(function);
    };
    client::Tokens tokens;
    tokens.scopes = identity::all_scopes;
    tokens.create = [in_store](const std::string& name, const std::vector<std::string>& scopes) {
        return in_store([&](db::Transaction& tx) {
            return identity::create(tx, name, {scopes.begin(), scopes.end()}, std::nullopt);
        });
    };
    tokens.list = [in_store] {
        std::vector<client::Token> rows;
        for (const auto& token : in_store([](db::Transaction& tx) { return identity::list(tx); }))
            rows.push_back(
                {token.name,
                 {token.scopes.begin(), token.scopes.end()},
                 base::to_rfc3339(token.created_at),
                 token.revoked_at.has_value()}
            );
        return rows;
    };
    tokens.revoke = [in_store](const std::string& name) {
        in_store([&](db::Transaction& tx) { identity::revoke(tx, name); });
    };
    return tokens;
}

}  // namespace

client::Local local_part(const Environment& environment)
{
    client::Local local;
    local.find_server = [environment] { return find_running(read_settings({}, environment)); };
    local.start_server = [environment] { return start_embedded(environment); };
    local.settings = settings_table();
    local.serve = [environment](const std::map<std::string, std::string>& flags) {
        const auto settings = read_settings(flags, environment);
        configure_log(settings, level_of(settings.text("log_level")));
        return serve(settings, failpoint(environment));
    };
    local.configuration = [environment] { return read_settings({}, environment).entries(); };
    local.check_catalog = [environment] { return check_catalog(read_settings({}, environment)); };
    local.tokens = tokens(environment);
    local.configuring = configuring(environment);
    return local;
}

}  // namespace server

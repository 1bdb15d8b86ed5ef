#include "server/configuring.h"

#include "base/dotenv.h"
#include "base/files.h"
#include "server/app.h"

#include <filesystem>

namespace server {
namespace {

using client::Choices;
using Environment = std::map<std::string, std::string>;

/// Where .env stands, also when it is a link to another place.
std::filesystem::path dotenv_path()
{
    return std::filesystem::weakly_canonical(std::filesystem::absolute(dotenv_file));
}

std::string dotenv_with(const Choices& choices)
{
    std::map<std::string, std::optional<base::Secret>> values;
    for (const auto& setting : settings_table())
        if (const auto choice = choices.find(std::string(setting.name)); choice != choices.end())
            values[std::string(setting.variable)] = choice->second;
    return base::with_values(base::find_file(dotenv_path()).value_or(""), values);
}

/// The settings as they will be once the choices stand in .env and nothing else says otherwise.
base::Settings settings_with(const Choices& choices, Environment environment, const Environment& flags)
{
    for (const auto& setting : settings_table())
        if (choices.contains(std::string(setting.name)))
            environment.erase(std::string(setting.variable));
    return read_settings(flags, environment, dotenv_with(choices));
}

/// Asks one model, as `health` does. Whether a key is right depends on no catalog.
void try_model(const std::string& provider, const base::Settings& settings)
{
    const catalog::Catalog catalog;
    const base::RealClock clock;
    base::RealNetwork network;
    const Models models(settings, catalog, network, clock);
    for (const auto& dependency : models.dependencies())
        if (dependency.name == provider)
            dependency.ask();
}

}  // namespace

client::Configuring configuring(const Environment& environment)
{
    client::Configuring configuring;
    for (const std::string provider : {"claude", "azure_openai"})
        configuring.trials[provider] = [environment, provider](const Choices& choices) {
            try_model(provider, settings_with(choices, environment, {{"llm_provider", provider}}));
        };
    configuring.trials["github"] = [environment](const Choices& choices) {
        base::RealNetwork network;
        try_github(settings_with(choices, environment, {{"forge", "github"}}), network, base::RealClock());
    };
    configuring.trials["default_environment"] = [environment](const Choices& choices) {
        load_catalog(settings_with(choices, environment, {}));
    };
    configuring.save = [](const Choices& choices) {
        const auto path = dotenv_path();
        base::write_file(path, dotenv_with(choices));
        return path.string();
    };
    return configuring;
}

}  // namespace server

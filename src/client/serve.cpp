#include "base/text.h"
#include "client/tree.h"

namespace client {
namespace {

struct Options {
    std::map<std::string, std::string> flags;  ///< by the setting's name
};

int serve(const Options& options, Session& session)
{
    return session.surroundings().local.serve(options.flags);
}

/// Every setting is an option, but for secrets: a command line can be read by everybody on the machine.
void add_setting(CLI::App& command, const base::Setting& setting, const std::shared_ptr<Options>& options)
{
    const std::string name(setting.name);
    auto sentence = std::string(setting.sentence) + " (" + std::string(setting.variable);
    if (!setting.fallback.empty())
        sentence += ", default: " + std::string(setting.fallback);
    command
        .add_option_function<std::string>(
            "--" + base::replaced(name, "_", "-"),
            [options, name](const std::string& text) { options->flags[name] = text; },
            sentence + ")"
        )
        ->group("Settings")
        ->option_text("<" + name.substr(name.rfind('_') + 1) + ">");
}

}  // namespace

void add_serve(Tree& tree)
{
    auto* command = tree.root.add_subcommand("serve", "Run the server: API, console and workers");
    auto options = std::make_shared<Options>();
    command->group(running);
    for (const auto& setting : tree.surroundings.local.settings)
        if (!setting.secret)
            add_setting(*command, setting, options);
    command->footer(
        "Examples:\n"
        "  groundwork serve\n"
        "  groundwork serve --help\n"
        "Settings may also stand in the environment, in .env and in config/groundwork.yaml; secrets only\n"
        "there. groundwork config prints them all."
    );
    on_choice(tree, *command, options, serve);
}

}  // namespace client

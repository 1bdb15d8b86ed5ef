#include "base/text.h"
#include "client/tree.h"
#include "client/wizard.h"

#include <fmt/format.h>

#include <algorithm>

namespace client {
namespace {

struct Options {};

void refuse_without_terminal(Session& session)
{
    if (session.can_ask())
        return;
    const auto names = Wizard::variables(session.surroundings().local.configuration());
    throw base::Error(
        base::Code::invalid,
        "groundwork configure asks a person at a terminal, and here is none. Set what you need in the "
        "environment or "
        "in .env: " +
            base::join(names, ", ") + "."
    );
}

std::string variable_of(Session& session, const std::string& name)
{
    for (const auto& setting : session.surroundings().local.settings)
        if (setting.name == name)
            return std::string(setting.variable);
    return name;
}

int configure(const Options&, Session& session)
{
    refuse_without_terminal(session);
    auto& screen = session.screen();
    const auto choices = Wizard(session).ask();
    screen.line();
    if (choices.empty()) {
        screen.line("Everything stays as it is.");
        return exit_done;
    }
    std::vector<std::string> names;
    for (const auto& [name, _] : choices)
        names.push_back(variable_of(session, name));
    const auto path = session.surroundings().local.configuring.save(choices);
    screen.line(
        screen.symbol(Symbol::done) + " " + base::join(names, ", ") + " written to " + path +
        ", which only you can read."
    );
    screen.line("A server reads it when it starts: groundwork serve");
    return exit_done;
}

/// The variables with their sentences.
std::string explained(std::span<const base::Setting> table)
{
    std::string text;
    for (const auto& topic : topics)
        for (const auto& setting : table)
            if (std::find(topic.settings.begin(), topic.settings.end(), setting.name) != topic.settings.end())
                text += fmt::format("  {:<25} {}\n", setting.variable, setting.sentence);
    return text;
}

}  // namespace

void add_configure(Tree& tree)
{
    auto* command = tree.root.add_subcommand("configure", "Ask for keys, try them and write them to .env");
    command->group(running);
    command->footer(
        "Example:\n  groundwork configure\n\n"
        "It asks for what stands below, says what is set already (keys are neither shown nor echoed), and "
        "asks each\n"
        "provider with its key whether it is well. The answers go to .env in this folder, which only you can "
        "read\n"
        "(mode 0600); all else in it stays. Enter keeps a value, - takes it out of .env, Ctrl-C leaves "
        "everything as\n"
        "it was. Without a terminal, set these in the environment or in .env yourself:\n" +
        explained(tree.surroundings.local.settings)
    );
    on_choice(tree, *command, std::make_shared<Options>(), configure);
}

}  // namespace client

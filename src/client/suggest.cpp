#include "client/suggest.h"

#include "base/text.h"

namespace client {
namespace {

std::vector<std::string> options_of(const CLI::App& command)
{
    std::vector<std::string> names;
    for (const auto* app = &command; app != nullptr; app = app->get_parent())
        for (const auto* option : app->get_options())
            for (const auto& name : option->get_lnames())
                names.push_back("--" + name);
    return names;
}

std::vector<std::string> commands_of(const CLI::App& command)
{
    std::vector<std::string> names;
    for (const auto* child : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(child->get_name());
    return names;
}

/// The innermost command that the line names.
const CLI::App& innermost(const CLI::App& root)
{
    const auto* command = &root;
    while (!command->get_subcommands().empty())
        command = command->get_subcommands().front();
    return *command;
}

std::string path_of(const CLI::App& command)
{
    const auto* parent = command.get_parent();
    return parent == nullptr ? command.get_name() : path_of(*parent) + " " + command.get_name();
}

std::string with_nearest(std::string sentence, const std::string& word, const std::vector<std::string>& known)
{
    if (const auto near = base::nearest(word, known))
        sentence += " Did you mean " + *near + "?";
    return sentence;
}

}  // namespace

std::string explained(const CLI::App& root, const CLI::ParseError& mistake)
{
    const auto& command = innermost(root);
    // What was not understood comes first: it is often why something else is missing.
    const auto extras = root.remaining(true);
    const auto option =
        std::find_if(extras.begin(), extras.end(), [](const auto& e) { return e.starts_with('-'); });
    if (option != extras.end()) {
        const auto name = option->substr(0, option->find('='));
        return with_nearest(path_of(command) + " has no option " + name + ".", name, options_of(command));
    }
    const auto known = commands_of(command);
    if (!extras.empty() && !known.empty())
        return with_nearest(
            path_of(command) + " has no command " + extras.front() + ".", extras.front(), known
        );
    if (!extras.empty())
        return path_of(command) + " takes no further argument: " + extras.front();
    return std::string(mistake.what()) + ".";
}

}  // namespace client

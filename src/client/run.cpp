#include "client/run.h"

#include "client/report.h"
#include "client/suggest.h"
#include "client/tree.h"

#include <exception>

namespace client {
namespace {

/// The arguments as a choice, or the exit code where there is nothing to run: help, the version, a mistake.
std::optional<int> parse(CLI::App& root, std::vector<std::string> arguments, Surroundings& surroundings)
{
    std::reverse(arguments.begin(), arguments.end());
    try {
        root.parse(arguments);
        return std::nullopt;
    } catch (const CLI::Success& success) {
        if (root.remaining_size(true) > 0)
            throw base::Error(base::Code::invalid, explained(root, success));
        return root.exit(success, surroundings.terminal.output, surroundings.terminal.error);
    } catch (const CLI::ParseError& mistake) {
        throw base::Error(base::Code::invalid, explained(root, mistake));
    }
}

int choose_and_run(const std::vector<std::string>& arguments, Surroundings& surroundings)
{
    Globals globals;
    Action chosen;
    CLI::App root;
    Tree tree{root, surroundings, chosen};
    grow(tree, globals);
    if (const auto exit_code = parse(root, arguments, surroundings))
        return *exit_code;
    if (!chosen) {
        surroundings.terminal.output << root.help();
        return exit_done;
    }
    Session session(surroundings, globals);
    return chosen(session);
}

}  // namespace

int run(const std::vector<std::string>& arguments, Surroundings& surroundings)
{
    try {
        const auto exit_code = choose_and_run(arguments, surroundings);
        if (surroundings.terminal.output << std::flush)
            return exit_code;
        surroundings.terminal.error << "groundwork: what there is to say could not be written.\n";
        return base::row_of(base::Code::internal).exit_code;
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        const auto& terminal = surroundings.terminal;
        Screen screen(terminal.error, abilities(terminal.error_is_terminal, surroundings.environment));
        terminal.output << std::flush;
        report(screen, error);
        return base::row_of(error.code).exit_code;
    }
}

}  // namespace client

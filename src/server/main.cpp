#include "base/error.h"
#include "base/log.h"
#include "client/hidden_input.h"
#include "client/run.h"
#include "server/local.h"
#include "server/settings.h"
#include "server/version.h"

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <thread>

namespace {

/// The process's environment, with what shells do not always export.
std::map<std::string, std::string> environment_of_person()
{
    auto environment = server::process_environment();
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)  // NOLINT(cppcoreguidelines-pro-type-vararg)
        environment.try_emplace("COLUMNS", std::to_string(size.ws_col));
    if (const auto* user = getpwuid(getuid()))
        environment.try_emplace("USER", user->pw_name);
    return environment;
}

}  // namespace

int main(int count, char** words)
{
    try {
        base::RealNetwork network;
        const auto environment = environment_of_person();
        const auto read_hidden = [](const std::string& prompt) {
            return client::read_hidden(STDIN_FILENO, std::cout, prompt);
        };
        client::Surroundings surroundings{
            {std::cin, std::cout, std::cerr, isatty(0) == 1, isatty(1) == 1, isatty(2) == 1, read_hidden},
            environment,
            network,
            server::local_part(environment),
            std::string(server::version),
            [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); },
        };
        return client::run({words + 1, words + count}, surroundings);
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        std::cerr << "groundwork: " << error.message
                  << (error.detail.empty() ? "" : " (" + error.detail + ")") << "\n";
        return base::row_of(error.code).exit_code;
    }
}

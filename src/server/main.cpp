#include "base/error.h"
#include "base/log.h"
#include "client/run.h"
#include "server/local.h"
#include "server/settings.h"
#include "server/version.h"

#include <unistd.h>

#include <iostream>
#include <thread>

int main(int count, char** words) {
    try {
        base::RealNetwork network;
        const auto environment = server::process_environment();
        client::Surroundings surroundings{
            {std::cin, std::cout, std::cerr, isatty(0) == 1, isatty(1) == 1, isatty(2) == 1},
            environment,
            network,
            server::local_part(environment),
            std::string(server::version),
            [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); },
        };
        return client::run({words + 1, words + count}, surroundings);
    } catch (...) {
        const auto error = base::as_error(std::current_exception());
        std::cerr << "groundwork: " << error.message << (error.detail.empty() ? "" : " (" + error.detail + ")") << "\n";
        return base::row_of(error.code).exit_code;
    }
}

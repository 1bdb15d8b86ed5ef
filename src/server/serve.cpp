#include "server/serve.h"

#include "base/log.h"

#include <csignal>
#include <iostream>
#include <thread>

namespace server {
namespace {

constexpr std::chrono::seconds grace(10);

/// SIGTERM and SIGINT, held back in every thread and waited for in one.
class Signals {
public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }

    int wait() const {
        int number = 0;
        sigwait(&set_, &number);
        return number;
    }

private:
    sigset_t set_{};
};

}  // namespace

int serve(const base::Settings& settings, jobs::Failpoint failpoint) {
    const Signals signals;  // before the first thread
    App app(settings, Mode::serving, std::move(failpoint));
    std::cout << app.banner() << std::flush;
    signals.wait();
    base::log::info("stopping: running stages come to their next save point", {{"grace_s", std::to_string(grace.count())}});
    std::thread([&signals] {
        signals.wait();
        std::_Exit(130);
    }).detach();
    app.stop(grace);
    return 0;
}

std::vector<base::Problem> check_catalog(const base::Settings& settings) {
    std::vector<base::Problem> problems;
    try {
        const auto catalog = catalog::Catalog::load(catalog_paths(settings));
        llm::Offline model(catalog);
        for (const auto& blueprint : catalog.blueprints())
            for (const auto& example : blueprint.examples)
                try_example(catalog, model, blueprint, example, problems);
    } catch (const base::Error& error) {
        problems = error.problems.empty() ? std::vector{base::Problem{error.pointer, error.message}} : error.problems;
    }
    return problems;
}

}  // namespace server

#include "server/serve.h"

#include "base/log.h"

#include <malloc.h>

#include <csignal>
#include <iostream>
#include <thread>

namespace server {
namespace {

constexpr std::chrono::seconds grace(10);
constexpr std::chrono::seconds to_save(1);  ///< that a stage was interrupted

/// SIGTERM and SIGINT, held back in every thread and waited for in one.
class Signals {
public:
    Signals()
    {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }

    int wait() const
    {
        int number = 0;
        sigwait(&set_, &number);
        return number;
    }

private:
    sigset_t set_{};
};

/// Whoever outside does not answer does not hold up the end: what waits for it runs again at the next start.
void end_without_answers()
{
    std::this_thread::sleep_for(grace + to_save);
    base::log::warn("ended while something outside had not answered yet; it is asked again at the next start"
    );
    std::_Exit(0);
}

}  // namespace

int serve(const base::Settings& settings, jobs::Failpoint failpoint)
{
    const Signals signals;  // before the first thread
    App app(settings, Mode::serving, std::move(failpoint));
    malloc_trim(0);  // loading the catalog leaves some 15 MB of free heap behind
    std::cout << app.banner() << std::flush;
    signals.wait();
    base::log::info(
        "stopping: running stages come to their next save point", {{"grace_s", std::to_string(grace.count())}}
    );
    std::thread([&signals] {
        signals.wait();
        std::_Exit(130);
    }).detach();
    std::thread(end_without_answers).detach();
    app.stop(grace);
    return 0;
}

}  // namespace server

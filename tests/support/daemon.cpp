#include "support/daemon.h"

#include "base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (const auto& text : texts)
        all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
}

}  // namespace

Daemon::Daemon(const Start& start)
{
    const auto argv = pointers(start.argv);
    const auto environment = pointers(start.environment);
    pid_ = ::fork();
    if (pid_ < 0)
        throw base::Error(base::Code::unavailable, "no process");
    if (pid_ == 0) {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int nothing = ::open("/dev/null", O_RDWR);
        for (const int standard : {0, 1, 2})
            ::dup2(nothing, standard);
        if (::dup2(start.descriptor, start.as) == start.descriptor)
            ::fcntl(start.descriptor, F_SETFD, 0);
        ::execve(argv[0], argv.data(), environment.data());
        ::_exit(127);
    }
    ::setpgid(pid_, pid_);
}

Daemon::~Daemon()
{
    ::kill(-pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

}  // namespace support

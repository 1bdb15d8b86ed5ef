#include "support/mortal_program.h"

#include "base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace support {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    for (auto& text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

MortalProgram::~MortalProgram()
{
    kill();
    end();
}

std::optional<std::string> MortalProgram::start(const std::string& last)
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw base::Error(base::Code::unavailable, "no pipe");
    output_ = pipe[0];
    begin(pipe[1]);
    ::close(pipe[1]);
    std::string said;
    std::array<char, 4096> buffer{};
    while (said.find(last) == std::string::npos) {
        const auto count = ::read(output_, buffer.data(), buffer.size());
        if (count <= 0)
            return std::nullopt;
        said.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return said;
}

void MortalProgram::kill()
{
    const std::lock_guard lock(mutex_);
    if (process_ > 0 && ::kill(process_, SIGKILL) == 0)
        killed_ = true;
}

bool MortalProgram::is_killed() const
{
    const std::lock_guard lock(mutex_);
    return killed_;
}

int MortalProgram::end(int signal)
{
    const auto process = process_;
    if (process <= 0)
        return 0;
    if (signal != 0)
        ::kill(process, signal);
    siginfo_t ending{};
    ::waitid(P_PID, static_cast<id_t>(process), &ending, WEXITED | WNOWAIT);
    const std::lock_guard lock(mutex_);  // from here on nobody else may signal this number
    ::waitpid(process, nullptr, 0);
    process_ = 0;
    ::close(output_);
    return ending.si_code == CLD_EXITED ? ending.si_status : 128 + ending.si_status;
}

void MortalProgram::begin(int output)
{
    auto argv = pointers(start_.argv);
    std::vector<std::string> variables;
    for (const auto& [name, value] : start_.environment)
        variables.push_back(name + "=" + value);
    auto environment = pointers(variables);
    const int errors = ::open(start_.errors.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::lock_guard lock(mutex_);
    killed_ = false;
    process_ = ::fork();
    if (process_ < 0)
        throw base::Error(base::Code::unavailable, "no process");
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(output, 1);
        ::dup2(errors, 2);
        if (::chdir(start_.folder.c_str()) == 0)
            ::execve(argv[0], argv.data(), environment.data());
        ::_exit(127);
    }
    ::close(errors);
}

}  // namespace support

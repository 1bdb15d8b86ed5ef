#include "support/real_git.h"

#include "base/error.h"
#include "base/text.h"

base::Finished RealGit::try_run(std::vector<std::string> arguments, const std::string& input) const
{
    base::Command command;
    command.argv = {"git", "-C", repository_};
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    command.environment = {
        {"PATH", "/usr/bin:/bin"},
        {"HOME", "/nonexistent"},
        {"GIT_CONFIG_NOSYSTEM", "1"},
        {"GIT_AUTHOR_NAME", "A Person"},
        {"GIT_AUTHOR_EMAIL", "a@b.c"},
        {"GIT_COMMITTER_NAME", "A Person"},
        {"GIT_COMMITTER_EMAIL", "a@b.c"},
        {"GIT_TERMINAL_PROMPT", "0"},
    };
    command.input = input;
    return base::run(command);
}

std::string RealGit::operator()(std::vector<std::string> arguments, const std::string& input) const
{
    const auto finished = try_run(arguments, input);
    if (finished.exit_code != 0)
        throw base::Error(base::Code::internal, "git " + base::join(arguments, " ") + ": " + finished.errors);
    return std::string(base::trimmed(finished.output));
}

git::Files RealGit::files_at(const std::string& commit) const
{
    git::Files files;
    for (const auto& path : base::split((*this)({"ls-tree", "-r", "-z", "--name-only", commit}), '\0'))
        if (!path.empty())
            files[path] = try_run({"cat-file", "blob", commit + ":" + path}).output;
    return files;
}

std::string RealGit::commit_entry(
    const std::string& parent, const std::string& mode, const std::string& path, const std::string& content
) const
{
    const auto blob = mode == "160000" ? parent : (*this)({"hash-object", "-w", "--stdin"}, content);
    const auto program = "commit refs/heads/scratch\ncommitter A Person <a@b.c> 1 +0000\ndata 1\nx\nfrom " +
                         parent + "\nM " + mode + " " + blob + " " + path + "\n\n";
    (*this)({"fast-import", "--quiet", "--force"}, program);
    return (*this)({"rev-parse", "refs/heads/scratch"});
}

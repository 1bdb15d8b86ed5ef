#include "base/files.h"
#include "base/process.h"
#include "client/command_line.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

namespace client {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The script for a shell, in a file that goes with the test.
struct Script {
    explicit Script(const std::string& shell)
        : path(fs::temp_directory_path() / ("groundwork-" + shell + "-" + std::to_string(::getpid())))
    {
        CommandLine line;
        EXPECT_EQ(line.run({"completion", shell}), 0);
        base::write_file(path, line.output.str());
    }
    ~Script() { fs::remove(path); }

    fs::path path;
};

bool is_installed(const std::string& shell)
{
    return fs::exists("/usr/bin/" + shell) || fs::exists("/bin/" + shell);
}

base::Finished run_shell(std::vector<std::string> argv)
{
    base::Command command;
    command.argv = std::move(argv);
    command.environment = {{"PATH", "/usr/bin:/bin"}, {"HOME", "/nonexistent"}};
    return base::run(command);
}

std::string completed_by_bash(const std::string& words, int current)
{
    const Script script("bash");
    const auto finished = run_shell(
        {"bash",
         "--norc",
         "-c",
         "source " + script.path.string() + "; COMP_WORDS=(" + words +
             "); COMP_CWORD=" + std::to_string(current) + "; _groundwork; echo \"${COMPREPLY[*]}\""}
    );
    EXPECT_EQ(finished.errors, "");
    return finished.output;
}

TEST(Completion, OffersCommandsInBash)
{
    EXPECT_EQ(completed_by_bash("groundwork p", 1), "provision pulls\n");
    EXPECT_EQ(completed_by_bash("groundwork catalog s", 2), "show\n");
    EXPECT_EQ(completed_by_bash("groundwork --server http://a catalog s", 4), "show\n");
}

TEST(Completion, OffersOptionsInBashAndLeavesValuesToFiles)
{
    EXPECT_EQ(completed_by_bash("groundwork provision --e", 2), "--environment\n");
    EXPECT_EQ(completed_by_bash("groundwork provision --re", 2), "--requester --resource\n");
    EXPECT_EQ(completed_by_bash("groundwork provision --resource f", 3), "\n");
    EXPECT_EQ(completed_by_bash("groundwork provision --no-wait --js", 3), "--json\n");
}

TEST(Completion, IsProperZsh)
{
    if (!is_installed("zsh"))
        GTEST_SKIP() << "zsh is not installed";
    const Script script("zsh");
    EXPECT_EQ(run_shell({"zsh", "-f", "-n", script.path}).errors, "");
    EXPECT_THAT(
        base::read_file(script.path),
        HasSubstr("'provision:Turn a sentence into Terraform and a pull request'")
    );
}

TEST(Completion, OffersCommandsAndOptionsInFish)
{
    if (!is_installed("fish"))
        GTEST_SKIP() << "fish is not installed";
    const Script script("fish");
    const auto offered = [&](const std::string& line) {
        const auto finished = run_shell(
            {"fish", "--no-config", "-c", "source " + script.path.string() + "; complete -C \"" + line + "\""}
        );
        EXPECT_EQ(finished.errors, "");
        return finished.output;
    };
    EXPECT_EQ(
        offered("groundwork catalog s"), "show\tExplain one type: parameters, defaults, rules, examples\n"
    );
    EXPECT_THAT(offered("groundwork provision --env"), HasSubstr("--environment\t"));
}

}  // namespace
}  // namespace client

#include "base/error.h"
#include "base/shell.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

namespace {

using base::Command;
using base::Finished;
using testing::HasSubstr;

TEST(Process, GivesOutputErrorsAndExitCode)
{
    const auto finished = base::run(shell("echo out; echo err >&2; exit 3"));
    EXPECT_EQ(finished.output, "out\n");
    EXPECT_EQ(finished.errors, "err\n");
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_EQ(base::run(shell("exit 0")).exit_code, 0);
    EXPECT_EQ(base::run(shell("exit 255")).exit_code, 255);
}

TEST(Process, TellsOfASignalAs128AndItsNumber)
{
    EXPECT_EQ(base::run(shell("kill -TERM $$")).exit_code, 128 + SIGTERM);
    EXPECT_EQ(base::run(shell("kill -KILL $$")).exit_code, 128 + SIGKILL);
}

TEST(Process, HandsItsWordsOnWithoutAShell)
{
    Command command;
    command.argv = {"/usr/bin/printf", "%s|", "a b", "$(id)", "`id`", "; id", "*", "\"'", "", "-n", "ü\n"};
    EXPECT_EQ(base::run(command).output, "a b|$(id)|`id`|; id|*|\"'||-n|ü\n|");
}

TEST(Process, IsNoShellForAFileThatIsNoProgram)
{
    const support::TemporaryFolder folder;
    const auto script = folder.path() / "script";
    std::ofstream(script) << "echo a shell ran this\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    Command command;
    command.argv = {script.string()};
    EXPECT_EQ(refusal_of(command).code, base::Code::unavailable);
}

TEST(Process, HasExactlyTheEnvironmentItIsGiven)
{
    Command command;
    command.argv = {"/usr/bin/env"};
    EXPECT_EQ(base::run(command).output, "");
    command.environment = {{"A", "1 2"}, {"B", ""}};
    EXPECT_EQ(base::run(command).output, "A=1 2\nB=\n");
}

TEST(Process, RunsInItsDirectory)
{
    const support::TemporaryFolder folder;
    auto command = shell("pwd -P");
    command.directory = folder.path().string();
    EXPECT_EQ(base::run(command).output, std::filesystem::canonical(folder.path()).string() + "\n");
}

TEST(Process, ThatCannotBeStartedIsUnavailableAndNamed)
{
    Command command;
    command.argv = {"/nowhere/terraform", "init"};
    const auto error = refusal_of(command);
    EXPECT_EQ(error.code, base::Code::unavailable);
    EXPECT_EQ(
        error.message, "The program /nowhere/terraform could not be started: No such file or directory."
    );
    command.argv = {"/etc/passwd"};
    EXPECT_THAT(refusal_of(command).message, HasSubstr("Permission denied"));
    command.argv = {"no-such-program-anywhere"};
    EXPECT_EQ(refusal_of(command).code, base::Code::unavailable);
    command = shell("true");
    command.directory = "/nowhere";
    EXPECT_EQ(refusal_of(command).code, base::Code::unavailable);
    command.argv.clear();
    EXPECT_EQ(refusal_of(command).code, base::Code::internal);
}

TEST(Process, GetsItsInputAndThenItsEnd)
{
    auto command = shell("cat; echo end");
    command.input = "line\n";
    EXPECT_EQ(base::run(command).output, "line\nend\n");
    command.input = "";
    EXPECT_EQ(base::run(command).output, "end\n");
}

TEST(Process, TakesMoreInputAndGivesMoreOutputThanAPipeHolds)
{
    auto command = shell("cat");
    command.input = std::string(5'000'000, 'x') + std::string("\0\xFF", 2);
    EXPECT_TRUE(base::run(command).output == command.input);
}

TEST(Process, NeedNotReadItsInput)
{
    auto command = shell("exec <&-; echo done");
    command.input = std::string(5'000'000, 'x');
    EXPECT_EQ(base::run(command).output, "done\n");
}

TEST(Process, DoesNotInheritAnIgnoredBrokenPipe)
{
    const auto before = ::signal(SIGPIPE, SIG_IGN);
    const auto finished =
        base::run(shell("(while echo y; do :; done) | head -n 1; kill -PIPE $$; echo survived"));
    ::signal(SIGPIPE, before);
    EXPECT_EQ(finished.output, "y\n");
    EXPECT_EQ(finished.exit_code, 128 + SIGPIPE);
}

TEST(Process, FillsErrorsWhileNobodyReadsOutput)
{
    const auto finished = base::run(shell("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"));
    EXPECT_EQ(finished.errors.size(), 300'000U);
    EXPECT_EQ(finished.output.size(), 300'000U);
}

TEST(Process, ThatPrintsMoreThanTheLimitIsStopped)
{
    auto command = shell("yes");
    command.output_limit = 1000;
    const auto error = refusal_of(command);
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, HasSubstr("more than 1000 bytes"));
    command = shell("yes >&2");
    command.output_limit = 1000;
    EXPECT_EQ(refusal_of(command).code, base::Code::invalid);
    command = shell("head -c 1000 /dev/zero");
    command.output_limit = 1000;
    EXPECT_EQ(base::run(command).output.size(), 1000U);
}

TEST(Process, HandsOnItsOutputAsItComes)
{
    const support::TemporaryFolder folder;
    // The second line is printed only after the first was handed on.
    auto command = shell("echo one; read answer < pipe; echo $answer");
    command.directory = folder.path().string();
    ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
    std::string seen;
    const auto finished = base::run(command, [&](std::string_view piece) {
        if (seen.empty())
            std::ofstream(folder.path() / "pipe") << "two\n";
        seen += piece;
        return true;
    });
    EXPECT_EQ(seen, "one\ntwo\n");
    EXPECT_EQ(finished.output, "");
    EXPECT_EQ(finished.exit_code, 0);
}

TEST(Process, IsStoppedByWhoReadsItsOutput)
{
    std::size_t pieces = 0;
    const auto finished = base::run(shell("yes"), [&](std::string_view) { return ++pieces < 3; });
    EXPECT_EQ(pieces, 3U);
    EXPECT_EQ(finished.exit_code, 128 + SIGKILL);
}

TEST(Process, HasNoLimitOnOutputThatIsHandedOn)
{
    auto command = shell("head -c 300000 /dev/zero");
    command.output_limit = 10;
    std::size_t bytes = 0;
    base::run(command, [&](std::string_view piece) { return (bytes += piece.size()) > 0; });
    EXPECT_EQ(bytes, 300'000U);
}

TEST(Process, RunsManyAtOnceWithoutMixingThem)
{
    std::vector<std::thread> threads;
    std::vector<std::string> outputs(12);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        threads.emplace_back([&, i] {
            auto command = shell("cat; echo $I");
            command.input = std::to_string(i) + " ";
            command.environment["I"] = std::to_string(i);
            outputs[i] = base::run(command).output;
        });
    for (auto& thread : threads)
        thread.join();
    for (std::size_t i = 0; i < outputs.size(); ++i)
        EXPECT_EQ(outputs[i], std::to_string(i) + " " + std::to_string(i) + "\n");
}

}  // namespace

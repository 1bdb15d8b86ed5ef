// A program that does not end by itself must not hold us, and must not stay behind.
#include "base/error.h"
#include "base/shell.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

namespace {

using base::Command;
using std::chrono::milliseconds;

/// A pipe whose writing end only the children hold: it ends when the last of them is gone.
class Witness {
public:
    Witness()
    {
        if (::pipe(ends_.data()) != 0)
            throw std::runtime_error("no pipe");
        ::fcntl(ends_[0], F_SETFD, FD_CLOEXEC);
    }
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    ~Witness() { ::close(ends_[0]); }

    /// Waits until no process holds the other end any more.
    void wait_until_all_are_gone()
    {
        ::close(ends_[1]);
        char byte = 0;
        EXPECT_EQ(::read(ends_[0], &byte, 1), 0);
    }

private:
    std::array<int, 2> ends_{};
};

TEST(ProcessDeadline, EndsAProgramThatSaysNothing)
{
    Witness witness;
    const auto error = refusal_of(shell("sleep 1000", milliseconds(200)));
    EXPECT_EQ(error.code, base::Code::unavailable);
    EXPECT_EQ(error.message, "The program /bin/sh did not finish within 0.2 s and was stopped.");
    witness.wait_until_all_are_gone();
}

TEST(ProcessDeadline, EndsAProgramThatNeverStopsTalking)
{
    EXPECT_EQ(
        refusal_of(shell("yes", milliseconds(200)), [](std::string_view) { return true; }).code,
        base::Code::unavailable
    );
}

TEST(ProcessDeadline, EndsTheWholeGroup)
{
    Witness witness;
    refusal_of(shell("sleep 1000 & (sleep 1000 & sleep 1000) & trap '' TERM; wait", milliseconds(300)));
    witness.wait_until_all_are_gone();
}

TEST(ProcessDeadline, EndsWhatStaysBehindWithOurPipesOpen)
{
    Witness witness;
    refusal_of(shell("sleep 1000 & exit 0", milliseconds(300)));
    witness.wait_until_all_are_gone();
}

TEST(ProcessDeadline, EndsAProgramThatClosedItsOutputs)
{
    Witness witness;
    const auto error = refusal_of(shell("exec >&- 2>&-; sleep 1000", milliseconds(300)));
    EXPECT_EQ(error.code, base::Code::unavailable);
    witness.wait_until_all_are_gone();
}

TEST(ProcessDeadline, EndsAProgramThatDoesNotReadItsInput)
{
    auto command = shell("sleep 1000", milliseconds(300));
    command.input = std::string(5'000'000, 'x');
    EXPECT_EQ(refusal_of(command).code, base::Code::unavailable);
}

TEST(ProcessDeadline, LeavesAQuickProgramAlone)
{
    EXPECT_EQ(base::run(shell("exec >&- 2>&-; exit 7", std::chrono::minutes(5))).exit_code, 7);
}

TEST(ProcessDeadline, EndsTheProgramWhenTheReaderThrows)
{
    Witness witness;
    EXPECT_THROW(
        base::run(
            shell("yes", std::chrono::minutes(5)),
            [](std::string_view) -> bool { throw std::runtime_error("enough"); }
        ),
        std::runtime_error
    );
    witness.wait_until_all_are_gone();
}

}  // namespace

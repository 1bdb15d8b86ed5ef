#include "base/error.h"
#include "base/files.h"
#include "base/process.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

namespace {

using base::FileLock;

class Locks : public testing::Test {
protected:
    std::filesystem::path path() const { return folder_.path() / "lock"; }

    const support::TemporaryFolder folder_;
};

/// Another process that holds the lock from its making until it is killed.
class OtherHolder {
public:
    OtherHolder(const std::filesystem::path& path, const std::string& text)
    {
        std::array<int, 2> ready{};
        if (::pipe(ready.data()) != 0)
            throw std::runtime_error("no pipe");
        child_ = ::fork();
        if (child_ == 0) {
            auto lock = FileLock::try_take(path);
            if (lock)
                lock->write(text);
            const char taken = lock ? 'y' : 'n';
            if (::write(ready[1], &taken, 1) == 1)
                ::pause();
            ::_exit(1);
        }
        ::close(ready[1]);
        char taken = 'n';
        EXPECT_EQ(::read(ready[0], &taken, 1), 1);
        EXPECT_EQ(taken, 'y');
        ::close(ready[0]);
    }
    OtherHolder(const OtherHolder&) = delete;
    OtherHolder& operator=(const OtherHolder&) = delete;
    ~OtherHolder() { kill(); }

    void kill()
    {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        child_ = -1;
    }

private:
    pid_t child_ = -1;
};

TEST_F(Locks, AreHeldByOne)
{
    auto first = FileLock::try_take(path());
    ASSERT_TRUE(first);
    EXPECT_FALSE(FileLock::try_take(path()));
    first.reset();
    EXPECT_TRUE(FileLock::try_take(path()));
}

TEST_F(Locks, KeepOutAnotherProcessUntilItIsKilled)
{
    OtherHolder other(path(), "http://127.0.0.1:8000");
    EXPECT_FALSE(FileLock::try_take(path()));
    EXPECT_EQ(FileLock::read_holder(path()), "http://127.0.0.1:8000");
    other.kill();
    EXPECT_EQ(FileLock::read_holder(path()), std::nullopt);
    EXPECT_TRUE(FileLock::try_take(path()));
}

TEST_F(Locks, TellNothingThatAnEarlierHolderWrote)
{
    {
        OtherHolder other(path(), "the address of a server that was killed");
    }
    const auto lock = FileLock::try_take(path());
    ASSERT_TRUE(lock);
    EXPECT_EQ(FileLock::read_holder(path()), "");
}

TEST_F(Locks, TellTheLastTextOfTheirHolder)
{
    EXPECT_EQ(FileLock::read_holder(path()), std::nullopt) << "there is no file yet";
    auto lock = FileLock::try_take(path());
    lock->write("a long first text");
    lock->write("second");
    EXPECT_EQ(FileLock::read_holder(path()), "second");
    lock.reset();
    EXPECT_EQ(FileLock::read_holder(path()), std::nullopt);
}

TEST_F(Locks, MoveWithTheirObject)
{
    auto first = FileLock::try_take(path());
    {
        const FileLock second(*std::move(first));
        first.reset();
        EXPECT_FALSE(FileLock::try_take(path()));
    }
    EXPECT_TRUE(FileLock::try_take(path()));
}

TEST_F(Locks, AreNotInheritedByProgramsThatOutliveThem)
{
    auto lock = FileLock::try_take(path());
    base::Command command;
    command.argv = {"/bin/sh", "-c", "ls -l /proc/self/fd"};
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    EXPECT_EQ(base::run(command).output.find(path().string()), std::string::npos);
}

TEST_F(Locks, AreNotDisturbedByThoseWhoAskWhoHoldsThem)
{
    std::atomic<bool> done = false;
    std::vector<std::thread> asking;
    for (int i = 0; i < 3; ++i)
        asking.emplace_back([&] {
            while (!done)
                FileLock::read_holder(path());
        });
    int refused = 0;
    for (int i = 0; i < 3000; ++i)
        refused += FileLock::try_take(path()) ? 0 : 1;
    done = true;
    for (auto& thread : asking)
        thread.join();
    EXPECT_EQ(refused, 0) << "nobody held the lock";
}

TEST_F(Locks, SayWhyTheirFileCannotBeOpened)
{
    try {
        FileLock::try_take(folder_.path() / "none" / "lock");
        ADD_FAILURE();
    } catch (const base::Error& error) {
        EXPECT_EQ(error.code, base::Code::unavailable);
    }
}

}  // namespace

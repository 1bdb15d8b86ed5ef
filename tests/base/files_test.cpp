#include "base/error.h"
#include "base/files.h"
#include "support/full_disk.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

namespace {

using testing::HasSubstr;

class Files : public testing::Test {
protected:
    std::filesystem::path at(const std::string& name) const { return folder_.path() / name; }

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.push_back(entry.path().filename().string());
        return names;
    }

    template <typename Function> static base::Error refusal_of(const Function& function)
    {
        try {
            function();
        } catch (const base::Error& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was thrown";
        return {base::Code::internal, ""};
    }

    const support::TemporaryFolder folder_;
};

TEST_F(Files, AreReadAsTheyWereWritten)
{
    const std::string text("a\r\n\0\xFF", 5);
    base::write_file(at("f"), text);
    EXPECT_EQ(base::read_file(at("f")), text);
    base::write_file(at("f"), "");
    EXPECT_EQ(base::read_file(at("f")), "");
    EXPECT_THAT(names(), testing::ElementsAre("f"));
}

TEST_F(Files, ThatDoNotExistAreNotFound)
{
    EXPECT_EQ(base::find_file(at("none")), std::nullopt);
    EXPECT_EQ(base::find_file(at("none") / "deeper"), std::nullopt);
    EXPECT_EQ(base::find_file(folder_.path()), std::nullopt) << "a folder is no file";
    base::write_file(at("f"), "x");
    EXPECT_EQ(base::find_file(at("f") / "below"), std::nullopt);
    const auto error = refusal_of([&] { base::read_file(at("none")); });
    EXPECT_EQ(error.code, base::Code::not_found);
    EXPECT_THAT(error.message, HasSubstr(at("none").string()));
}

TEST_F(Files, ThatCannotBeReadAreNotTakenForAbsentOrEmpty)
{
    std::filesystem::create_symlink("circle", at("circle"));
    EXPECT_EQ(refusal_of([&] { base::find_file(at("circle")); }).code, base::Code::unavailable);
    // The first page of a process's memory cannot be read.
    EXPECT_EQ(refusal_of([] { base::find_file("/proc/self/mem"); }).code, base::Code::unavailable);
}

TEST_F(Files, MayBeAsLargeAsTheLimit)
{
    base::write_file(at("f"), std::string(50'000, 'x'));
    EXPECT_EQ(base::read_file(at("f"), 50'000).size(), 50'000U);
    const auto error = refusal_of([&] { base::read_file(at("f"), 49'999); });
    EXPECT_EQ(error.code, base::Code::invalid);
    EXPECT_THAT(error.message, HasSubstr("larger than 49999 bytes"));
    EXPECT_EQ(refusal_of([] { base::find_file("/dev/zero", 100'000); }).code, base::Code::invalid);
    base::write_file(at("f"), "");
    EXPECT_EQ(base::find_file(at("f"), 0), "");
}

TEST_F(Files, AreForTheirOwnerAlone)
{
    base::write_file(at("f"), "x");
    struct stat status {};
    ASSERT_EQ(::stat(at("f").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Files, ReplaceALinkAndNotWhatItLeadsTo)
{
    base::write_file(at("other"), "other");
    std::filesystem::create_symlink("other", at("f"));
    base::write_file(at("f"), "new");
    EXPECT_EQ(base::read_file(at("other")), "other");
    EXPECT_EQ(base::read_file(at("f")), "new");
}

TEST_F(Files, ThatCannotBeReplacedLeaveNothingBehindAndSayWhy)
{
    std::filesystem::create_directory(at("d"));
    base::write_file(at("d") / "inside", "x");
    errno = 0;
    const auto error = refusal_of([&] { base::write_file(at("d"), "new"); });
    EXPECT_EQ(error.code, base::Code::unavailable);
    EXPECT_THAT(error.message, HasSubstr("Is a directory"));
    EXPECT_THAT(names(), testing::ElementsAre("d"));
    EXPECT_THAT(
        refusal_of([&] { base::write_file(at("none") / "f", "x"); }).message,
        HasSubstr("No such file or directory")
    );
}

TEST_F(Files, KeepTheOldTextWhenTheDiskIsFull)
{
    base::write_file(at("f"), "old");
    errno = 0;
    const auto error = refusal_of([&] {
        const support::FullDisk full(1000);
        base::write_file(at("f"), std::string(5000, 'x'));
    });
    EXPECT_EQ(error.code, base::Code::unavailable);
    EXPECT_THAT(error.message, HasSubstr("File too large"));
    EXPECT_EQ(base::read_file(at("f")), "old");
    EXPECT_THAT(names(), testing::ElementsAre("f"));
}

TEST_F(Files, ShowAReaderTheOldTextOrTheNew)
{
    const std::string a(40'000, 'a');
    const std::string b(40'000, 'b');
    base::write_file(at("f"), a);
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; i < 50; ++i)
            base::write_file(at("f"), i % 2 == 0 ? b : a);
        done = true;
    });
    std::size_t torn = 0;
    while (!done) {
        const auto text = base::read_file(at("f"));
        torn += text == a || text == b ? 0 : 1;
    }
    writer.join();
    EXPECT_EQ(torn, 0U);
}

}  // namespace

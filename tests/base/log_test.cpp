#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace {

namespace log = base::log;
using testing::HasSubstr;
using testing::Not;

static_assert(!std::is_constructible_v<std::pair<std::string_view, std::string>, const char*, base::Secret>);
static_assert(!std::is_convertible_v<base::Secret, std::string_view>);

/// What `function` writes to standard error, by lines.
template <typename Function> std::vector<std::string> lines_of(const Function& function)
{
    testing::internal::CaptureStderr();
    function();
    auto lines = base::split(testing::internal::GetCapturedStderr(), '\n');
    EXPECT_EQ(lines.back(), "");
    lines.pop_back();
    return lines;
}

const std::string hostile = "a\nb\r\tc\x1b[31m\x7f \"quoted\" \\ {} {0} %v %n ü \xFF end";

TEST(Log, WritesOneLineOfTextForEachRecord)
{
    log::configure(log::Level::info, log::Format::text);
    const auto lines = lines_of([] {
        log::info("started", {{"address", "127.0.0.1:8000"}, {"threads", "96"}});
        log::warn(hostile, {{"field", hostile}});
    });
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(
        lines[0], testing::MatchesRegex("[0-9:.]{12} info  started  address=127.0.0.1:8000  threads=96")
    );
    EXPECT_THAT(lines[1], HasSubstr("{} {0} %v %n"));
    EXPECT_THAT(lines[1], HasSubstr("field="));
    for (const char c : lines[1])
        EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << static_cast<int>(c);
}

TEST(Log, WritesOneJsonObjectForEachRecord)
{
    log::configure(log::Level::debug, log::Format::json);
    const auto lines = lines_of([] {
        log::debug("d");
        log::info("i");
        log::warn("w");
        log::error(hostile, {{"field", hostile}, {"empty", ""}});
    });
    ASSERT_EQ(lines.size(), 4U);
    for (const auto& line : lines) {
        const auto record = base::read_json(line);
        EXPECT_THAT(
            record["time"].get<std::string>(), testing::MatchesRegex("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z")
        );
        EXPECT_TRUE(record["level"].is_string());
        EXPECT_TRUE(base::is_utf8(line));
    }
    const auto record = base::read_json(lines[3]);
    EXPECT_EQ(record["level"], "error");
    EXPECT_EQ(record["message"], base::replaced(hostile, "\xFF", "\uFFFD"));
    EXPECT_EQ(record["field"], record["message"]);
    EXPECT_EQ(record["empty"], "");
}

TEST(Log, LeavesOutWhatIsBelowTheLevel)
{
    log::configure(log::Level::warn, log::Format::text);
    const auto lines = lines_of([] {
        log::debug("no");
        log::info("no");
        log::warn("yes");
        log::error("yes");
    });
    EXPECT_EQ(lines.size(), 2U);
    for (const auto& line : lines)
        EXPECT_THAT(line, Not(HasSubstr("no")));
}

TEST(Log, KeepsTheLinesOfManyThreadsApart)
{
    log::configure(log::Level::info, log::Format::json);
    const auto lines = lines_of([] {
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([] {
                for (int j = 0; j < 100; ++j)
                    log::info("line", {{"long", std::string(500, 'x')}});
            });
        for (auto& thread : threads)
            thread.join();
    });
    EXPECT_EQ(lines.size(), 800U);
    for (const auto& line : lines)
        EXPECT_EQ(base::read_json(line)["long"].get<std::string>().size(), 500U);
}

}  // namespace

#include "base/clock.h"
#include "base/retry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace {

using base::backoff;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

TEST(Backoff, DoublesFromHalfASecondToAMinute)
{
    const std::vector<milliseconds> waits{500ms, 1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s};
    for (std::size_t i = 0; i < waits.size(); ++i)
        EXPECT_EQ(backoff(static_cast<int>(i) + 1, 0), waits[i]);
}

TEST(Backoff, StaysInItsBoundsForEveryAttempt)
{
    for (const int attempt : {-1000, 0, 1, 31, 32, 33, 1'000'000, std::numeric_limits<int>::max()}) {
        EXPECT_GE(backoff(attempt, 1), 375ms) << attempt;
        EXPECT_LE(backoff(attempt, 0), 60s) << attempt;
    }
}

RC_GTEST_PROP(Backoff, TakesAwayAtMostAQuarter, ())
{
    const auto attempt = *rc::gen::inRange(1, 40);
    const auto jitter = *rc::gen::inRange(0, 1001) / 1000.0;
    const auto whole = backoff(attempt, 0);
    const auto wait = backoff(attempt, jitter);
    RC_ASSERT(wait <= whole);
    RC_ASSERT(wait >= whole * 3 / 4);
    RC_ASSERT(wait <= backoff(attempt + 1, jitter));
}

TEST(Backoff, SpreadsThoseWhoFailedTogether)
{
    EXPECT_EQ(backoff(3, 0.5), 1750ms);
    EXPECT_LT(backoff(3, 0.6), backoff(3, 0.5));
}

TEST(Clock, WritesRfc3339InUtcWithMilliseconds)
{
    EXPECT_EQ(base::to_rfc3339(base::from_micros(0)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(base::to_rfc3339(base::from_micros(1'800'000'000'123'999)), "2027-01-15T08:00:00.123Z");
    EXPECT_EQ(base::to_rfc3339(base::from_micros(951'782'400'000'000)), "2000-02-29T00:00:00.000Z");
    EXPECT_EQ(base::to_rfc3339(base::from_micros(-1)), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(base::to_rfc3339(base::from_micros(253'402'300'799'999'999)), "9999-12-31T23:59:59.999Z");
}

RC_GTEST_PROP(Clock, SortsItsTextsAsItsTimes, ())
{
    const auto micros = rc::gen::inRange<std::int64_t>(0, 253'402'300'799'000'000);
    const auto a = *micros / 1000 * 1000;
    const auto b = *micros / 1000 * 1000;
    const auto text = [](std::int64_t time) { return base::to_rfc3339(base::from_micros(time)); };
    RC_ASSERT((text(a) < text(b)) == (a < b));
    RC_ASSERT(base::to_micros(base::from_micros(a)) == a);
}

TEST(Clock, StandsStillUntilItIsMoved)
{
    base::ManualClock clock;
    const auto start = clock.now();
    EXPECT_EQ(clock.now(), start);
    clock.advance(5min);
    EXPECT_EQ(clock.now() - start, 5min);
    EXPECT_EQ(base::ManualClock(base::from_micros(7)).now(), base::from_micros(7));
}

TEST(Clock, ThatIsRealTellsTheSystemsTime)
{
    const auto before = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto now = base::RealClock().now();
    EXPECT_GE(now, before);
    EXPECT_LE(now, std::chrono::system_clock::now());
}

}  // namespace

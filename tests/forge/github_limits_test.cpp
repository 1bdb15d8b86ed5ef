#include "base/retry.h"
#include "forge/github_limits.h"
#include "forge/github_world.h"
#include "forge/github_writes.h"
#include "support/error_of.h"

#include <queue>
#include <random>

using base::Code;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<db::Database> memory(const base::Clock& clock)
{
    auto database = db::open_sqlite_in_memory(clock);
    const std::array<db::Migration, 1> schema{{{1, "writes", forge::github_writes_schema}}};
    db::migrate(*database, schema);
    return database;
}

struct Limits {
    explicit Limits(forge::GitHubPace chosen = {}) : pace(chosen) {}

    forge::GitHubPace pace;
    base::ManualClock clock;
    forge::GitHubLimits limits{clock, pace, [this](std::chrono::milliseconds wait) { clock.advance(wait); }};

    /// How long the next caller has to wait; nothing when it may go now.
    std::chrono::milliseconds wait_of(const std::string& key)
    {
        try {
            auto turn = limits.turn(key, 1);
            turn.write();
            return 0ms;
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, Code::limited);
            return error.retry_after.value_or(-1ms);
        }
    }

    std::chrono::milliseconds pause()
    {
        try {
            limits.read();
            return 0ms;
        } catch (const base::Error& error) {
            return error.retry_after.value_or(-1ms);
        }
    }

    std::chrono::milliseconds after(int status, std::map<std::string, std::string> headers, std::string body)
    {
        limits.heed({status, std::move(headers), std::move(body)});
        return pause();
    }

    std::string in(std::chrono::seconds span) const
    {
        const auto time = clock.now() + span;
        return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
    }
};

}  // namespace

TEST(GitHubLimits, AreKeptAsGitHubAsks)
{
    const std::string secondary = R"({"message":"You have exceeded a secondary rate limit."})";
    EXPECT_EQ(Limits().after(403, {{"retry-after", "120"}}, "{}"), 120s);
    EXPECT_EQ(Limits().after(429, {{"retry-after", "3600"}}, "{}"), 3600s);
    EXPECT_EQ(Limits().after(429, {{"retry-after", "99999999999"}}, "{}"), 24h);
    EXPECT_EQ(Limits().after(429, {{"retry-after", "soon"}}, "{}"), 60s);
    EXPECT_EQ(Limits().after(403, {}, secondary), 60s);
    EXPECT_EQ(
        Limits().after(
            403, {}, R"({"message":"Maximum number of login attempts exceeded. Try again later."})"
        ),
        60s
    );
    EXPECT_EQ(Limits().after(403, {}, R"({"message":"Must have admin rights"})"), 0s);
    EXPECT_EQ(Limits().after(200, {{"x-ratelimit-remaining", "1"}}, "{}"), 0s);
    Limits at_reset;
    const auto later = at_reset.in(1'000s);
    EXPECT_EQ(
        at_reset.after(200, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", later}}, "{}"), 1'001s
    );
}

TEST(GitHubLimits, ClampAResetThatCannotBe)
{
    for (const auto& [reset, expected] : std::vector<std::pair<std::string, std::chrono::seconds>>{
             {"1", 60s}, {"0", 60s}, {"999999999999", 3'700s}, {"99999999999999999999", 60s}, {"-5", 60s}})
        EXPECT_EQ(
            Limits().after(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", reset}}, "{}"),
            expected
        ) << reset;
}

TEST(GitHubLimits, WaitLongerEachTimeThatGitHubRefusesWithoutATime)
{
    Limits limits;
    std::vector<std::chrono::milliseconds> waits;
    for (int i = 0; i < 9; ++i) {
        waits.push_back(limits.after(429, {}, "{}"));
        limits.clock.advance(waits.back());
        limits.limits.heed({200, {}, "{}"});  // reading is still allowed
    }
    EXPECT_THAT(waits, testing::ElementsAre(60s, 120s, 240s, 480s, 960s, 1920s, 3840s, 3840s, 3840s));
    limits.clock.advance(15min);
    EXPECT_EQ(limits.after(429, {}, "{}"), 60s);
}

TEST(GitHubLimits, ManyRefusalsAtOnceAreOne)
{
    Limits limits;
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(limits.limits.heed({429, {}, "{}"}), 60s);
    EXPECT_EQ(limits.pause(), 60s);
    limits.clock.advance(60s);
    EXPECT_EQ(limits.limits.heed({429, {}, "{}"}), 120s);
}

TEST(GitHubLimits, TakeAWordAboutSpeedForARefusalWhateverItsStatus)
{
    const std::string words =
        R"({"message":"Validation Failed","errors":[{"message":"was submitted too quickly"}]})";
    EXPECT_EQ(Limits().after(422, {}, words), 60s);
    EXPECT_EQ(Limits().after(422, {}, R"({"message":"Validation Failed"})"), 0s);
}

TEST(GitHubLimits, GoByGitHubsClockForTheEndOfItsHour)
{
    Limits limits;
    const auto reset = limits.in(1'000s);
    const std::map<std::string, std::string> said{
        {"x-ratelimit-remaining", "0"},
        {"x-ratelimit-reset", reset},
        {"date", "Fri, 15 Jan 2027 08:10:00 GMT"}};
    EXPECT_EQ(limits.after(403, said, "{}"), 401s) << "GitHub's clock is ten minutes ahead";
}

TEST(GitHubLimits, WhoSleepsHereLearnsThatGitHubWantsToBeLeftAlone)
{
    base::ManualClock clock;
    forge::GitHubLimits* known = nullptr;
    forge::GitHubLimits limits(clock, {}, [&](std::chrono::milliseconds wait) {
        clock.advance(wait);
        known->heed({403, {{"retry-after", "100"}}, "{}"});
    });
    known = &limits;
    auto turn = limits.turn("two", 2);
    turn.write();
    const auto error = error_of([&] { turn.write(); });
    EXPECT_EQ(error.code, Code::limited);
    EXPECT_EQ(error.retry_after, 100s);
    EXPECT_THAT(error.message, testing::HasSubstr("left alone"));
}

TEST(GitHubLimits, TheLastQuarterOfTheHoursCallsIsLeftToWhoPublishes)
{
    using forge::GitHubReading;
    Limits limits;
    const auto told = [&](const std::string& left) {
        limits.limits.heed(
            {200,
             {{"x-ratelimit-limit", "5000"},
              {"x-ratelimit-remaining", left},
              {"x-ratelimit-reset", limits.in(1'000s)}},
             "{}"}
        );
    };
    told("1251");
    EXPECT_NO_THROW(limits.limits.read(GitHubReading::looking));
    told("1250");
    for (const auto reading : {GitHubReading::looking, GitHubReading::following}) {
        const auto error = error_of([&] { limits.limits.read(reading); });
        EXPECT_EQ(error.code, Code::limited);
        EXPECT_EQ(error.retry_after, 1'001s);
    }
    EXPECT_NO_THROW(limits.limits.read(GitHubReading::publishing));
    EXPECT_EQ(limits.wait_of("somebody"), 0ms);
    limits.clock.advance(1'001s);
    EXPECT_NO_THROW(limits.limits.read(GitHubReading::looking));
}

TEST(GitHubLimits, ASetClockNeitherStopsNorHurriesAnybody)
{
    for (const auto jump : {-24h, -1h, 1h, 24h}) {
        Limits limits;
        EXPECT_EQ(limits.wait_of("first"), 0ms);
        limits.limits.heed({429, {{"retry-after", "600"}}, "{}"});
        limits.clock.advance(500s);
        limits.clock.set(limits.clock.now() + jump);
        EXPECT_EQ(limits.wait_of("second"), 100s);
        limits.clock.advance(100s);
        EXPECT_EQ(limits.wait_of("second"), 0ms);
    }
}

TEST(GitHubLimits, WritesBeforeTheClockWasSetBackDoNotOutliveTheHour)
{
    Limits before;
    const auto database = memory(before.clock);
    before.limits.remember(*database);
    for (int i = 0; i < 500; ++i)
        before.limits.turn(std::to_string(i), 1).write();
    before.clock.set(before.clock.now() - std::chrono::days(30));
    Limits after;
    after.clock.set(before.clock.now());
    after.limits.remember(*database);
    EXPECT_EQ(after.wait_of("next"), 3'605s);
    after.clock.advance(3'605s);
    EXPECT_EQ(after.wait_of("next"), 0ms);
    const auto kept =
        database->read([&](db::Transaction& tx) { return forge::list_github_writes(tx, base::Time{}); });
    EXPECT_EQ(kept.size(), 1U);
}

TEST(GitHubLimits, APauseIsEverybodysAndNobodyLosesTheirPlace)
{
    Limits limits;
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(limits.wait_of("first " + std::to_string(i)), 0ms);
    limits.clock.advance(1s);
    limits.limits.heed({403, {{"retry-after", "100"}}, "{}"});
    EXPECT_EQ(limits.wait_of("a"), 100s);
    EXPECT_EQ(limits.wait_of("b"), 101s);
    limits.limits.heed({403, {{"retry-after", "200"}}, "{}"});
    EXPECT_EQ(limits.wait_of("b"), 201s);
    EXPECT_EQ(limits.wait_of("c"), 202s);
    EXPECT_EQ(limits.wait_of("a"), 200s);
    limits.clock.advance(200s);
    EXPECT_EQ(limits.wait_of("a"), 0ms);
}

TEST(GitHubLimits, ARestartDoesNotBeginTheHourAnew)
{
    base::ManualClock clock;
    const auto database = memory(clock);
    const auto sleep = [&](std::chrono::milliseconds wait) { clock.advance(wait); };
    const auto begun = clock.now();
    for (int i = 0; i < 500; ++i) {
        forge::GitHubLimits process(clock, {}, sleep);
        process.remember(*database);
        process.turn(std::to_string(i), 1).write();
    }
    forge::GitHubLimits process(clock, {}, sleep);
    EXPECT_NO_THROW(process.turn("one that forgot", 1));
    process.remember(*database);
    const auto error = error_of([&] { process.turn("one more", 1); });
    EXPECT_EQ(error.code, Code::limited);
    EXPECT_GT(*error.retry_after, 1h - (clock.now() - begun));
    clock.advance(*error.retry_after);
    EXPECT_NO_THROW(process.turn("one more", 1).write());
    const auto kept =
        database->read([&](db::Transaction& tx) { return forge::list_github_writes(tx, base::Time{}); });
    EXPECT_LE(kept.size(), 500U);
}

TEST(GitHubLimits, WhoLooksLeavesReadsToWhoPublishes)
{
    using forge::GitHubReading;
    Limits limits;
    const auto count = [&](GitHubReading reading) {
        int reads = 0;
        const auto error = error_of([&] {
            for (;; ++reads)
                limits.limits.read(reading);
        });
        EXPECT_EQ(error.code, Code::limited);
        EXPECT_THAT(error.message, testing::HasSubstr("look only so often"));
        EXPECT_EQ(error.retry_after, 61s);
        return reads;
    };
    EXPECT_EQ(count(GitHubReading::looking), 260);
    EXPECT_EQ(count(GitHubReading::following), 40);
    EXPECT_EQ(count(GitHubReading::publishing), 100);
    limits.clock.advance(61s);
    EXPECT_EQ(count(GitHubReading::publishing), 400);
}

TEST(GitHubLimits, WhoWasOvertakenIsNotSentToTheEndOfTheQueue)
{
    Limits limits;
    limits.limits.heed({403, {{"retry-after", "60"}}, "{}"});
    for (int i = 0; i < 100; ++i)
        limits.wait_of("backlog " + std::to_string(i));
    limits.clock.advance(60s);
    const auto urgent = limits.limits.turn("a comment", 5, forge::GitHubLimits::Place::first);
    EXPECT_GT(limits.wait_of("backlog 0"), 0ms);
    EXPECT_LT(limits.wait_of("backlog 0"), 10s);
}

TEST(GitHubLimits, AtMostAHundredCallsAreUnderWay)
{
    Limits limits;
    using Call = forge::GitHubLimits::Call;
    std::vector<std::unique_ptr<Call>> calls;
    while (calls.size() < 100)
        calls.push_back(std::unique_ptr<Call>(new Call(limits.limits.read())));
    EXPECT_EQ(limits.pause(), 1s);
    calls.pop_back();
    EXPECT_EQ(limits.pause(), 0ms);
}

TEST(GitHubLimits, AreOnlyWhatGitHubItselfAsksWhereTheyAreOff)
{
    Limits limits(forge::GitHubPace::without_limits());
    for (int i = 0; i < 1'000; ++i) {
        ASSERT_EQ(limits.wait_of("a" + std::to_string(i)), 0ms);
        ASSERT_EQ(limits.pause(), 0ms);
    }
    EXPECT_EQ(limits.clock.now(), Limits().clock.now()) << "somebody waited";
    EXPECT_EQ(limits.after(403, {{"retry-after", "100"}}, "{}"), 100s);
    EXPECT_EQ(limits.wait_of("later"), 100s);
    limits.clock.advance(100s);
    EXPECT_EQ(limits.wait_of("later"), 0ms);
    using Call = forge::GitHubLimits::Call;
    std::vector<std::unique_ptr<Call>> calls;
    while (calls.size() < 100)
        calls.push_back(std::unique_ptr<Call>(new Call(limits.limits.read())));
    EXPECT_EQ(error_of([&] { limits.limits.read(); }).code, Code::limited);
}

TEST(GitHubLimits, ATurnThatIsNotUsedIsGivenBack)
{
    Limits limits;
    for (int i = 0; i < 600; ++i)
        limits.limits.turn("unused", 3);
    EXPECT_EQ(limits.wait_of("next"), 0ms);
}

namespace {

/// 1,000 publish stages that came at once, carried as src/jobs does: one at a time, again after `retry_after`
/// or the back-off, whichever is longer.
struct Backlog {
    struct Job {
        base::Time run_at;
        int number;
        int attempt;
        bool operator>(const Job& other) const
        {
            return std::tie(run_at, number) > std::tie(other.run_at, other.number);
        }
    };

    GitHubWorld world;
    std::priority_queue<Job, std::vector<Job>, std::greater<>> jobs;
    std::mt19937 random{7};
    int most_attempts = 0;

    /// From the first write to the last one.
    std::chrono::microseconds drain(int count)
    {
        world.github.keeps_limits = true;
        for (int i = 0; i < count; ++i)
            jobs.push({world.clock.now(), i, 1});
        const auto begun = world.clock.now();
        auto ended = begun;
        while (!jobs.empty()) {
            auto job = jobs.top();
            jobs.pop();
            if (job.run_at > world.clock.now())
                world.clock.advance(job.run_at - world.clock.now());
            most_attempts = std::max(most_attempts, job.attempt);
            try {
                world.side.pulls.open(world.proposal(std::to_string(job.number)));
                ended = world.clock.now();
            } catch (const base::Error& error) {
                EXPECT_EQ(error.code, Code::limited) << error.message;
                const double jitter = static_cast<double>(random() % 1000) / 1000;
                const auto age = world.clock.now() - begun;
                job.run_at =
                    world.clock.now() +
                    std::max<std::chrono::microseconds>(
                        {base::backoff(job.attempt, jitter), error.retry_after.value_or(0ms), age / 100}
                        // as src/jobs/save.cpp has it
                    );
                ++job.attempt;
                jobs.push(job);
            }
        }
        return ended - begun;
    }
};

/// The least time that so many writes take when a second lies between two, at most 80 are in a minute and at
/// most 500 in an hour.
std::chrono::seconds least_time(std::size_t writes)
{
    std::vector<std::int64_t> times;
    for (std::size_t i = 0; i < writes; ++i)
        times.push_back(std::max(
            {i == 0 ? 0 : times[i - 1] + 1,
             i < 80 ? 0 : times[i - 80] + 60,
             i < 500 ? 0 : times[i - 500] + 3'600}
        ));
    return std::chrono::seconds(times.back());
}

}  // namespace

TEST(GitHubLimits, ABacklogOfAThousandDrainsAsFastAsGitHubAllowsAndNeverFaster)
{
    Backlog backlog;
    const auto taken = std::chrono::duration<double>(backlog.drain(1'000));
    std::size_t writes = 0;
    for (const auto& entry : backlog.world.github.ledger()) {
        EXPECT_NE(entry.status, 403);
        writes += entry.method == "POST" ? 1 : 0;
    }
    EXPECT_EQ(backlog.world.github.pulls().size(), 1'000U);
    const auto least = std::chrono::duration<double>(least_time(writes));
    EXPECT_GE(least / taken, 0.95) << taken.count() << " s for " << writes << " writes, of " << least.count();
    EXPECT_LE(backlog.most_attempts, 3) << "a job has six";
    RecordProperty("efficiency", std::to_string(least / taken));
}

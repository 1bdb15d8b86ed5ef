#include "base/retry.h"
#include "forge/github_world.h"

#include <random>

namespace {

constexpr std::uint32_t runs = 400;
constexpr int requests = 4;
constexpr int most_attempts = 500;

struct Killed {};

/// A network on which calls get lost, answers get lost, GitHub stumbles before and after it has done what was
/// asked, and at which the whole process dies.
class TroubledNetwork final : public base::Network {
public:
    TroubledNetwork(base::Network& under, std::uint32_t seed)
        : under_(under), random_(seed), lists_lag_(seed % 2 == 0)
    {}

    base::HttpAnswer send(const base::HttpRequest& request) override
    {
        const auto fate = random_() % 40;
        if (fate == 0)
            throw Killed{};
        if (fate == 1)
            throw base::Error(base::Code::unavailable, "The call was lost.");
        if (fate == 2)
            return {502, {}, "<html>bad gateway</html>"};
        if (fate == 3)
            return {403, {{"retry-after", "7"}}, R"({"message":"You have exceeded a secondary rate limit"})"};
        auto answer = under_.send(request);
        if (fate == 4)
            throw Killed{};
        if (fate == 5)
            throw base::Error(base::Code::unavailable, "The answer was lost.");
        if (fate == 6)
            return {500, {}, R"({"message":"Server Error"})"};
        // A list that does not know yet what was made a moment ago.
        if (fate == 7 && lists_lag_ && request.method == "GET" &&
            request.url.find("/pulls?") != std::string::npos)
            return {200, {}, "[]"};
        return answer;
    }

private:
    base::Network& under_;
    std::mt19937 random_;
    bool lists_lag_;
};

/// Somebody closes what they find, while Groundwork does not know yet that it is there.
void close_now_and_then(GitHubWorld& world, std::uint32_t seed, int attempt)
{
    const auto pulls = world.github.pulls();
    if (seed % 2 == 1 && (static_cast<int>(seed) + attempt) % 5 == 0 && !pulls.empty())
        world.github.end(pulls.back().number, "");
}

/// One request's publish stage as a job carries it, through kills: every time as a new process.
forge::PullRequest
carry(GitHubWorld& world, TroubledNetwork& network, const forge::Proposal& proposal, std::uint32_t seed)
{
    auto side = std::make_unique<GitHubSide>(network, world.clock);
    for (int attempt = 1; attempt <= most_attempts; ++attempt) {
        close_now_and_then(world, seed, attempt);
        try {
            return side->pulls.open(proposal);
        } catch (const Killed&) {
            side = std::make_unique<GitHubSide>(network, world.clock);
        } catch (const base::Error& error) {
            EXPECT_TRUE(base::row_of(error.code).retried) << error.message << " " << error.detail;
            world.clock.advance(
                std::max(base::backoff(attempt, 0), error.retry_after.value_or(std::chrono::milliseconds(0)))
            );
        }
    }
    ADD_FAILURE() << "never came to an end";
    return {};
}

}  // namespace

TEST(GitHubRuns, HoweverCallsAreCutThereIsOnePullRequestForEachRequest)
{
    std::size_t calls = 0;
    for (std::uint32_t seed = 0; seed < runs && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        GitHubWorld world;
        TroubledNetwork network(world.network, seed);
        for (int i = 0; i < requests; ++i) {
            const auto proposal = world.proposal("r" + std::to_string(i));
            const auto pull = carry(world, network, proposal, seed);
            EXPECT_EQ(pull.branch, proposal.branch);
            EXPECT_EQ(pull.number, i + 1);
        }
        EXPECT_EQ(world.github.pulls().size(), static_cast<std::size_t>(requests));
        for (const auto& pull : world.github.pulls())
            EXPECT_TRUE(pull.labels.size() == 2U || pull.state == "closed");
        calls += world.github.ledger().size();
    }
    RecordProperty("calls", static_cast<int>(calls));
}

#include "server/github_troubles.h"
#include "support/mortal_program.h"
#include "support/temporary_folder.h"
#include "support/wire.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace {

using support::GitServer;

constexpr std::uint32_t shards = 3;

std::optional<std::uint32_t> number_in(const char* variable)
{
    const char* text = std::getenv(variable);
    return text == nullptr ? std::nullopt : std::optional(static_cast<std::uint32_t>(std::stoul(text)));
}

/// The real program, a real Git server and GitHub's stand-in, all over sockets: kills and cuts wherever the
/// seed says, one run after the other on one data directory. Nothing that was promised may be lost, and
/// nothing may be there twice.
class GitHubCrash : public testing::TestWithParam<std::uint32_t> {
protected:
    struct Asked {
        std::string requester;  ///< of this request alone
        std::string name;
        std::string words;
        std::set<std::string> labels;
        std::optional<std::string> id = std::nullopt;  ///< promised
    };

    void SetUp() override
    {
        if (!GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        host_ = std::make_unique<GitHubHost>();
        relay_ = std::make_unique<support::FaultyRelay>(GitHubHost::server().port());
        const auto server = "http://127.0.0.1:" + std::to_string(relay_->port());
        host_->github.url = server + "/acme/" + host_->github.name;
        host_->github.tokens = {{GitServer::writer, {.scopes = "repo"}}};
        program_ = std::make_unique<support::MortalProgram>(support::MortalProgram::Start{
            {GROUNDWORK_BINARY, "serve"},
            {{"PATH", "/usr/bin:/bin"},
             {"GROUNDWORK_LISTEN", "127.0.0.1:0"},
             {"GROUNDWORK_DATA_DIR", (folder_.path() / "data").string()},
             {"LLM_PROVIDER", "offline"},
             {"FORGE", "github"},
             {"GITHUB_TOKEN", GitServer::writer},
             {"GITHUB_ORG", "acme"},
             {"GITHUB_REPO", host_->github.name},
             {"GITHUB_API_URL", host_->peer.address()},
             {"GITHUB_SERVER_URL", server},
             {"GITHUB_LIMITS", "off"},
             {"LOG_LEVEL", "warn"}},
            PROJECT_DIR,
            log()});
        start();
    }

    void TearDown() override
    {
        if (HasFailure() && program_)
            std::cerr << "The program said in the end:\n" << tail_of_log();
    }

    std::string log() const { return (folder_.path() / "log").string(); }

    std::string tail_of_log() const
    {
        constexpr std::size_t enough = 6'000;
        const auto all = base::find_file(log()).value_or("");
        return all.size() < enough ? all : all.substr(all.size() - enough);
    }

    /// Until it runs; it may be killed while it starts.
    void start()
    {
        const std::string before = "API       http://127.0.0.1:";
        for (auto banner = program_->start("git clone");; banner = program_->start("git clone")) {
            if (banner) {
                port_ =
                    static_cast<std::uint16_t>(std::stoul(banner->substr(banner->find(before) + before.size())
                    ));
                return;
            }
            bury();
        }
    }

    void bury()
    {
        const bool killed = program_->is_killed();
        const int code = killed ? program_->end() : program_->end(SIGTERM);
        if (!killed || code != 128 + SIGKILL)
            throw base::Error(
                base::Code::internal, "The program ended by itself, with " + std::to_string(code)
            );
    }

    /// Through kills, as a patient client asks.
    base::Value get(const std::string& path)
    {
        base::HttpRequest request;
        request.deadline = std::chrono::seconds(60);
        while (true) {
            request.url = "http://127.0.0.1:" + std::to_string(port_) + path;
            try {
                return base::read_json(network_.send(request).body);
            } catch (const base::Error& error) {
                if (error.code != base::Code::unavailable)
                    throw;
                bury();
                start();
            }
        }
    }

    /// Nothing where the program died before it had promised anything.
    std::optional<std::string> post(const Asked& asked, bool kill)
    {
        const auto body = base::write_json({{"request", asked.words}, {"requester", asked.requester}});
        support::Wire wire(connected());
        wire.write(
            "POST /api/v1/provision HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
            "\r\nContent-Type: application/json\r\nIdempotency-Key: " + asked.requester +
            "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body
        );
        if (kill) {
            wire.is_left_within(std::chrono::milliseconds(random_() % 4));
            program_->kill();
        }
        std::string answer;
        for (auto piece = wire.read(); !piece.empty(); piece = wire.read())
            answer += piece;
        const auto at = answer.find("req-");
        if (kill)
            mishaps_.note(std::string("killed at the door: ") + (answer.empty() ? "no promise" : "promised"));
        if (answer.find(" 202 ") == std::string::npos || at == std::string::npos) {
            EXPECT_TRUE(program_->is_killed()) << answer;
            return std::nullopt;
        }
        return answer.substr(at, 16);
    }

    int connected() const
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        auto address = support::Listener::loopback(port_);
        ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        return socket;
    }

    void run(std::uint32_t seed);
    std::vector<Asked> ask(std::uint32_t seed, bool kill_at_post);
    void settle(Asked& asked);
    void check(const Asked& asked);

    std::vector<std::string> lines(std::vector<std::string> git) const
    {
        auto all = base::split((*host_->git)(std::move(git)), '\n');
        std::erase(all, "");
        return all;
    }

    /// What has gone wrong in all runs; in many of them, a bit of everything.
    void tell() const
    {
        std::set<std::string> places;
        std::string told;
        for (const auto& [what, times] : mishaps_.counts()) {
            places.insert(what.substr(0, what.find(':')));
            told += what + " " + std::to_string(times) + "\n";
        }
        std::cout << made_ << " requests; what went wrong:\n" << told;
        if (made_ < 100)
            return;
        EXPECT_THAT(
            places,
            testing::IsSupersetOf(
                {"look",
                 "open",
                 "label",
                 "make a label",
                 "git, what is there",
                 "git, the pack",
                 "git, the report",
                 "killed at the door",
                 "the base moved"}
            )
        );
    }

    std::mt19937 random_;
    Mishaps mishaps_;
    support::TemporaryFolder folder_;
    std::unique_ptr<GitHubHost> host_;
    std::unique_ptr<support::FaultyRelay> relay_;
    std::unique_ptr<support::MortalProgram> program_;
    base::RealNetwork network_;
    std::uint16_t port_ = 0;
    std::size_t made_ = 0;  ///< requests that came to be, in all runs
};

std::vector<GitHubCrash::Asked> GitHubCrash::ask(std::uint32_t seed, bool kill_at_post)
{
    static const std::vector<std::pair<std::string, std::set<std::string>>> kinds{
        {"staging S3 bucket", {"env:staging", "resource:s3"}},
        {"dev SQS queue", {"env:dev", "resource:sqs"}},
        {"dev S3 bucket", {"env:dev", "resource:s3"}}};
    std::vector<Asked> all;
    const auto count = 1 + random_() % 3;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto name = "run" + std::to_string(seed) + "x" + std::to_string(i);
        const auto& [words, labels] = kinds[(seed + i) % kinds.size()];
        auto& asked = all.emplace_back(Asked{name + "@example.com", name, words + " named " + name, labels});
        asked.labels.insert({"infrastructure", "terraform"});
        asked.id = post(asked, kill_at_post && i + 1 == count);
        // The client asks again, or leaves it at that.
        if (!asked.id && random_() % 2 == 0) {
            get("/api/v1/requests?limit=1");
            asked.id = post(asked, false);
        }
    }
    return all;
}

/// Until it has ended. A request that was not promised may be there all the same.
void GitHubCrash::settle(Asked& asked)
{
    const auto found = get("/api/v1/requests?user=" + asked.requester)["requests"];
    ASSERT_LE(found.size(), 1U) << found.dump(1);
    if (found.empty()) {
        EXPECT_FALSE(asked.id) << asked.name << " was promised, and is lost";
        return;
    }
    const std::string id = found[0]["request_id"];
    EXPECT_EQ(asked.id.value_or(id), id);
    if (!asked.id)
        mishaps_.note("taken without a promise");
    asked.id = id;
    base::Value status;
    for (int patience = 0; patience < 5; ++patience) {
        status = get("/api/v1/requests/" + id + "/status?wait=50");
        if (status["status"] == "completed" || status["status"] == "failed")
            break;
    }
    EXPECT_EQ(status["status"], "completed") << status.dump(1);
}

/// Exactly one branch with exactly one commit, and exactly one pull request, of what GitHub and git know.
void GitHubCrash::check(const Asked& asked)
{
    const auto status = get("/api/v1/requests/" + *asked.id + "/status");
    std::vector<support::RepositoryStandIn::Pull> pulls;
    for (const auto& pull : host_->github.pulls())
        if (pull.head == status["branch_name"] ||
            pull.title.find(" " + asked.name + " ") != std::string::npos)
            pulls.push_back(pull);
    ASSERT_EQ(pulls.size(), 1U) << status.dump(1);
    const auto& pull = pulls.front();
    EXPECT_EQ(status["branch_name"], pull.head);
    EXPECT_EQ(status["pr_number"], pull.number);
    EXPECT_EQ(status["pr_url"], host_->github.url + "/pull/" + std::to_string(pull.number));
    EXPECT_THAT(pull.labels, testing::UnorderedElementsAreArray(asked.labels)) << status.dump(1);
    EXPECT_EQ(pull.state, "open");

    const auto branches = lines({"branch", "--list", "--format=%(refname:short)", "*" + asked.name + "*"});
    EXPECT_THAT(branches, testing::ElementsAre(pull.head));
    const auto commits = lines({"rev-list", "--parents", "main.." + pull.head});
    ASSERT_EQ(commits.size(), 1U);
    EXPECT_EQ(commits[0].substr(0, 40), pull.head_sha);
    EXPECT_EQ(lines({"rev-parse", pull.head}).at(0), pull.head_sha);
    const auto files = lines({"diff-tree", "-r", "--name-status", "--no-commit-id", pull.head});
    EXPECT_GT(files.size(), 3U);
    for (const auto& file : files)
        EXPECT_TRUE(
            file.starts_with("A\tterraform/") && file.find("/" + asked.name + "/") != std::string::npos
        ) << file;
}

void GitHubCrash::run(std::uint32_t seed)
{
    random_.seed(seed);
    host_->github.forget_labels();
    std::vector<Asked> all;
    {
        const GitHubTroubles troubles(random_, {*host_, *relay_, [this] { program_->kill(); }, mishaps_});
        all = ask(seed, troubles.kill_at_post());
        for (auto& asked : all)
            settle(asked);
        if (HasFailure())
            return;
    }
    for (const auto& asked : all)
        if (asked.id) {
            ++made_;
            check(asked);
        }
    EXPECT_EQ(lines({"for-each-ref", "refs/"}).size(), made_ + 1) << "a branch that nobody asked for";
    EXPECT_EQ(host_->github.pulls().size(), made_) << "a pull request that nobody asked for";
    for (const auto& pull : host_->github.pulls())
        if (pull.state == "open")
            host_->github.end(pull.number, "");  // so that nobody goes on looking at it
}

TEST_P(GitHubCrash, HoweverItIsKilledAndCutEachRequestHasOneBranchAndOnePullRequest)
{
    const auto runs = number_in("GROUNDWORK_CRASH_RUNS").value_or(300);
    const auto only = number_in("GROUNDWORK_CRASH_SEED");
    for (auto seed = GetParam(); seed < runs && !HasFailure(); seed += shards) {
        if (seed != only.value_or(seed))
            continue;
        SCOPED_TRACE("GROUNDWORK_CRASH_SEED=" + std::to_string(seed) + " runs it alone");
        try {
            run(seed);
        } catch (const base::Error& error) {
            ADD_FAILURE() << error.message << " " << error.detail;
        }
    }
    EXPECT_EQ(lines({"fsck", "--strict", "--no-dangling"}), std::vector<std::string>{});
    EXPECT_EQ(program_->end(SIGTERM), 0);
    tell();
}

INSTANTIATE_TEST_SUITE_P(InSeededRuns, GitHubCrash, testing::Range(0U, shards));

}  // namespace

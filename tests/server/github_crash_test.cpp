#include "server/github_troubles.h"
#include "server/mortal_server.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace {

using support::GitServer;

constexpr std::uint32_t shards = 3;
constexpr std::uint32_t between_comments = 5;  ///< of so many runs one has a command in a comment
constexpr const char* webhook_secret = "shared";

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
        std::string other_value;                       ///< to which a comment can set something
        std::size_t commits = 1;                       ///< that its branch has
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
        server_ = std::make_unique<MortalServer>(std::map<std::string, std::string>{
            {"LLM_PROVIDER", "offline"},
            {"FORGE", "github"},
            {"GITHUB_TOKEN", GitServer::writer},
            {"GITHUB_ORG", "acme"},
            {"GITHUB_REPO", host_->github.name},
            {"GITHUB_API_URL", host_->peer.address()},
            {"GITHUB_SERVER_URL", server},
            {"GITHUB_LIMITS", "off"},
            {"GITHUB_WEBHOOK_SECRET", webhook_secret},
            {"LOG_LEVEL", "warn"}});
    }

    void TearDown() override
    {
        if (HasFailure() && server_)
            std::cerr << "The program said in the end:\n" << server_->last_words();
    }

    std::optional<std::string> post(const Asked& asked, std::optional<std::chrono::milliseconds> killed_after)
    {
        return server_->provision(
            {{"request", asked.words}, {"requester", asked.requester}}, asked.requester, killed_after
        );
    }

    void run(std::uint32_t seed);
    std::vector<Asked> ask(std::uint32_t seed, bool kill_at_post);
    void settle(Asked& asked);
    support::RepositoryStandIn::Pull pull_of(const Asked& asked) const;
    void change(Asked& asked);
    void tell_of(std::int64_t number);
    void check(const Asked& asked);

    std::vector<std::string> lines(std::vector<std::string> git) const
    {
        auto all = base::split((*host_->git)(std::move(git)), '\n');
        std::erase(all, "");
        return all;
    }

    /// What has gone wrong in all runs; in many of them, all that decides.
    void tell() const
    {
        std::set<std::string> played;
        std::string told;
        for (const auto& [what, times] : mishaps_.counts()) {
            played.insert(what);
            told += what + " " + std::to_string(times) + "\n";
        }
        std::cout << made_ << " requests; what went wrong:\n" << told;
        if (made_ < 100)
            return;
        EXPECT_THAT(
            played,
            testing::IsSupersetOf(
                {"killed at the door: no promise",
                 "git, before the push: killed",
                 "git, the pack: killed",
                 "git, the report: killed",
                 "open: killed before",
                 "open: killed after",
                 "open: answer lost",
                 "open: 500 after",
                 "label: killed after",
                 "git, the pack of the change: killed",
                 "git, the report of the change: killed",
                 "change: killed before",
                 "change: killed after",
                 "answer: killed before",
                 "answer: killed after",
                 "answer: answer lost",
                 "the base moved",
                 "closed by somebody"}
            )
        );
    }

    std::mt19937 random_;
    Mishaps mishaps_;
    std::unique_ptr<GitHubHost> host_;
    std::unique_ptr<support::FaultyRelay> relay_;
    std::unique_ptr<MortalServer> server_;
    std::size_t made_ = 0;               ///< requests that came to be, in all runs
    std::vector<std::int64_t> changed_;  ///< pull requests, each by one comment
};

std::vector<GitHubCrash::Asked> GitHubCrash::ask(std::uint32_t seed, bool kill_at_post)
{
    static const std::vector<std::tuple<std::string, std::set<std::string>, std::string>> kinds{
        {"staging S3 bucket", {"env:staging", "resource:s3"}, "versioning=false"},
        {"dev SQS queue", {"env:dev", "resource:sqs"}, "visibility_timeout_seconds=60"},
        {"dev S3 bucket", {"env:dev", "resource:s3"}, "versioning=true"}};
    std::vector<Asked> all;
    const auto count = 1 + random_() % 3;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto name = "run" + std::to_string(seed) + "x" + std::to_string(i);
        const auto& [words, labels, other_value] = kinds[(seed + i) % kinds.size()];
        auto& asked = all.emplace_back(Asked{
            name + "@example.com", name, words + " named " + name, labels, other_value});
        asked.labels.insert({"infrastructure", "terraform"});
        const auto killed_after = std::chrono::milliseconds(random_() % 4);
        const bool kill = kill_at_post && i + 1 == count;
        asked.id = post(asked, kill ? std::optional(killed_after) : std::nullopt);
        if (kill)
            mishaps_.note(std::string("killed at the door: ") + (asked.id ? "promised" : "no promise"));
        // The client asks again, or leaves it at that.
        if (!asked.id && random_() % 2 == 0) {
            server_->get("/api/v1/health");
            asked.id = post(asked, std::nullopt);
        }
    }
    return all;
}

/// Until it has ended. A request that was not promised may be there all the same.
void GitHubCrash::settle(Asked& asked)
{
    const auto found = server_->get("/api/v1/requests?user=" + asked.requester)["requests"];
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
        status = server_->get("/api/v1/requests/" + id + "/status?wait=50");
        if (status["status"] == "completed" || status["status"] == "failed")
            break;
    }
    EXPECT_EQ(status["status"], "completed") << status.dump(1);
}

support::RepositoryStandIn::Pull GitHubCrash::pull_of(const Asked& asked) const
{
    for (const auto& pull : host_->github.pulls())
        if (pull.title.find(" " + asked.name + " ") != std::string::npos)
            return pull;
    throw base::Error(base::Code::not_found, "There is no pull request for " + asked.name + ".");
}

/// GitHub's webhook for a comment.
void GitHubCrash::tell_of(std::int64_t number)
{
    base::HttpRequest request;
    request.method = "POST";
    request.url = "/api/v1/webhooks/github";
    request.body =
        base::write_json({{"issue", {{"number", number}}}, {"repository", {{"html_url", host_->github.url}}}}
        );
    request.headers = {
        {"Content-Type", "application/json"},
        {"X-GitHub-Delivery", base::random_hex(8)},
        {"X-Hub-Signature-256",
         "sha256=" + base::hmac_sha256_hex(base::Secret(webhook_secret), request.body)}};
    server_->ask(std::move(request));
}

/// Somebody who may write asks for another value; until the answer is there.
void GitHubCrash::change(Asked& asked)
{
    const auto pull = pull_of(asked);
    if (pull.state != "open")
        return;
    host_->github.comment("maintainer", "/groundwork set " + asked.other_value, pull.number);
    bool answered = false;
    for (int patience = 0; patience < 180 && !answered; ++patience) {
        tell_of(pull.number);
        answered = host_->github.hears(pull.number, "Set ", std::chrono::seconds(1));
    }
    EXPECT_TRUE(answered) << server_->get("/api/v1/requests/" + *asked.id + "/status").dump(1);
    asked.commits = 2;
    changed_.push_back(pull.number);
}

/// Exactly one branch with exactly its commits, and exactly one pull request, of what GitHub and git know.
void GitHubCrash::check(const Asked& asked)
{
    const auto status = server_->get("/api/v1/requests/" + *asked.id + "/status");
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
    const std::set<std::string> labels(pull.labels.begin(), pull.labels.end());
    EXPECT_TRUE(labels == asked.labels || pull.state == "closed") << status.dump(1);

    const auto branches = lines({"branch", "--list", "--format=%(refname:short)", "*" + asked.name + "*"});
    EXPECT_THAT(branches, testing::ElementsAre(pull.head));
    const auto commits = lines({"rev-list", "--parents", "main.." + pull.head});
    ASSERT_EQ(commits.size(), asked.commits);
    EXPECT_EQ(commits[0].substr(0, 40), pull.head_sha);
    const auto files = lines({"diff", "--name-status", "--no-renames", "main..." + pull.head});
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
        GitHubTroubles troubles(
            random_, {*host_, *relay_, [this] { server_->kill(); }, mishaps_}, seed / shards
        );
        all = ask(seed, troubles.kill_at_post());
        for (auto& asked : all)
            settle(asked);
        if (HasFailure())
            return;
        if (seed % between_comments == 0 && all.front().id) {
            troubles.trouble_change(seed / shards / between_comments);
            change(all.front());
        }
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
    EXPECT_EQ(server_->stop(), 0);
    for (const auto number : changed_)
        EXPECT_EQ(host_->github.answers(number), 1) << number;
    tell();
}

INSTANTIATE_TEST_SUITE_P(InSeededRuns, GitHubCrash, testing::Range(0U, shards));

}  // namespace

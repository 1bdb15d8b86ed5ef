#include "server/github_app.h"

namespace {

/// Many ask for the same thing at the same moment, on each kind of forge.
class OnePath : public GitHubApp, public testing::WithParamInterface<std::string> {
protected:
    bool on_github() const { return GetParam() == "github"; }

    void SetUp() override
    {
        if (on_github())
            GitHubApp::SetUp();
    }

    support::RunningApp::Flags settings() const
    {
        auto settings = on_github() ? flags() : support::RunningApp::Flags{};
        settings["github_limits"] = "off";
        return settings;
    }

    std::filesystem::path data() const { return folder_.path() / "data"; }

    /// In the repository, past the program.
    std::string branches() const
    {
        const std::vector<std::string> all{"branch", "--list", "--format=%(refname)", "groundwork/*"};
        return (on_github() ? *host_->git : RealGit((data() / "infrastructure.git").string()))(all);
    }

    std::size_t pulls(support::RunningApp& app) const
    {
        return on_github() ? host_->github.pulls().size()
                           : app.get_json("/api/v1/pulls")["count"].get<std::size_t>();
    }

private:
    support::TemporaryFolder folder_;
};

TEST_P(OnePath, IsGivenToExactlyOneOfFiftyRequests)
{
    support::RunningApp app(data(), settings());
    std::vector<std::string> ids(50);
    std::vector<std::thread> threads;
    for (auto& id : ids)
        threads.emplace_back([&] {
            id = base::read_json(app.post("/api/v1/provision", bucket()).body)["request_id"];
        });
    for (auto& thread : threads)
        thread.join();
    std::map<std::string, int> endings;
    std::string branch;
    for (const auto& id : ids) {
        const auto status = app.settled(id);
        ++endings[status["status"] == "completed" ? "completed" : status.value("error_code", "none")];
        if (status["status"] == "completed")
            branch = status["branch_name"];
    }
    EXPECT_EQ(endings, (std::map<std::string, int>{{"completed", 1}, {"conflict", 49}}));
    EXPECT_EQ(branches(), "refs/heads/" + branch);
    EXPECT_EQ(pulls(app), 1U);
}

INSTANTIATE_TEST_SUITE_P(OnEachForge, OnePath, testing::Values("local", "github"), [](const auto& kind) {
    return kind.param;
});

}  // namespace

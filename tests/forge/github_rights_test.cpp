#include "forge/github_host.h"
#include "support/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

/// Whether Groundwork may do on GitHub what it has to, asked of the API and of a real Git server.
class GitHubRights : public testing::Test {
protected:
    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        host_ = std::make_unique<GitHubHost>();
        host_->github.tokens = {{support::GitServer::writer, {}}, {support::GitServer::reader, {}}};
        limits_ =
            std::make_unique<forge::GitHubLimits>(host_->clock, forge::GitHubPace{.between_writes = 0ms});
    }

    forge::GitHubMeans means() { return {network_, host_->clock, *limits_}; }

    forge::GitHubSettings reading() const
    {
        auto settings = host_->settings();
        settings.token = base::Secret(support::GitServer::reader);
        return settings;
    }

    /// What the check says to the server, and to the wizard; empty when all is well.
    std::string said(const forge::GitHubSettings& settings)
    {
        EXPECT_FALSE(std::filesystem::exists(settings.cache));
        const auto to_wizard = words_of([&] { forge::check_github(settings, means()); });
        EXPECT_FALSE(std::filesystem::exists(settings.cache)) << "the wizard leaves a folder behind";
        EXPECT_EQ(words_of([&] { forge::GitHub(settings, means()).check(); }), to_wizard);
        std::filesystem::remove_all(settings.cache);
        return to_wizard;
    }

    template <typename Run> static std::string words_of(Run run)
    {
        try {
            run();
            return "";
        } catch (const base::Error& error) {
            return error.message;
        }
    }

    /// Of git, by who wants to push.
    std::size_t asked(const std::string& last = " 200") const
    {
        const auto calls = host_->server().calls(host_->github.name, last);
        EXPECT_THAT(calls, testing::Each(HasSubstr("/info/refs?service=git-receive-pack")));
        return static_cast<std::size_t>(std::count_if(calls.begin(), calls.end(), [&](const auto& call) {
            return call.ends_with(last);
        }));
    }

    std::unique_ptr<GitHubHost> host_;
    base::RealNetwork network_;
    std::unique_ptr<forge::GitHubLimits> limits_;
};

}  // namespace

TEST_F(GitHubRights, ToPushAreAskedOfGitOnceAnHour)
{
    forge::GitHub github(host_->settings(), means());
    for (int i = 0; i < 10; ++i)
        github.check();
    EXPECT_EQ(asked(), 1U);
    host_->clock.advance(1h);
    github.check();
    EXPECT_EQ(asked(), 2U);
    EXPECT_EQ((*host_->git)({"for-each-ref", "--format=%(refname)"}), "refs/heads/main");
}

TEST_F(GitHubRights, ToPushThatAreMissingAreNamed)
{
    EXPECT_EQ(said(host_->settings()), "");
    auto settings = reading();
    EXPECT_THAT(said(settings), HasSubstr("Contents: Read and write"));
    host_->github.tokens.at(support::GitServer::reader).scopes = "repo";
    EXPECT_THAT(said(settings), HasSubstr("Contents: Read and write"));
    settings.place.trial = false;  // a repository of a rule
    EXPECT_THAT(said(settings), HasSubstr("Contents: Read and write"));

    forge::GitHub github(settings, means());
    const auto before = asked(" 403");
    for (int i = 0; i < 10; ++i)
        EXPECT_THAT(words_of([&] { github.check(); }), HasSubstr("Contents: Read and write"));
    EXPECT_EQ(asked(" 403"), before + 1);
    host_->clock.advance(5min);
    EXPECT_THAT(words_of([&] { github.check(); }), HasSubstr("Contents: Read and write"));
    EXPECT_EQ(asked(" 403"), before + 2);
}

TEST_F(GitHubRights, AreLookedForWhereGitIs)
{
    auto settings = host_->settings();
    settings.server_url += "/nowhere";
    EXPECT_THAT(said(settings), HasSubstr("GITHUB_SERVER_URL"));
}

TEST_F(GitHubRights, AreNoneWhereTheBaseBranchIsNotThere)
{
    auto settings = host_->settings();
    settings.place.base_branch = "release";
    EXPECT_THAT(said(settings), HasSubstr("no branch release"));
}

#pragma once

#include "base/files.h"
#include "forge/github_host.h"
#include "support/running_app.h"

#include <gmock/gmock.h>

#include <thread>

/// The whole program, with a GitHub that is not GitHub's.
class GitHubApp : public testing::Test {
protected:
    void SetUp() override
    {
        if (!support::GitServer::installed())
            GTEST_SKIP() << "nginx and fcgiwrap are not installed";
        host_ = std::make_unique<GitHubHost>();
        host_->github.labels = {"infrastructure", "terraform", "env:staging", "resource:s3"};
    }

    support::RunningApp::Flags flags() const
    {
        return {
            {"github_token", support::GitServer::writer},
            {"github_org", "acme"},
            {"github_repo", host_->github.name},
            {"github_api_url", host_->peer.address()},
            {"github_server_url", host_->server().address()}};
    }

    support::RunningApp::Flags flags_with_webhooks(const std::string& secret = "shared") const
    {
        auto with_webhooks = flags();
        with_webhooks["github_webhook_secret"] = secret;
        return with_webhooks;
    }

    support::RunningApp::Flags flags_with_rules(const std::string& rules)
    {
        for (const auto* file : {"environments.yaml", "policies.yaml", "prices.yaml"})
            std::filesystem::copy(std::string(PROJECT_DIR "/config/") + file, config_.path() / file);
        base::write_file(config_.path() / "repositories.yaml", "repositories:\n" + rules);
        auto with_rules = flags();
        with_rules["config_dir"] = config_.path().string();
        return with_rules;
    }

    static base::Value bucket()
    {
        return {{"request", "staging S3 bucket for logs"}, {"requester", "jane@example.com"}};
    }

    /// GitHub tells that somebody has commented; how many requests look now.
    static int tell(support::RunningApp& app, const std::string& repository, const std::string& secret)
    {
        return deliver(app, {{"issue", {{"number", 1}}}, {"repository", {{"html_url", repository}}}}, secret);
    }

    static int deliver(support::RunningApp& app, const base::Value& delivery, const std::string& secret)
    {
        const auto body = base::write_json(delivery);
        const auto answer = app.ask(
            "POST",
            "/api/v1/webhooks/github",
            {{"content-type", "application/json"},
             {"x-hub-signature-256", "sha256=" + base::hmac_sha256_hex(base::Secret(secret), body)},
             {"x-github-delivery", base::random_hex(8)}},
            body
        );
        EXPECT_EQ(answer.status, 202) << answer.body;
        return base::read_json(answer.body).value("woken", 0);
    }

    /// Asks again until the request has an event of this kind.
    static bool comes(support::RunningApp& app, const std::string& id, const std::string& kind)
    {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        base::Value events;
        while (std::chrono::steady_clock::now() < give_up) {
            const auto path = "/api/v1/requests/" + id + "/events";
            events = base::read_json(app.ask("GET", path, {{"accept", "application/json"}}).body);
            for (const auto& event : events["events"])
                if (event["kind"] == kind)
                    return true;
        }
        ADD_FAILURE() << "There is no " << kind << " in " << events.dump(1);
        return false;
    }

    /// The first pull request's, once it has this in it; empty when that does not come.
    std::string body_with(const std::string& text) const
    {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        while (std::chrono::steady_clock::now() < give_up)
            if (const auto body = host_->github.pulls()[0].body; body.find(text) != std::string::npos)
                return body;
            else
                std::this_thread::yield();
        ADD_FAILURE() << "There is no " << text << " in " << host_->github.pulls()[0].body;
        return "";
    }

    static std::string refusal(support::RunningApp::Flags flags)
    {
        try {
            support::RunningApp app(std::move(flags));
        } catch (const base::Error& error) {
            EXPECT_EQ(error.code, base::Code::invalid);
            return error.problems.empty() ? error.message : error.problems.front().message;
        }
        ADD_FAILURE() << "the server started";
        return "";
    }

    std::unique_ptr<GitHubHost> host_;
    support::TemporaryFolder config_;
};

#pragma once

#include "base/random.h"
#include "forge/github_pulls.h"
#include "support/error_of.h"
#include "support/github_stand_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Groundwork's side of GitHub, as a process holds it: it begins with empty caches.
struct GitHubSide {
    GitHubSide(base::Network& network, base::ManualClock& clock, forge::GitHubReview review = {})
        : limits(
              clock,
              {},
              [&clock](std::chrono::milliseconds wait) {
                  slept_at_most(wait);
                  clock.advance(wait);
              }
          ),
          api("https://api.github.test", {network, limits, account}),
          repository(api, clock, {"acme", "infra", ""}),
          pulls(repository, std::move(review))
    {}

    static void slept_at_most(std::chrono::milliseconds wait)
    {
        EXPECT_LE(wait, forge::GitHubPace{}.longest_wait_here) << "a thread sleeps too long";
    }

    forge::GitHubToken account{base::Secret("github_pat_planted")};
    forge::GitHubLimits limits;
    forge::GitHubApi api;
    forge::GitHubRepository repository;
    forge::GitHubPulls pulls;
};

/// A GitHub within the process, and one process that uses it.
struct GitHubWorld {
    explicit GitHubWorld(forge::GitHubReview review = {}) : side(network, clock, std::move(review)) {}

    forge::Proposal proposal(const std::string& name = "logs")
    {
        const auto branch = "groundwork/dev-s3-" + name;
        github.branches.try_emplace(branch, base::random_hex(20));
        return {
            branch,
            github.branches.at(branch),
            "Add " + name,
            "Body with `ünïcode`\n\n<!-- groundwork:req-0123 -->\n",
            {"infrastructure", "env:dev"},
            "alice"};
    }

    base::ManualClock clock;
    support::GitHubStandIn github{clock};
    support::StandInNetwork network{github};
    GitHubSide side;
};

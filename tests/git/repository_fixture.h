#pragma once

#include "git/repository.h"
#include "support/error_of.h"
#include "support/real_git.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// A fresh repository with a first commit, and the git command line to judge it.
class RepositoryTest : public testing::Test {
protected:
    git::CommitPlan plan(git::Files files) const
    {
        return {base_, std::move(files), "Add a bucket\n\nFor the logs.\n", author_};
    }

    std::string commit_on(const std::string& base, git::Files files) const
    {
        auto plan = this->plan(std::move(files));
        plan.base = base;
        return repository_.write_commit(plan);
    }

    template <typename Call> static base::Code code_of(Call call) { return error_of(call).code; }

    support::TemporaryFolder directory_;
    git::Signature author_{"Groundwork", "groundwork@localhost", base::from_micros(1'800'000'000'000'000)};
    git::Files first_{{"README.md", "# Infrastructure\n"}, {"terraform/dev/s3/old/main.tf", "# old\n"}};
    git::Repository repository_ =
        git::Repository::open_or_create(directory_.at("bare.git"), "main", first_, author_);
    RealGit git_{directory_.at("bare.git")};
    std::string base_ = repository_.branch("main");
};

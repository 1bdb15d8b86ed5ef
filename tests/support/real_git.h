#pragma once

#include "base/process.h"
#include "git/repository.h"

#include <string>
#include <vector>

/// The git command line on a repository: the judge of what our code wrote.
class RealGit {
public:
    explicit RealGit(std::string repository) : repository_(std::move(repository)) {}

    base::Finished try_run(std::vector<std::string> arguments, const std::string& input = "") const;

    /// What it printed, trimmed; throws when git failed.
    std::string operator()(std::vector<std::string> arguments, const std::string& input = "") const;

    git::Files files_at(const std::string& commit) const;

    /// Puts one entry of any mode onto a commit; returns the new commit.
    std::string commit_entry(
        const std::string& parent,
        const std::string& mode,
        const std::string& path,
        const std::string& content
    ) const;

private:
    std::string repository_;
};

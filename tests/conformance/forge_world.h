#pragma once

#include "forge/forge.h"

/// A forge of one kind with a fresh repository behind it, and a way to look at that repository past the
/// forge.
class ForgeWorld {
public:
    virtual ~ForgeWorld() = default;
    virtual forge::Forge& forge() = 0;
    /// The base branch holds README.md at first.
    virtual git::Files files_at(const std::string& branch) const = 0;
    virtual std::string sha_of(const std::string& branch) const = 0;
    virtual bool has_branch(const std::string& branch) const = 0;
    /// Somebody else's commit on the base branch.
    virtual void add_to_base(const git::Files& files) = 0;
};

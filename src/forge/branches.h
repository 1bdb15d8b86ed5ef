#pragma once

#include "forge/forge.h"

namespace forge {

/// The half of a forge that git does: the first three calls of Forge, with their promises.
class Branches {
public:
    virtual ~Branches() = default;
    virtual std::string base_sha() = 0;
    virtual std::string push(const Branch& branch) = 0;
    virtual void drop(const std::string& branch) = 0;
};

}  // namespace forge

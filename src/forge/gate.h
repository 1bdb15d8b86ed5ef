#pragma once

#include "forge/forge.h"

namespace forge {

/// The last look before a branch is written, whatever came before: every file lies below one of the branch's
/// directories, and nothing is named .git…, which would steer git or GitHub (.github, .gitmodules,
/// .gitattributes). Throws `invalid`.
void check_branch(const Branch& branch);

}  // namespace forge

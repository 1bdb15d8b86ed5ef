#pragma once

#include "requests/command.h"
#include "requests/follow.h"
#include "requests/following.h"

namespace requests {

/// Obeys a command that stands in a comment by somebody who may write to the repository, and returns what to
/// answer, as Markdown. What was done is in `following` and its news. A command that cannot be obeyed changes
/// nothing and the answer says why. Throws `unavailable`, `limited` and `upstream`; the same comment again
/// has the same effect once.
std::string obey(
    const FollowMeans& means, Following& following, const forge::Comment& comment, const std::string& command
);

}  // namespace requests

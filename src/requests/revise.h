#pragma once

#include "requests/command.h"
#include "requests/follow.h"
#include "requests/following.h"

namespace requests {

/// Makes a task of a command by somebody who may write to the repository, for carry_on() once it is saved.
/// That a pull request is to be closed is told before it happens.
void take_up(Following& following, const forge::Comment& comment, const std::string& command);

/// Makes a task of something to say that nobody asked for.
void take_up_notice(Following& following, const std::string& text);

/// One step of the task, to be saved before the next; the last one ends it. What was done is in `following`
/// and its news. A command that cannot be obeyed, or that the host refuses, changes nothing and the answer
/// says why. Throws what is to be tried again later; the same step again has the same effect once.
void carry_on(const FollowMeans& means, Following& following);

}  // namespace requests

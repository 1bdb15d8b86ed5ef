#pragma once

#include "jobs/workflow.h"
#include "requests/following.h"

/// A pull request that cannot be looked at: GitHub is away, or says no to the token, the App, the account.
/// All of that passes, so nothing is given up but a pull request that is said not to exist for a day.
namespace requests {

/// After a failure: when to try again, in pauses that grow to an hour. The third one in a row is told.
/// Advance: it is lost, and that is told.
jobs::Outcome endure(Following& following, const base::Error& error, base::Time now);

/// After something went well; tells when trouble was told.
void end_trouble(Following& following);

}  // namespace requests

#pragma once

#include "requests/following.h"
#include "requests/store.h"

/// What becomes of a pull request, as functions on a caller's transaction.
namespace requests {

/// What happened to the pull request: open → merged or closed, and from closed back to open. Merged or
/// closed, it gives back the claimed paths.
void set_pull_state(
    db::Transaction& tx,
    events::Hub& hub,
    const Request& request,
    const std::string& state,
    const std::string& actor
);

/// What a look at the pull request found: its state, review and checks, and the news; events for what is new.
/// One that is lost gives back the claimed paths.
void note_progress(db::Transaction& tx, events::Hub& hub, const Following& following);

}  // namespace requests

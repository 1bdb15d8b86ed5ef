#pragma once

#include "jobs/queue.h"
#include "requests/deliveries.h"
#include "requests/provision.h"

#include <chrono>

/// A request after its pull request was opened, on a forge where people work on it without us: until it is
/// merged, or has been closed for a month, its review, its checks and the commands in its comments are
/// followed.
namespace requests {

/// What the workflow works with. Everything outlives it.
struct FollowMeans {
    const Means& provision;
    /// The longest that nobody looks.
    std::chrono::seconds longest_pause = std::chrono::minutes(30);
    /// The shortest, just after the opening; it grows with the pull request's age.
    std::chrono::seconds shortest_pause = std::chrono::seconds(30);
    /// The same where webhooks tell sooner.
    std::chrono::seconds shortest_pause_if_told = std::chrono::minutes(10);
    /// Whose webhooks come; null: nobody's.
    const Deliveries* deliveries = nullptr;
    /// The shortest between two looks that somebody has asked for: a run of checks sends a hundred webhooks.
    std::chrono::seconds between_wakes = std::chrono::seconds(15);
};

/// Where the request's pull request is talked about. Throws `conflict` where the configuration has none any
/// more, or another repository in its place.
forge::Conversation& conversation_of(const FollowMeans& means, const Document& document);

/// One stage, `watch`, which parks until it is time to look again or until somebody signals `pull_changed`.
jobs::Workflow follow_workflow(const FollowMeans& means);

/// In the transaction that completes the request.
void start_following(
    db::Transaction& tx, jobs::Runner& runner, const jobs::Workflow& workflow, const Document& document
);

/// At start: whoever failed (all that GitHub refused once did that in an older version) looks again.
void resume_following(db::Transaction& tx, jobs::Runner& runner, const jobs::Workflow& workflow);

/// Something has happened to the request's pull request: look soon. False when nobody follows it any more.
bool look_again(db::Transaction& tx, jobs::Runner& runner, const std::string& request_id);

}  // namespace requests

#pragma once

#include "jobs/queue.h"
#include "requests/provision.h"

/// What people do with requests. Each is one transaction of state, event and job.
namespace requests {

/// Where commands leave their traces: those who listen, and the engine that goes on.
struct Desk {
    events::Hub& hub;
    jobs::Runner& runner;
    const jobs::Workflow& workflow;
};

/// Stores the request and its job; the id is "req-" and 12 hexadecimal digits.
std::string
submit(db::Transaction& tx, const Desk& desk, const Submission& submission, const std::string& actor);

/// Answers some or all open questions and lets the request go on. Throws `conflict` outside needs_input and
/// `invalid` for an id that was not asked for.
void answer(
    db::Transaction& tx,
    const Desk& desk,
    const std::string& id,
    const base::Value& answers,
    const std::string& actor
);

/// Ends the request as failed. Throws `conflict` when it has ended or its pull request is being opened.
void cancel(db::Transaction& tx, const Desk& desk, const std::string& id, const std::string& actor);

}  // namespace requests

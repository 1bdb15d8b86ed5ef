#pragma once

#include "jobs/queue.h"
#include "requests/provision.h"

/// A request that ended without a pull request leaves no branch behind.
namespace requests {

/// One stage, `drop`: looks whether there is a pull request after all, and then removes the branch if it
/// holds what the request has put there. Events tell what became of it: `request.branch_dropped`,
/// `request.branch_left` with the reason. `means` must outlive it.
jobs::Workflow tidy_workflow(const Means& means);

/// In the transaction that ends the request. Where not all is `known`, the look comes later: a call without
/// an answer may still be carried out.
void start_tidying(
    db::Transaction& tx,
    jobs::Runner& runner,
    const jobs::Workflow& workflow,
    const Document& document,
    bool known
);

}  // namespace requests

#pragma once

#include "base/clock.h"
#include "git/repository.h"

#include <optional>
#include <string>
#include <vector>

namespace forge {

/// A branch with one commit on it. The branch's name is a function of the request.
struct Branch {
    std::string name;
    std::string base_sha;
    git::Files files;
    std::string message;
    base::Time time;  ///< the request's: the commit is deterministic
    std::vector<std::string>
        directories;               ///< all files lie below these, and none of these is in the base yet
    std::string base_branch = {};  ///< which one base_sha is of; empty: not known
};

/// The branch that pull requests go into, and its newest commit.
struct Base {
    std::string branch;
    std::string sha;
};

struct Proposal {
    std::string branch;
    std::string head_sha;
    std::string title;
    std::string body;  ///< Markdown
    std::vector<std::string> labels;
    std::string author;            ///< the requester, as text
    std::string base_branch = {};  ///< the one that the branch was made for; empty: not known
};

struct PullRequest {
    std::int64_t number = 0;
    std::string title;
    std::string body;
    std::vector<std::string> labels;
    std::string state;  ///< open, merged, closed
    std::string branch;
    std::string base_branch;
    std::string base_sha;
    std::string head_sha;
    std::string merge_sha;  ///< empty until merged
    std::string author;
    std::string url;
    std::int64_t repository = 0;  ///< the host's number of it, which stays when it is renamed; 0: none
    base::Time created_at;
    std::optional<base::Time> closed_at;  ///< also when merged
    std::vector<std::string> lacks = {};  ///< what it could not be given when it was opened, as sentences
};

/// Where branches and pull requests live. Kinds: Local, GitHub.
/// Every call may throw `unavailable` and `limited` (retried by the job); what else is said below.
class Forge {
public:
    virtual ~Forge() = default;

    /// The base of new pull requests, now.
    virtual Base base() = 0;
    std::string base_sha() { return base().sha; }

    /// Makes branch and commit on the base branch that it was meant for; where that is gone (renamed, say),
    /// on the one of new pull requests. Returns the commit's SHA. Looks first: the same call again changes
    /// nothing and returns the same SHA. Throws `conflict` when the branch holds something else, or when a
    /// directory of the branch is in the base already (the message names it).
    virtual std::string push(const Branch& branch) = 0;

    /// Removes the branch as push() has made it; false when there is none. Throws `conflict` when it has a
    /// pull request, or holds something else.
    virtual bool drop(const Branch& branch) = 0;

    /// The pull request whose head is this branch, in whatever state.
    virtual std::optional<PullRequest> find_by_branch(const std::string& branch) = 0;

    /// Opens a pull request into the base branch that it was meant for; where that is gone, into the one of
    /// new pull requests. When one with this head exists already, in whatever state, returns that one. Throws
    /// `not_found` when the branch is not there, `conflict` when it is not at the proposal's head.
    virtual PullRequest open(const Proposal& proposal) = 0;

    /// One line for people: "local, ./data/infrastructure.git".
    virtual std::string describe() const = 0;
};

}  // namespace forge

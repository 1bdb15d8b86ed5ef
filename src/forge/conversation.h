#pragma once

#include "forge/forge.h"

#include <string>
#include <vector>

namespace forge {

/// How far a pull request has come where people work on it.
struct Progress {
    std::string state = "open";  ///< open, merged, closed
    std::string head_sha = {};   ///< where its branch ends now
    std::string branch = {};     ///< its branch, by name
    /// none, approved, changes_requested: the newest word of each reviewer who may write to the repository
    std::string review = "none";
    /// none, pending, passing, failing: all checks of the head together; unknown when not all could be read
    std::string checks = "none";
};

struct Comment {
    std::int64_t id = 0;  ///< grows with time
    std::string author;   ///< as the host knows them
    std::string body;
    base::Time created_at;
};

/// A pull request after its opening, on a host where people work on it without us. Kinds: GitHub.
/// Every call may throw `unavailable` and `limited` (retried by the job); what else is said below.
class Conversation {
public:
    virtual ~Conversation() = default;

    /// Cheap when nothing has changed. Throws `not_found` when there is no such pull request (any more), or
    /// none that we may see.
    virtual Progress look(std::int64_t number) = 0;

    /// Those with an id above `after`, oldest first, at most fifty. After a look: what has come since may
    /// be left to the next one.
    virtual std::vector<Comment> comments(std::int64_t number, std::int64_t after) = 0;

    /// Whether this person may write to the repository: asked of the host, each time.
    virtual bool may_write(const std::string& person) = 0;

    virtual void say(std::int64_t number, const std::string& text) = 0;

    /// One more commit at the end of the branch; returns its SHA. `branch.base_sha` is where the branch must
    /// end now. Looks first: the same call again changes nothing. Throws `conflict` when somebody else has
    /// pushed to the branch, or when it is gone.
    virtual std::string amend(const Branch& branch) = 0;

    /// Whether the commit `sha` is what amend() made of this branch, in an attempt whose answer was lost,
    /// say. Asks nobody: false also where that attempt's work is not here any more.
    virtual bool is_amended(const Branch& branch, const std::string& sha) = 0;

    /// Replaces our part of the body, from its first line to its last one. The title, and what people have
    /// written around our part, stay. Throws `conflict` where that part is not to be found.
    virtual void retell(std::int64_t number, const Proposal& proposal) = 0;

    /// Closes it unmerged; fine when it is closed.
    virtual void close(std::int64_t number) = 0;
};

}  // namespace forge

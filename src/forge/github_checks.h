#pragma once

#include "forge/github_repository.h"

#include <map>
#include <string>
#include <vector>

namespace forge {

/// What runs on a commit on GitHub: check runs of Apps, and commit statuses, the older form. A fine-grained
/// token may not read the check runs of a private repository: then GitHub's own Actions are read in their
/// place. Errors as of GitHubApi. Thread-safe.
class GitHubChecks {
public:
    /// `repository` must outlive the checks.
    explicit GitHubChecks(GitHubRepository& repository) : repository_(repository) {}

    /// failing when any fails; else unknown when not all could be read; else pending, passing, or none. What
    /// was skipped has passed. Where Actions stand in for the check runs, those of other Apps are not known
    /// of.
    std::string look(const std::string& sha);

private:
    struct Source {
        std::string path;  ///< below the repository, with a query
        std::string list;  ///< the member of the answer that holds them
        std::string what;  ///< "read the checks"
    };
    struct Listed {
        std::vector<base::Value> entries;
        bool complete = false;
    };

    /// A commit may be refused for itself, one that GitHub does not know yet, say. What is refused of two in
    /// a row may not be read at all.
    struct Refusal {
        std::string path;
        bool of_all = false;
        base::Time until;  ///< when to ask again
    };

    std::optional<Listed> read(const Source& source);
    std::optional<base::Value> read_page(const Source& source, int number);
    std::optional<Listed> read_runs(const std::string& sha);
    bool is_refused(const Source& source);
    bool note_refusal(const Source& source);

    GitHubRepository& repository_;
    base::Guarded<std::map<std::string, Refusal>> refused_;  ///< by list
};

}  // namespace forge

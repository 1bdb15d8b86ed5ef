#pragma once

#include "base/clock.h"
#include "base/guarded.h"
#include "requests/store.h"

#include <map>
#include <string>

namespace requests {

/// A repository as its host's webhooks name it.
struct RepositoryName {
    std::int64_t number = 0;  ///< stays when the repository is renamed; 0: not told
    std::string url = {};     ///< of its page; empty: not told

    /// Whether the request's pull request is there.
    bool has(const Request& request) const;
};

/// Which repositories have lately told of their pull requests by themselves: those need not be looked at
/// often. Kept in memory only, so that after a restart each one has to tell first. Thread-safe.
class Deliveries {
public:
    /// `clock` must outlive the deliveries.
    explicit Deliveries(const base::Clock& clock) : clock_(clock) {}

    void note(const RepositoryName& repository);

    /// Whether the repository of this pull request has told of any within the last hour.
    bool tell_of(std::int64_t repository, const std::string& pr_url) const;

private:
    const base::Clock& clock_;
    base::Guarded<std::map<std::string, base::Time>> last_;  ///< by number and by URL
};

}  // namespace requests

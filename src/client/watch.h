#pragma once

#include "client/progress.h"
#include "client/session.h"

#include <string>

namespace client {

/// Follows one request: by its stream of events, and where there is no stream by looking again and again.
class Watch {
public:
    Watch(Session& session, std::string request_id, Progress& progress);

    /// Returns the request's status once nothing more happens without a person. May be called again after an
    /// answer. Throws `unavailable` when the server stays away.
    Answer until_settled();

private:
    void follow_stream();
    Answer look();

    Session& session_;
    std::string path_;  ///< of the request
    Progress& progress_;
    std::string last_event_id_;
};

/// /requests/<id>, encoded.
std::string request_path(const std::string& request_id);

}  // namespace client

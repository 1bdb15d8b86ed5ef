#pragma once

#include "jobs/workflow.h"

#include <map>

namespace jobs {

/// How many stages run in each lane of this process. Guarded by its owner.
class Lanes {
public:
    /// Throws `internal` when the name is known with another limit.
    void add(const Lane& lane);

    /// How many more may enter.
    int room(const Lane& lane) const;
    /// For a job that waits in the table. False, and remembered, when the lane is full.
    bool enter(const Lane& lane);
    /// For a job that comes from another stage. Not past those that wait in the table already.
    bool continue_into(const Lane& lane);
    /// Nobody waits in the table for this lane any more.
    void clear_queue(const Lane& lane) { at(lane).queued = false; }
    /// True when somebody waits for the place that has become free.
    bool leave(const Lane& lane);

private:
    struct Places {
        int limit = 0;
        int taken = 0;
        bool queued = false;
    };
    Places& at(const Lane& lane) { return lanes_.find(lane.name)->second; }

    std::map<std::string_view, Places> lanes_;
};

}  // namespace jobs

#pragma once

#include "llm/resources.h"

namespace llm {

/// Whom or what a resource is for.
struct Topic {
    enum class Kind { service, team, owner, cost_center, purpose };

    Kind kind = Kind::service;
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool strong = false;  ///< plainly said: the payments API, team: search
    bool its = false;     ///< its exports: belongs to the service named elsewhere
    bool listed = false;  ///< goes on a list: logs and exports
};

/// What is plainly said, anywhere: the payments API, the search team, service: checkout, owned by x.
std::vector<Topic> plain_topics_in(Reading& reading);

/// What one resource is for: for checkout, for its exports, a sessions cache, to store invoices. `plain` as
/// found before. To be asked after the parameters, whose words are no topics.
std::vector<Topic> topics_of(Reading& reading, const Resource& resource, const std::vector<Topic>& plain);

/// The same for stretches that speak of all resources: "For checkout in staging: …".
std::vector<Topic> topics_in(Reading& reading, const Range& range, const std::vector<Topic>& plain);

}  // namespace llm

#pragma once

#include "db/database.h"
#include "events/hub.h"
#include "forge/local.h"
#include "http/route.h"
#include "operations/dispatch.h"

#include "base/metrics.h"

namespace server {

/// What the routes outside the table of operations work with. Everything outlives the routes.
struct RouteMeans {
    operations::Dispatcher& dispatcher;
    db::Database& database;
    events::Hub& hub;
    base::Metrics& metrics;
    forge::Local& forge;
    std::string assets;
    bool authenticate;
};

/// Documentation, pages, event streams and git: http's routes, given what they need to know of the rooms below.
std::vector<http::Route> routes(const RouteMeans& means);

}  // namespace server

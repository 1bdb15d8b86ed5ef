#pragma once

#include "base/metrics.h"
#include "db/database.h"
#include "events/hub.h"
#include "http/desk.h"
#include "http/event_stream.h"

namespace server {

/// What the routes outside the table of operations work with. Everything outlives the routes.
struct RouteMeans {
    operations::Dispatcher& dispatcher;
    const base::Metrics& metrics;
    const http::Desk& desk;
    http::EventFeed& feed;
    events::Hub& hub;
    std::string repository;  ///< the path of the local forge's repository; empty where there is none
    std::string assets;
};

/// Documentation, pages, event streams and git: http's routes, given what they need to know of the rooms
/// below.
std::vector<http::Route> routes(const RouteMeans& means);

/// The events of requests, from the store.
std::unique_ptr<http::EventFeed> request_feed(db::Database& database);

}  // namespace server

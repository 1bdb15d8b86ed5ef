#pragma once

#include "http/desk.h"

namespace http {

/// Each list's routes; `desk` outlives them.
std::vector<Route> pull_routes(const Desk& desk);
std::vector<Route> request_routes(const Desk& desk);
std::vector<Route> login_routes(const Desk& desk);
std::vector<Route> asset_routes();

/// All of them.
std::vector<Route> page_routes(const Desk& desk);

}  // namespace http

#include "http/pages.h"

namespace http {

std::vector<Route> page_routes(const Desk& desk)
{
    auto routes = asset_routes();
    for (auto& more : {pull_routes(desk), request_routes(desk), login_routes(desk)})
        routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace http

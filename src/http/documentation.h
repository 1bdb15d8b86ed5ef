#pragma once

#include "base/metrics.h"
#include "http/route.h"
#include "operations/dispatch.h"

#include <filesystem>

namespace http {

struct DocumentationSettings {
    std::string version;
    std::filesystem::path
        swagger_folder;  ///< holds swagger-ui.css and swagger-ui-bundle.js of swagger-ui-dist
};

/// / (JSON for programs, a page for browsers), /docs, /redoc, /openapi.json, /metrics and what they load.
std::vector<Route> documentation_routes(
    DocumentationSettings settings, operations::Dispatcher& dispatcher, const base::Metrics& metrics
);

/// The OpenAPI document as a page to read, without any script.
Response reference_page(const base::Value& openapi, const std::string& base_url);

}  // namespace http

#include "http/documentation.h"

#include "base/error.h"
#include "http/page.h"

#include <array>
#include <fstream>

namespace http {
namespace {

/// A separate file, because the page's policy allows no script inside it.
constexpr const char* swagger_start = R"js(window.addEventListener("load", function () {
  window.ui = SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger",
    deepLinking: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
  });
});
)js";

bool wants_html(const Request& request)
{
    return request.header("accept").find("text/html") != std::string::npos;
}

Response landing(const std::string& version, const std::string& base_url)
{
    Page page{.title = "Infrastructure in words", .here = "/"};
    page.main
        << "<section class=\"hero\"><h1>Say what you need.<br>Review what you get.</h1>"
           "<p>Groundwork turns a sentence into Terraform and a pull request.</p>"
           "<pre><code>curl -s "
        << base_url
        << "/api/v1/provision -H 'Content-Type: application/json' \\\n"
           "  -d '{\"request\": \"production Postgres for the payments API\", \"requester\": "
           "\"me\"}'</code></pre></section>"
           "<ul class=\"cards\">"
           "<li><a href=\"/requests\"><strong>Requests</strong><span>What was asked for, and how far it "
           "is.</span></a></li>"
           "<li><a href=\"/pulls\"><strong>Pull requests</strong><span>Read, merge or close the "
           "changes.</span></a></li>"
           "<li><a href=\"/docs\"><strong>API</strong><span>Try every call in the browser.</span></a></li>"
           "<li><a href=\"/redoc\"><strong>Reference</strong><span>The same, to read.</span></a></li>"
           "<li><a href=\"/api/v1/health\"><strong>Health</strong><span>Whether everything it needs "
           "answers.</span></a></li>"
           "</ul><p class=\"quiet\">Version "
        << version << "</p>";
    return html(page);
}

/// In pieces: the viewer's script has more than a megabyte, and several browsers may ask at once.
Response asset(const std::filesystem::path& path, std::string content_type)
{
    const auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
    if (!*file)
        throw base::Error(base::Code::not_found, "The documentation's files are not installed here.");
    Response response{.content_type = std::move(content_type)};
    response.headers["Cache-Control"] = "public, max-age=3600";
    response.stream = [file](const auto& write) {
        std::array<char, 16384> piece{};
        do
            file->read(piece.data(), piece.size());
        while (file->gcount() > 0 && write({piece.data(), static_cast<std::size_t>(file->gcount())}));
    };
    return response;
}

Response swagger_page(const std::filesystem::path& folder)
{
    Page page{.title = "API", .here = "/docs"};
    if (!std::filesystem::is_regular_file(folder / "swagger-ui-bundle.js")) {
        page.main << "<h1>API</h1><p>The interactive documentation is not installed: <code>"
                  << (folder / "swagger-ui-bundle.js").string()
                  << "</code> is missing. <code>scripts/setup</code> fetches it.</p>"
                     "<p>Until then, <a href=\"/redoc\">the reference</a> says the same, and "
                     "<a href=\"/openapi.json\">/openapi.json</a> is the document itself.</p>";
        return html(page);
    }
    page.main
        << "<link rel=\"stylesheet\" href=\"/docs/swagger-ui.css\"><div id=\"swagger\"></div>"
           "<noscript><p>This page needs JavaScript; <a href=\"/redoc\">the reference</a> does "
           "not.</p></noscript>"
           "<script src=\"/docs/swagger-ui-bundle.js\"></script><script src=\"/docs/start.js\"></script>";
    auto response = html(page);
    // The viewer sets style attributes and has its icons as data: URLs.
    response.headers["Content-Security-Policy"] =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return response;
}

Response json(const base::Value& value)
{
    return {.body = base::write_json(value)};
}

}  // namespace

std::vector<Route> documentation_routes(
    DocumentationSettings settings, operations::Dispatcher& dispatcher, const base::Metrics& metrics
)
{
    const auto folder = settings.swagger_folder;
    const auto root = [version = settings.version](const Request& request, const Captures&) {
        if (wants_html(request))
            return landing(version, request.base_url);
        return json(
            {{"name", "groundwork"}, {"version", version}, {"docs", "/docs"}, {"health", "/api/v1/health"}}
        );
    };
    const auto served = [](std::string type, std::string text) {
        return [type, text](const Request&, const Captures&) {
            return Response{
                .content_type = type, .body = text, .headers = {{"Cache-Control", "public, max-age=300"}}};
        };
    };
    const auto to = [](std::string path) {
        return [path](const Request&, const Captures&) { return see_other(path); };
    };
    const auto from_folder = [folder](std::string name, std::string type) {
        return [file = folder / name, type](const Request&, const Captures&) { return asset(file, type); };
    };
    return {
        {"GET", "/", root},
        {"GET", "/docs/", to("/docs")},
        {"GET", "/redoc/", to("/redoc")},
        {"GET", "/docs", [folder](const Request&, const Captures&) { return swagger_page(folder); }},
        {"GET", "/docs/start.js", served("text/javascript; charset=utf-8", swagger_start)},
        {"GET", "/docs/swagger-ui.css", from_folder("swagger-ui.css", "text/css; charset=utf-8")},
        {"GET",
         "/docs/swagger-ui-bundle.js",
         from_folder("swagger-ui-bundle.js", "text/javascript; charset=utf-8")},
        {"GET",
         "/redoc",
         [&dispatcher](const Request& request, const Captures&) {
             return reference_page(dispatcher.openapi(), request.base_url);
         }},
        {"GET",
         "/openapi.json",
         [&dispatcher](const Request&, const Captures&) { return json(dispatcher.openapi()); }},
        {"GET",
         "/metrics",
         [&metrics](const Request&, const Captures&) {
             return Response{
                 .content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.text()};
         }},
    };
}

}  // namespace http

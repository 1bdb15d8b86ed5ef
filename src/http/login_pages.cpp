#include "http/pages.h"

namespace http {
namespace {

/// A path on this server; anything else becomes the list of pull requests.
std::string safe_next(const std::map<std::string, std::string>& from)
{
    const auto next = from.find("next");
    const bool local = next != from.end() && next->second.starts_with('/') &&
                       !next->second.starts_with("//") &&
                       next->second.find_first_of("\\\r\n") == std::string::npos;
    return local ? next->second : "/pulls";
}

Response
login_page(const Desk& desk, const Request& request, const std::string& next, const std::string& wrong)
{
    std::map<std::string, std::string> headers;
    Page page{.title = "Sign in", .status = wrong.empty() ? 200 : 403};
    page.main << "<section class=\"card narrow\"><h1>Sign in</h1>";
    if (!wrong.empty())
        page.main << "<p class=\"notice error\" role=\"alert\">" << wrong << "</p>";
    page.main << "<form method=\"post\" action=\"/login\">" << desk.forms().field(request, headers)
              << "<input type=\"hidden\" name=\"next\" value=\"" << next
              << "\"><label for=\"token\">Your token</label>"
                 "<input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"current-password\" "
                 "required autofocus>"
                 "<p class=\"quiet\">It stays in a cookie of this browser until you sign out.</p>"
                 "<button class=\"primary\">Sign in</button></form></section>";
    auto response = html(page);
    response.headers.merge(headers);
    return response;
}

Response sign_in(const Desk& desk, const Request& request)
{
    auto form = desk.forms().read(request);
    const auto& token = form["token"];
    if (token.empty() || token.size() > 4096 || !desk.opens(token, request))
        return login_page(desk, request, safe_next(form), "This token opens nothing here.");
    auto response = see_other(safe_next(form));
    response.headers["Set-Cookie"] = cookie(request, token_cookie, base::percent_encoded(token));
    return response;
}

Response logout_page(const Desk& desk, const Request& request)
{
    std::map<std::string, std::string> headers;
    Page page{.title = "Sign out", .signed_in = desk.signed_in(request)};
    page.main << "<section class=\"card narrow\"><h1>Sign out</h1><form method=\"post\" action=\"/logout\">"
              << desk.forms().field(request, headers)
              << "<button class=\"primary\">Sign out</button></form></section>";
    auto response = html(page);
    response.headers.merge(headers);
    return response;
}

Response sign_out(const Desk& desk, const Request& request)
{
    desk.forms().read(request);
    auto response = see_other("/login");
    response.headers["Set-Cookie"] = cookie(request, token_cookie, "") + "; Max-Age=0";
    return response;
}

}  // namespace

std::vector<Route> login_routes(const Desk& desk)
{
    return {
        {"GET", "/login", desk.shown([&desk](const Request& request, const Captures&) {
             return login_page(desk, request, safe_next(request.query), "");
         })},
        {"POST", "/login", desk.shown([&desk](const Request& request, const Captures&) {
             return sign_in(desk, request);
         })},
        {"GET", "/logout", desk.shown([&desk](const Request& request, const Captures&) {
             return logout_page(desk, request);
         })},
        {"POST", "/logout", desk.shown([&desk](const Request& request, const Captures&) {
             return sign_out(desk, request);
         })},
    };
}

}  // namespace http

#include "http/page.h"

#include <ctime>
#include <iomanip>
#include <sstream>

namespace http {
namespace {

Markup navigation(const Page& page)
{
    Markup nav("<nav aria-label=\"Main\"><a class=\"brand\" href=\"/\">Groundwork</a>");
    const auto entry = [&](const std::string& path, std::string_view text) {
        nav << "<a href=\"" << path << "\"";
        if (page.here == path)
            nav << " aria-current=\"page\"";
        nav << ">" << text << "</a>";
    };
    entry("/requests", "Requests");
    entry("/pulls", "Pull requests");
    entry("/docs", "API");
    entry("/redoc", "Reference");
    if (page.signed_in)
        nav << "<a class=\"end\" href=\"/logout\">Sign out</a>";
    return nav << "</nav>";
}

std::optional<std::chrono::system_clock::time_point> read_time(const std::string& rfc3339)
{
    std::tm parts{};
    std::istringstream in(rfc3339);
    in >> std::get_time(&parts, "%Y-%m-%dT%H:%M:%S");
    if (in.fail())
        return std::nullopt;
    return std::chrono::system_clock::from_time_t(timegm(&parts));
}

std::string counted(long count, const std::string& unit)
{
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s") + " ago";
}

std::string since(std::chrono::seconds passed)
{
    const long seconds = passed.count();
    if (seconds < 45)
        return "just now";
    if (seconds < 90L * 60)
        return counted(std::max(1L, seconds / 60), "minute");
    if (seconds < 36L * 3600)
        return counted(seconds / 3600, "hour");
    return counted(seconds / 86'400, "day");
}

}  // namespace

std::string shown(const base::Value& value)
{
    if (value.is_null())
        return "";
    return value.is_string() ? value.get<std::string>() : base::write_json(value);
}

std::string text_of(const base::Value& value, std::string_view key)
{
    const auto found = value.find(key);
    return value.is_object() && found != value.end() ? shown(*found) : "";
}

Response html(const Page& page)
{
    Markup all("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light dark\"><title>");
    all << page.title << " · Groundwork</title><link rel=\"stylesheet\" href=\"/assets/style.css\">"
        << "<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\"></head><body>"
        << "<a class=\"skip\" href=\"#main\">Skip to content</a><header>" << navigation(page)
        << "</header><main id=\"main\">" << page.main << "</main></body></html>\n";
    Response response{.status = page.status, .content_type = "text/html; charset=utf-8", .body = all.text()};
    response.headers["Content-Security-Policy"] =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'";
    // Without a script: the page simply comes again.
    if (page.refresh_seconds > 0)
        response.headers["Refresh"] = std::to_string(page.refresh_seconds);
    return response;
}

Response see_other(const std::string& path)
{
    return {
        .status = 303,
        .content_type = "text/plain; charset=utf-8",
        .body = "See " + path + "\n",
        .headers = {{"Location", path}}};
}

Markup age(const std::string& rfc3339, std::chrono::system_clock::time_point now)
{
    const auto then = read_time(rfc3339);
    Markup markup;
    if (!then)
        return markup << rfc3339;
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(now - *then);
    return markup << "<time datetime=\"" << rfc3339 << "\" title=\"" << rfc3339 << "\">" << since(passed)
                  << "</time>";
}

Markup link(const std::string& url, const std::string& text)
{
    Markup markup;
    if (!url.starts_with("https://") && !url.starts_with("http://") &&
        !(url.starts_with("/") && !url.starts_with("//")))
        return markup << text;
    return markup << "<a href=\"" << url << "\" rel=\"noreferrer\">" << text << "</a>";
}

Markup badge(const std::string& word)
{
    Markup markup;
    return markup << "<span class=\"badge " << base::replaced(word, " ", "-") << "\">"
                  << base::replaced(word, "_", " ") << "</span>";
}

}  // namespace http

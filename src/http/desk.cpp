#include "http/desk.h"

#include "base/error.h"
#include "base/log.h"
#include "http/target.h"

#include <algorithm>

namespace http {
namespace {

Response error_page(int status, const std::string& message, const Request& request, bool signed_in)
{
    Page page{.title = "That did not work", .status = status, .signed_in = signed_in};
    page.main << "<section class=\"notice error\" role=\"alert\"><h1>That did not work</h1><p>" << message
              << "</p></section><p><a href=\"" << request.path.substr(0, request.path.find('/', 1))
              << "\">Back to the list</a> <span class=\"quiet\">" << status << " · trace " << request.trace_id
              << "</span></p>";
    return html(page);
}

std::string token_of(const Request& request)
{
    return base::percent_decoded(find_cookie(request.header("cookie"), token_cookie)).value_or("");
}

}  // namespace

operations::Answer Desk::ask(std::string_view name, const base::Value& input, const Request& request) const
{
    return dispatcher_.call(name, input, token_of(request), request.base_url);
}

bool Desk::signed_in(const Request& request) const
{
    return !token_of(request).empty();
}

bool Desk::opens(const std::string& token, const Request& request) const
{
    return dispatcher_.call("requests.list", {{"limit", 1}}, token, request.base_url).status < 400;
}

Response Desk::refused(const operations::Answer& answer, const Request& request) const
{
    if (answer.status == 401)
        return see_other(
            "/login?next=" + base::percent_encoded(request.method == "GET" ? request.path : "/pulls")
        );
    static const base::Value::json_pointer message("/error/message");
    const auto text =
        answer.body.contains(message) ? http::shown(answer.body.at(message)) : "Something went wrong.";
    return error_page(answer.status, text, request, signed_in(request));
}

std::function<Response(const Request&, const Captures&)>
Desk::shown(std::function<Response(const Request&, const Captures&)> run) const
{
    return [this, run = std::move(run)](const Request& request, const Captures& captures) {
        try {
            return run(request, captures);
        } catch (const base::Error& error) {
            if (!error.detail.empty())
                base::log::error(error.message, {{"trace_id", request.trace_id}, {"detail", error.detail}});
            return error_page(
                base::row_of(error.code).http_status, error.message, request, signed_in(request)
            );
        }
    };
}

Markup older(const std::string& path, const base::Value& answer)
{
    const auto cursor = text_of(answer, "next_cursor");
    Markup markup;
    if (!cursor.empty())
        markup << "<p class=\"pager\"><a rel=\"next\" href=\"" << path
               << "cursor=" << base::percent_encoded(cursor) << "\">Older →</a></p>";
    return markup;
}

std::string chosen(const Request& request, const std::string& name, const std::vector<std::string>& words)
{
    const auto given = request.query.find(name);
    const bool known =
        given != request.query.end() && std::find(words.begin(), words.end(), given->second) != words.end();
    return known ? given->second : words.front();
}

}  // namespace http

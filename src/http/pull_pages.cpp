#include "base/error.h"
#include "http/diff_view.h"
#include "http/markdown.h"
#include "http/pages.h"

#include <charconv>

namespace http {
namespace {

using base::Value;

int number_in(const Captures& captures)
{
    const auto& text = captures.at("number");
    int number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc() || end != text.data() + text.size() || number < 1)
        throw base::Error(
            base::Code::not_found, "There is no pull request “" + base::shortened(text, 40) + "”."
        );
    return number;
}

Markup labels(const Value& pull)
{
    Markup out;
    for (const auto& label : pull.value("labels", Value::array()))
        out << " <span class=\"label\">" << shown(label) << "</span>";
    return out;
}

void write_row(Markup& out, const Value& pull, std::chrono::system_clock::time_point now)
{
    out << "<li>" << badge(text_of(pull, "state")) << "<div><a class=\"title\" href=\"/pulls/"
        << text_of(pull, "number") << "\">" << text_of(pull, "title") << "</a>" << labels(pull)
        << "<p class=\"quiet\">#" << text_of(pull, "number") << " · " << age(text_of(pull, "created_at"), now)
        << " by " << text_of(pull, "author") << " · <code>" << text_of(pull, "branch")
        << "</code></p></div></li>";
}

Response list_page(const Desk& desk, const Request& request)
{
    static const std::vector<std::string> states{"open", "merged", "closed"};
    const auto state = chosen(request, "state", states);
    Value input{{"state", state}, {"limit", 25}};
    if (const auto cursor = request.query.find("cursor"); cursor != request.query.end())
        input["cursor"] = cursor->second;
    const auto answer = desk.ask("pulls.list", input, request);
    if (answer.status >= 400)
        return desk.refused(answer, request);
    Page page{.title = "Pull requests", .here = "/pulls", .signed_in = desk.signed_in(request)};
    page.main << "<h1>Pull requests</h1><nav class=\"tabs\" aria-label=\"State\">";
    for (const auto& tab : states) {
        page.main << "<a href=\"/pulls?state=" << tab << "\"";
        if (tab == state)
            page.main << " aria-current=\"page\"";
        page.main << ">" << tab << "</a>";
    }
    page.main << "</nav>";
    const auto pulls = answer.body.value("pulls", Value::array());
    if (pulls.empty())
        page.main << "<p class=\"empty\">No " << state << " pull request.</p>";
    page.main << "<ul class=\"rows\">";
    for (const auto& pull : pulls)
        write_row(page.main, pull, desk.now());
    page.main << "</ul>" << older("/pulls?state=" + state + "&", answer.body);
    return html(page);
}

void write_notice(Markup& out, const Request& request)
{
    const auto done = chosen(request, "done", {"", "merged", "closed"});
    if (!done.empty())
        out << "<p class=\"notice\" role=\"status\">This pull request was " << done << ".</p>";
}

void write_buttons(Markup& out, const std::string& number, const Markup& token)
{
    const auto button = [&](const std::string& verb, const Markup& kind, std::string_view text) {
        out << "<form method=\"post\" action=\"/pulls/" << number << "/" << verb << "\">" << token
            << "<button class=\"" << kind << "\">" << text << "</button></form>";
    };
    out << "<div class=\"actions\">";
    button("merge", Markup("primary"), "Merge");
    button("close", Markup("plain"), "Close without merging");
    out << "</div>";
}

void write_head(Markup& out, const Value& pull, std::chrono::system_clock::time_point now)
{
    out << "<h1>" << text_of(pull, "title") << " <span class=\"quiet\">#" << text_of(pull, "number")
        << "</span></h1><p class=\"meta\">" << badge(text_of(pull, "state")) << " <strong>"
        << text_of(pull, "author") << "</strong> wants to merge <code>" << text_of(pull, "branch")
        << "</code> into <code>" << text_of(pull, "base_branch") << "</code> · "
        << age(text_of(pull, "created_at"), now) << labels(pull) << "</p>";
    if (const auto merged = text_of(pull, "merge_sha"); !merged.empty())
        out << "<p class=\"quiet\">Merged as <code>" << merged.substr(0, 12) << "</code> "
            << age(text_of(pull, "closed_at"), now) << "</p>";
}

Response pull_page(const Desk& desk, const Request& request, int number)
{
    const auto answer = desk.ask("pulls.get", {{"number", number}}, request);
    if (answer.status >= 400)
        return desk.refused(answer, request);
    const auto diff = desk.ask("pulls.diff", {{"number", number}}, request);
    const auto& pull = answer.body;
    std::map<std::string, std::string> headers;
    Page page{.title = text_of(pull, "title"), .here = "/pulls", .signed_in = desk.signed_in(request)};
    write_notice(page.main, request);
    write_head(page.main, pull, desk.now());
    page.main << "<article class=\"card markdown\">" << markdown(text_of(pull, "body")) << "</article>";
    if (text_of(pull, "state") == "open")
        write_buttons(page.main, text_of(pull, "number"), desk.forms().field(request, headers));
    page.main << "<h2>Changes</h2>";
    if (diff.status < 400)
        page.main << diff_view(diff.body.value("files", Value::array()));
    else
        page.main << "<p class=\"notice error\">The changes cannot be shown: "
                  << text_of(diff.body.value("error", Value::object()), "message") << "</p>";
    auto response = html(page);
    response.headers.merge(headers);
    return response;
}

Response
act(const Desk& desk, const Request& request, int number, const std::string& verb, const std::string& done)
{
    desk.forms().read(request);
    const auto answer = desk.ask("pulls." + verb, {{"number", number}}, request);
    if (answer.status >= 400)
        return desk.refused(answer, request);
    return see_other("/pulls/" + std::to_string(number) + "?done=" + done);
}

}  // namespace

std::vector<Route> pull_routes(const Desk& desk)
{
    const auto on_one = [&desk](const std::string& verb, const std::string& done) {
        return desk.shown([&desk, verb, done](const Request& request, const Captures& captures) {
            return act(desk, request, number_in(captures), verb, done);
        });
    };
    return {
        {"GET", "/pulls", desk.shown([&desk](const Request& request, const Captures&) {
             return list_page(desk, request);
         })},
        {"GET", "/pulls/{number}", desk.shown([&desk](const Request& request, const Captures& captures) {
             return pull_page(desk, request, number_in(captures));
         })},
        {"POST", "/pulls/{number}/merge", on_one("merge", "merged")},
        {"POST", "/pulls/{number}/close", on_one("close", "closed")},
    };
}

}  // namespace http

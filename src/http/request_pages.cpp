#include "http/answer_form.h"
#include "http/pages.h"

#include <algorithm>

namespace http {
namespace {

using base::Value;

Response list_page(const Desk& desk, const Request& request)
{
    Value input{{"limit", 25}};
    for (const char* name : {"user", "cursor"})
        if (const auto given = request.query.find(name);
            given != request.query.end() && !given->second.empty())
            input[name] = given->second;
    const auto answer = desk.ask("requests.list", input, request);
    if (answer.status >= 400)
        return desk.refused(answer, request);
    Page page{.title = "Requests", .here = "/requests", .signed_in = desk.signed_in(request)};
    page.main << "<h1>Requests</h1>";
    const auto requests = answer.body.value("requests", Value::array());
    if (requests.empty())
        page.main << "<p class=\"empty\">Nothing was asked for yet. <a href=\"/\">This is how.</a></p>";
    page.main << "<ul class=\"rows\">";
    for (const auto& one : requests)
        page.main << "<li>" << badge(text_of(one, "status")) << "<div><a class=\"title\" href=\"/requests/"
                  << text_of(one, "request_id") << "\">" << base::shortened(text_of(one, "request_text"), 160)
                  << "</a><p class=\"quiet\">" << age(text_of(one, "created_at"), desk.now()) << " by "
                  << text_of(one, "requester") << " · <code>" << text_of(one, "request_id")
                  << "</code></p></div></li>";
    const auto user =
        input.contains("user") ? "user=" + base::percent_encoded(shown(input["user"])) + "&" : "";
    page.main << "</ul>" << older("/requests?" + user, answer.body);
    return html(page);
}

/// Only what is there.
void write_facts(Markup& out, const Value& status)
{
    out << "<dl class=\"facts\">";
    for (const char* name : {"request_id", "team", "service", "environment", "branch_name", "model"})
        if (const auto text = text_of(status, name); !text.empty())
            out << "<div><dt>" << base::replaced(name, "_", " ") << "</dt><dd><code>" << text
                << "</code></dd></div>";
    out << "</dl>";
}

void write_outcome(Markup& out, const Value& status)
{
    if (const auto url = text_of(status, "pr_url"); !url.empty())
        out << "<p class=\"notice\">The change is in "
            << link(url, "pull request #" + text_of(status, "pr_number")) << " "
            << badge(text_of(status, "pr_state").empty() ? "open" : text_of(status, "pr_state")) << "</p>";
    if (const auto refusal = status.value("refusal", Value()); refusal.is_object())
        out << "<section class=\"notice error\"><h2>Refused: <code>" << text_of(refusal, "reason")
            << "</code></h2><p>" << text_of(refusal, "message") << "</p></section>";
    else if (const auto error = text_of(status, "error"); !error.empty())
        out << "<section class=\"notice error\"><h2>What went wrong</h2><p>" << error << "</p></section>";
}

void write_questions(Markup& out, const Value& status)
{
    const auto questions = status.value("questions", Value::array());
    if (!questions.is_array() || questions.empty())
        return;
    out << "<section class=\"card\"><h2>Questions</h2><dl class=\"schema\">";
    for (const auto& question : questions) {
        out << "<dt>" << text_of(question, "question") << " <code>" << text_of(question, "id")
            << "</code></dt><dd>";
        for (const auto& option : question.value("options", Value::array()))
            out << "<span class=\"label\">" << shown(option) << "</span> ";
        out << "</dd>";
    }
    out << "</dl></section>";
}

/// The words of the request that a value came from, when its source has a span of bytes.
std::string quoted(const Value& source, const std::string& words)
{
    const auto span = source.value("span", Value::array());
    if (!span.is_array() || span.size() != 2 || !span[0].is_number_integer() || !span[1].is_number_integer())
        return "";
    const auto size = static_cast<std::int64_t>(words.size());
    const auto from = std::clamp<std::int64_t>(span[0].get<std::int64_t>(), 0, size);
    const auto to = std::clamp<std::int64_t>(span[1].get<std::int64_t>(), from, size);
    const auto text = words.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    return text.empty() || !base::is_utf8(text) ? "" : ": “" + text + "”";
}

void write_resource(Markup& out, const Value& resource, const std::string& words)
{
    out << "<section class=\"card\"><h3>" << text_of(resource, "resource_type") << " <code>"
        << text_of(resource, "resource_name") << "</code> " << badge(text_of(resource, "environment"))
        << "</h3><p class=\"quiet\"><code>" << text_of(resource, "directory")
        << "</code></p><div class=\"scroll\"><table "
           "class=\"values\"><thead><tr><th>Parameter</th><th>Value</th><th>Where "
           "from</th></tr></thead><tbody>";
    const auto parameters = resource.value("parameters", Value::object());
    const auto sources = resource.value("sources", Value::object());
    for (const auto& [name, value] : parameters.items()) {
        const auto source = sources.value(name, Value::object());
        out << "<tr><td><code>" << name << "</code></td><td><code>" << shown(value) << "</code></td><td>"
            << text_of(source, "from") << quoted(source, words) << "</td></tr>";
    }
    out << "</tbody></table></div></section>";
}

void write_events(Markup& out, const Value& events, std::chrono::system_clock::time_point now)
{
    out << "<h2>What happened</h2><ol class=\"timeline\">";
    for (const auto& event : events) {
        const auto payload = event.value("payload", Value::object());
        out << "<li><strong>" << text_of(event, "kind") << "</strong> ";
        if (const auto status = text_of(payload, "status"); !status.empty())
            out << badge(status);
        out << " <span class=\"quiet\">" << age(text_of(event, "at"), now) << " · " << text_of(event, "actor")
            << "</span>";
        if (payload.is_object() && !payload.empty())
            out << "<details><summary>Details</summary><pre><code>" << base::write_pretty_json(payload)
                << "</code></pre></details>";
        out << "</li>";
    }
    out << "</ol>";
}

Response
request_page(const Desk& desk, const Request& request, const std::string& id, const Attempt& attempt = {})
{
    const auto answer = desk.ask("requests.status", {{"id", id}}, request);
    if (answer.status >= 400)
        return desk.refused(answer, request);
    const auto& status = answer.body;
    const auto words = text_of(status, "request_text");
    const bool over = !text_of(status, "completed_at").empty();
    const bool asks = text_of(status, "status") == "needs_input";
    std::map<std::string, std::string> headers;
    Page page{
        .title = base::shortened(words, 60),
        .here = "/requests",
        .status = attempt.status,
        .refresh_seconds = over || asks ? 0 : 3,  // nothing that is being typed gets lost
        .signed_in = desk.signed_in(request)};
    page.main << "<blockquote class=\"words\">" << words << "</blockquote><p class=\"meta\">"
              << badge(text_of(status, "status")) << " asked for by <strong>" << text_of(status, "requester")
              << "</strong> " << age(text_of(status, "created_at"), desk.now()) << "</p>";
    write_outcome(page.main, status);
    if (asks)
        page.main << answer_form(
            id, status.value("questions", Value::array()), attempt, desk.forms().field(request, headers)
        );
    else
        write_questions(page.main, status);
    write_facts(page.main, status);
    const auto resources = status.value("resources", Value::array());
    if (resources.is_array() && !resources.empty())
        page.main << "<h2>What it means</h2>";
    for (const auto& resource : resources)
        write_resource(page.main, resource, words);
    const auto events = desk.ask("requests.events", {{"id", id}}, request);
    if (events.status < 400)
        write_events(page.main, events.body.value("events", Value::array()), desk.now());
    auto response = html(page);
    response.headers.merge(headers);
    return response;
}

Response answer_page(const Desk& desk, const Request& request, const std::string& id)
{
    operations::Answer answer;
    if (const auto attempt = send_answers(desk, request, id, answer))
        return request_page(desk, request, id, *attempt);
    return answer.status >= 400 ? desk.refused(answer, request) : see_other("/requests/" + id);
}

}  // namespace

std::vector<Route> request_routes(const Desk& desk)
{
    return {
        {"GET", "/requests", desk.shown([&desk](const Request& request, const Captures&) {
             return list_page(desk, request);
         })},
        {"GET", "/requests/{id}", desk.shown([&desk](const Request& request, const Captures& captures) {
             return request_page(desk, request, captures.at("id"));
         })},
        {"POST",
         "/requests/{id}/answers",
         desk.shown([&desk](const Request& request, const Captures& captures) {
             return answer_page(desk, request, captures.at("id"));
         })},
    };
}

}  // namespace http

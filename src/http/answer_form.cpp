#include "http/answer_form.h"

#include "base/error.h"

namespace http {
namespace {

using base::Value;

constexpr std::string_view prefix = "answer.";  ///< of a field's name; the question's id follows

std::string found_in(const std::map<std::string, std::string>& texts, const std::string& key)
{
    const auto found = texts.find(key);
    return found == texts.end() ? "" : found->second;
}

/// name, id, and what ties the field to its problem.
void write_attributes(Markup& out, const std::string& field, bool wrong)
{
    out << " id=\"" << field << "\" name=\"" << field << "\"";
    if (wrong)
        out << " aria-invalid=\"true\" aria-describedby=\"" << field << ".problem\"";
}

void write_field(Markup& out, const Value& question, const Attempt& attempt)
{
    const auto id = text_of(question, "id");
    const auto field = std::string(prefix) + id;
    const auto problem = found_in(attempt.problems, id);
    const auto typed = found_in(attempt.answers, id);
    const auto options = question.value("options", Value::array());
    out << "<label for=\"" << field << "\">" << text_of(question, "question") << " <code>" << id
        << "</code></label>";
    if (!problem.empty())
        out << "<p class=\"problem\" id=\"" << field << ".problem\">" << problem << "</p>";
    if (options.empty()) {
        out << "<input type=\"text\" autocomplete=\"off\" value=\"" << typed << "\"";
        write_attributes(out, field, !problem.empty());
        out << ">";
        return;
    }
    out << "<select";
    write_attributes(out, field, !problem.empty());
    out << "><option value=\"\">choose one</option>";
    for (const auto& option : options) {
        out << "<option";
        if (shown(option) == typed)
            out << " selected";
        out << ">" << shown(option) << "</option>";
    }
    out << "</select>";
}

/// The answers that were typed; a field left empty is no answer.
std::map<std::string, std::string> answers_in(const std::map<std::string, std::string>& form)
{
    std::map<std::string, std::string> answers;
    for (const auto& [name, text] : form)
        if (const auto answer = base::trimmed(text); name.starts_with(prefix) && !answer.empty())
            answers[name.substr(prefix.size())] = answer;
    return answers;
}

/// The problems by the question that they speak of.
std::map<std::string, std::string>
sorted(const Value& refusal, const std::map<std::string, std::string>& answers)
{
    std::map<std::string, std::string> problems;
    const auto error = refusal.value("error", Value::object());
    for (const auto& problem : error.value("problems", Value::array())) {
        const auto pointer = text_of(problem, "pointer");
        std::string of;
        for (const auto& [id, _] : answers)
            if (pointer == "/answers/" + base::pointer_token(id))
                of = id;
        auto& text = problems[of];
        text += (text.empty() ? "" : " ") + text_of(problem, "message");
    }
    if (problems.empty())
        problems[""] = text_of(error, "message");
    return problems;
}

}  // namespace

Markup answer_form(const std::string& id, const Value& questions, const Attempt& attempt, const Markup& token)
{
    Markup out("<section class=\"card\"><h2>Questions</h2>");
    if (const auto problem = found_in(attempt.problems, ""); !problem.empty())
        out << "<p class=\"notice error\" role=\"alert\">" << problem << "</p>";
    out << "<form method=\"post\" action=\"/requests/" << base::percent_encoded(id) << "/answers\">" << token;
    for (const auto& question : questions)
        write_field(out, question, attempt);
    return out << "<div class=\"actions\"><button class=\"primary\">Answer</button></div></form></section>";
}

std::optional<Attempt>
send_answers(const Desk& desk, const Request& request, const std::string& id, operations::Answer& answer)
{
    Attempt attempt{.answers = answers_in(desk.forms().read(request))};
    if (attempt.answers.empty()) {
        attempt.status = base::row_of(base::Code::invalid).http_status;
        attempt.problems[""] = "Answer at least one question.";
        return attempt;
    }
    answer = desk.ask("requests.answer", {{"id", id}, {"answers", attempt.answers}}, request);
    if (answer.status != base::row_of(base::Code::invalid).http_status)
        return std::nullopt;
    attempt.status = answer.status;
    attempt.problems = sorted(answer.body, attempt.answers);
    return attempt;
}

}  // namespace http

#include "client/outcome.h"

#include "client/questions.h"
#include "client/read.h"
#include "client/report.h"
#include "client/safe.h"
#include "client/understood.h"

namespace client {
namespace {

using base::Value;

void print_files(Screen& screen, const Value& files)
{
    if (files.empty())
        return;
    screen.heading("Files");
    std::vector<std::vector<std::string>> rows;
    for (const auto& file : files)
        rows.push_back({text_of(file, "path"), plain(member_of(file, "lines")) + " lines"});
    screen.table({}, rows);
    screen.line();
}

void print_field(Screen& screen, const std::string& name, const std::string& value)
{
    screen.line(screen.paint(Style::bold, name) + std::string(14 - name.size(), ' ') + one_line(value));
}

void print_pull_request(Screen& screen, const Value& request)
{
    const auto branch = text_of(request, "branch_name");
    if (branch.empty())
        return;
    print_field(screen, "Branch", branch);
    if (const auto& number = member_of(request, "pr_number"); number.is_number()) {
        const auto state = text_of(request, "pr_state");
        print_field(screen, "Pull request", "#" + plain(number) + (state.empty() ? "" : ", " + state));
        print_field(screen, "Address", text_of(request, "pr_url"));
    }
    screen.line();
}

void print_next(Screen& screen, const std::string& what)
{
    screen.line(screen.paint(Style::bold, "Next") + "          " + what);
}

void print_questions_of(Screen& screen, const Value& request)
{
    const auto& questions = list_of(request, "questions");
    print_questions(screen, questions);
    const auto first = one_line(text_of(questions.front(), "id"));
    if (text_of(request, "status") == "needs_input")
        print_next(
            screen, "groundwork answer " + one_line(text_of(request, "request_id")) + " " + first + "=<value>"
        );
    else
        print_next(screen, "say it again with --answer " + first + "=<value>");
}

void print_failure(Screen& screen, const Value& request)
{
    const auto& refusal = member_of(request, "refusal");
    if (refusal.is_object()) {
        print_refusal(screen, refusal);
        return;
    }
    screen.line(screen.symbol(Symbol::failed) + " " + safe_text(text_of(request, "error")));
    if (const auto code = base::find_code(text_of(request, "error_code")))
        print_next(screen, std::string(what_to_do(*code)));
}

}  // namespace

void print_request(Screen& screen, const std::string& request_text, const std::string& request_id)
{
    const auto text = one_line(request_text);
    print_field(screen, "Request", text.empty() ? "typed resources" : text);
    print_field(screen, "Id", request_id);
    screen.line();
}

void print_refusal(Screen& screen, const Value& refusal)
{
    screen.line(
        screen.symbol(Symbol::failed) + " Refused: " + one_line(text_of(refusal, "message")) + " " +
        screen.paint(Style::dim, "(" + one_line(text_of(refusal, "reason")) + ")")
    );
    print_next(screen, "change what is asked for, or talk to those who own the policies");
}

void print_outcome(Screen& screen, const Answer& answer)
{
    const auto& request = answer.shown;
    const auto status = text_of(request, "status");
    print_understood(screen, list_of(request, "resources"), text_of(answer.exact, "request_text"));
    print_files(screen, list_of(request, "files"));
    print_pull_request(screen, request);
    if (!list_of(request, "questions").empty() && (status == "needs_input" || status == "failed"))
        print_questions_of(screen, request);
    else if (status == "failed")
        print_failure(screen, request);
    else if (status == "awaiting_approval")
        print_next(screen, "somebody who may approve it has to; then it goes on by itself");
    else if (status == "completed" && text_of(request, "pr_state") != "merged")
        print_next(
            screen,
            "review it at the address, then: groundwork pulls merge " + plain(member_of(request, "pr_number"))
        );
}

}  // namespace client

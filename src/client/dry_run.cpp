#include "client/asked.h"
#include "client/highlight.h"
#include "client/lifecycle.h"
#include "client/outcome.h"
#include "client/questions.h"
#include "client/read.h"
#include "client/safe.h"
#include "client/save.h"
#include "client/understood.h"

namespace client {
namespace {

struct Options {
    Asked asked;
    std::string output;
    bool files_only = false;
    bool json = false;
};

/// The preview; asks the person at the terminal as often as the server has questions.
Answer preview(const Options& options, Session& session)
{
    auto body = body_of(options.asked, session);
    while (true) {
        auto answer = session.api().post("/dry-run", body);
        if (options.json || !session.can_ask() || text_of(answer.shown, "outcome") != "needs_input")
            return answer;
        const auto answers = ask_questions(session, list_of(answer.shown, "questions"));
        if (!answers)
            return answer;
        body["answers"].update(*answers);
    }
}

void print_files(Screen& screen, const base::Value& resources)
{
    for (const auto& resource : resources)
        for (const auto& [name, text] : list_of(resource, "files").items()) {
            screen.heading(one_line(text_of(resource, "directory") + "/" + name));
            screen.line(highlighted_hcl(screen, plain(text)));
        }
}

void print_preview(const Options& options, Session& session, const Answer& answer)
{
    auto& screen = session.screen();
    const auto& resources = list_of(answer.shown, "resources");
    if (!options.files_only)
        print_understood(screen, resources, options.asked.sentence());
    if (options.output.empty())
        print_files(screen, resources);
    else
        for (const auto& path : save_files(answer.exact, options.output))
            screen.line(screen.symbol(Symbol::done) + " " + one_line(path.string()));
    if (const auto& questions = list_of(answer.shown, "questions"); !questions.empty()) {
        print_questions(screen, questions);
        screen.line(
            screen.paint(Style::bold, "Next") + "          say it again with --answer " +
            one_line(text_of(questions.front(), "id")) + "=<value>"
        );
    }
    if (const auto& refusal = member_of(answer.shown, "refusal"); refusal.is_object())
        print_refusal(screen, refusal);
}

int dry_run(const Options& options, Session& session)
{
    const auto answer = preview(options, session);
    if (options.json)
        session.print_json(answer);
    else
        print_preview(options, session, answer);
    return exit_code_of_dry_run(answer.shown);
}

}  // namespace

void add_dry_run(Tree& tree)
{
    auto* command = tree.root.add_subcommand("dry-run", "Show what a request would become; nothing is kept");
    auto options = std::make_shared<Options>();
    command->group(asking);
    add_asked(*command, options->asked);
    command->add_flag("--files-only", options->files_only, "Only the files, not what was understood");
    command->add_option("--output", options->output, "Write the files below this folder")
        ->option_text("<folder>");
    add_json(*command, options->json);
    command->footer(
        "Examples:\n"
        "  groundwork dry-run \"production Postgres for the payments API\"\n"
        "  groundwork dry-run \"staging S3 bucket for logs\" --output preview\n"
        "  groundwork dry-run \"staging S3 bucket for logs\" --json | groundwork provision --resource -"
    );
    on_choice(tree, *command, options, dry_run);
}

}  // namespace client

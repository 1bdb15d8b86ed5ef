#include "base/text.h"
#include "client/print_type.h"
#include "client/read.h"
#include "client/report.h"
#include "client/safe.h"
#include "client/tree.h"

namespace client {
namespace {

struct Options {
    std::string type;
    bool json = false;
};

int list(const Options& options, Session& session)
{
    const auto answer = session.api().get("/catalog");
    if (options.json) {
        session.print_json(answer);
        return exit_done;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& type : list_of(answer.shown, "types"))
        rows.push_back(
            {text_of(type, "type"),
             text_of(type, "version"),
             text_of(type, "title"),
             text_of(type, "sentence")}
        );
    session.screen().table({"type", "version", "title", "what it is"}, rows);
    return exit_done;
}

int show(const Options& options, Session& session)
{
    const auto answer = session.api().get("/catalog/" + base::percent_encoded(options.type));
    if (options.json)
        session.print_json(answer);
    else
        print_type(session.screen(), answer.shown);
    return exit_done;
}

int check(const Options&, Session& session)
{
    auto& screen = session.screen();
    const auto problems = session.surroundings().local.check_catalog();
    if (problems.empty()) {
        screen.line(screen.symbol(Symbol::done) + " the catalog is in order");
        return exit_done;
    }
    const auto count = std::to_string(problems.size()) + (problems.size() == 1 ? " problem" : " problems");
    screen.line(screen.symbol(Symbol::failed) + " the catalog has " + count);
    print_problems(screen, problems);
    return base::row_of(base::Code::invalid).exit_code;
}

}  // namespace

void add_catalog(Tree& tree)
{
    auto* command = tree.root.add_subcommand("catalog", "List, explain and check the resource types");
    auto options = std::make_shared<Options>();
    command->group(looking);
    add_json(*command, options->json);

    auto* list_command =
        command->add_subcommand("list", "List the types, as groundwork catalog does by itself");
    auto listed = std::make_shared<Options>();
    add_json(*list_command, listed->json);
    list_command->footer("Example:\n  groundwork catalog list");
    on_choice(tree, *list_command, listed, list);

    auto* show_command =
        command->add_subcommand("show", "Explain one type: parameters, defaults, rules, examples");
    auto shown = std::make_shared<Options>();
    show_command->add_option("type", shown->type, "The type, such as rds")->required()->option_text(" ");
    add_json(*show_command, shown->json);
    show_command->footer("Example:\n  groundwork catalog show rds");
    on_choice(tree, *show_command, shown, show);

    auto* check_command = command->add_subcommand("check", "Check every blueprint in the catalog's folder");
    check_command->footer("Example:\n  groundwork catalog check");
    on_choice(tree, *check_command, std::make_shared<Options>(), check);

    command->footer(
        "Examples:\n  groundwork catalog\n  groundwork catalog show rds\n  groundwork catalog check"
    );
    on_choice(tree, *command, options, list);
}

}  // namespace client

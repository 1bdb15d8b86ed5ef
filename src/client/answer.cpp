#include "client/asked.h"
#include "client/lifecycle.h"
#include "client/outcome.h"
#include "client/watch.h"

namespace client {
namespace {

struct Options {
    std::string id;
    std::vector<std::string> answers;
    bool no_wait = false;
    bool json = false;
};

int answer(const Options& options, Session& session)
{
    const base::Value body{{"answers", read_answers(options.answers)}};
    auto answer = session.api().post(request_path(options.id) + "/answers", body);
    auto& screen = session.screen();
    const bool waits = !options.no_wait || session.is_embedded();
    if (waits) {
        Progress progress(options.json ? nullptr : &screen);
        answer = Watch(session, options.id, progress).until_settled();
    }
    if (options.json)
        session.print_json(answer);
    else if (waits)
        print_outcome(screen, answer);
    else
        screen.line(screen.symbol(Symbol::done) + " answered");
    return waits ? exit_code_of(answer.shown) : exit_done;
}

}  // namespace

void add_answer(Tree& tree)
{
    auto* command = tree.root.add_subcommand("answer", "Answer the questions of a request that waits for it");
    auto options = std::make_shared<Options>();
    command->group(asking);
    command->add_option("id", options->id, "The request's id")->required()->option_text(" ");
    command->add_option("answers", options->answers, "question=value, one or more")
        ->required()
        ->option_text(" ");
    command->add_flag("--no-wait", options->no_wait, "Do not wait for the request's end");
    add_json(*command, options->json);
    command->footer("Examples:\n"
                    "  groundwork answer req-0123456789ab environment=prod\n"
                    "  groundwork answer req-0123456789ab environment=prod resource_name=ledger");
    on_choice(tree, *command, options, answer);
}

}  // namespace client

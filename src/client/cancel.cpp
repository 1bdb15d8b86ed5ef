#include "client/safe.h"
#include "client/tree.h"
#include "client/watch.h"

namespace client {
namespace {

struct Options {
    std::string id;
    bool json = false;
};

int cancel(const Options& options, Session& session)
{
    const auto answer = session.api().post(request_path(options.id) + "/cancel");
    auto& screen = session.screen();
    if (options.json)
        session.print_json(answer);
    else
        screen.line(screen.symbol(Symbol::done) + " " + one_line(options.id) + " is being cancelled");
    return exit_done;
}

}  // namespace

void add_cancel(Tree& tree)
{
    auto* command = tree.root.add_subcommand("cancel", "Stop a request before its pull request is opened");
    auto options = std::make_shared<Options>();
    command->group(asking);
    command->add_option("id", options->id, "The request's id")->required()->option_text(" ");
    add_json(*command, options->json);
    command->footer("Example:\n  groundwork cancel req-0123456789ab");
    on_choice(tree, *command, options, cancel);
}

}  // namespace client

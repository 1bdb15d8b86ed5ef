#include "client/lifecycle.h"
#include "client/outcome.h"
#include "client/read.h"
#include "client/safe.h"
#include "client/tree.h"
#include "client/watch.h"

namespace client {
namespace {

struct Options {
    std::string id;
    bool watch = false;
    bool json = false;
};

void print_status(Screen& screen, const Answer& answer)
{
    print_request(screen, text_of(answer.shown, "request_text"), text_of(answer.shown, "request_id"));
    std::vector<std::vector<std::string>> rows;
    for (const auto* name :
         {"status", "requester", "team", "service", "created_at", "completed_at", "next_attempt_at"})
        if (const auto text = text_of(answer.shown, name); !text.empty())
            rows.push_back({name, text});
    screen.table({}, rows);
    screen.line();
    print_outcome(screen, answer);
}

int status(const Options& options, Session& session)
{
    Progress progress(options.json ? nullptr : &session.screen());
    const auto answer = options.watch ? Watch(session, options.id, progress).until_settled()
                                      : session.api().get(request_path(options.id) + "/status");
    if (options.json)
        session.print_json(answer);
    else
        print_status(session.screen(), answer);
    return options.watch ? exit_code_of(answer.shown) : exit_done;
}

}  // namespace

void add_status(Tree& tree)
{
    auto* command = tree.root.add_subcommand("status", "Show how one request stands");
    auto options = std::make_shared<Options>();
    command->group(looking);
    command->add_option("id", options->id, "The request's id, such as req-0123456789ab")
        ->required()
        ->option_text(" ");
    command->add_flag("--watch", options->watch, "Follow it to its end, and end with its exit code");
    add_json(*command, options->json);
    command->footer("Examples:\n"
                    "  groundwork status req-0123456789ab\n"
                    "  groundwork status req-0123456789ab --watch\n"
                    "  groundwork status req-0123456789ab --json\n\n"
                    "Without --watch the exit code tells only whether the request could be looked at.");
    on_choice(tree, *command, options, status);
}

}  // namespace client

#include "client/asked.h"
#include "client/lifecycle.h"
#include "client/outcome.h"
#include "client/questions.h"
#include "client/read.h"
#include "client/safe.h"
#include "client/watch.h"

namespace client {
namespace {

struct Options {
    Asked asked;
    std::string idempotency_key;
    bool no_wait = false;
    bool json = false;
};

/// Follows the request to its end, and asks the person at the terminal as often as the server has questions.
Answer accompany(Session& session, Watch& watch, const std::string& request_id, bool asks)
{
    while (true) {
        auto answer = watch.until_settled();
        if (!asks || text_of(answer.shown, "status") != "needs_input")
            return answer;
        const auto answers = ask_questions(session, list_of(answer.shown, "questions"));
        if (!answers)
            return answer;
        session.api().post(request_path(request_id) + "/answers", {{"answers", *answers}});
    }
}

int provision(const Options& options, Session& session)
{
    const bool asks = session.can_ask() && !options.json && !options.no_wait;
    auto body = body_of(options.asked, session);
    if (asks)
        body["ask"] = true;
    Api::Pairs headers;
    if (!options.idempotency_key.empty())
        headers["Idempotency-Key"] = options.idempotency_key;
    const auto submitted = session.api().post("/provision", body, headers);
    const auto request_id = text_of(submitted.shown, "request_id");
    auto& screen = session.screen();
    if (!options.json)
        print_request(screen, options.asked.sentence(), request_id);

    // A server of this call's own would take an unfinished request down with it, so that one is always waited
    // for.
    if (options.no_wait && !session.is_embedded()) {
        if (options.json)
            session.print_json(submitted);
        else
            screen.line(
                one_line(text_of(submitted.shown, "message")) + ". Follow it: groundwork status " +
                request_id + " --watch"
            );
        return exit_done;
    }
    Progress progress(options.json ? nullptr : &screen);
    Watch watch(session, request_id, progress);
    const auto answer = accompany(session, watch, request_id, asks);
    if (options.json) {
        session.print_json(answer);
    } else {
        screen.line();
        print_outcome(screen, answer);
    }
    return exit_code_of(answer.shown);
}

}  // namespace

void add_provision(Tree& tree)
{
    auto* command =
        tree.root.add_subcommand("provision", "Turn a sentence into Terraform and a pull request");
    auto options = std::make_shared<Options>();
    command->group(asking);
    add_asked(*command, options->asked);
    command
        ->add_option(
            "--idempotency-key", options->idempotency_key, "The same key again gives the same request"
        )
        ->option_text("<key>");
    command->add_flag("--no-wait", options->no_wait, "Hand the request in and do not wait for its end");
    add_json(*command, options->json);
    command->footer(
        "Examples:\n"
        "  groundwork provision \"production Postgres for the payments API\"\n"
        "  groundwork provision \"S3 bucket for logs\" --environment staging --team platform\n"
        "  groundwork provision \"a database\" --answer resource_type=rds --answer environment=dev\n"
        "  groundwork dry-run \"staging S3 bucket for logs\" --json | groundwork provision --resource -\n\n"
        "On a terminal it asks what is unclear; elsewhere it prints the questions and ends with 8."
    );
    on_choice(tree, *command, options, provision);
}

}  // namespace client

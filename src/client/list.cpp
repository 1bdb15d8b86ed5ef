#include "client/read.h"
#include "client/tree.h"

namespace client {
namespace {

struct Options {
    std::string user;
    int limit = 20;
    bool json = false;
};

void print_requests(Screen& screen, const base::Value& answer)
{
    const auto& requests = list_of(answer, "requests");
    if (requests.empty()) {
        screen.line("No requests yet. The first one: groundwork provision \"staging S3 bucket for logs\"");
        return;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& request : requests) {
        const auto& number = member_of(request, "pr_number");
        rows.push_back(
            {text_of(request, "request_id"),
             text_of(request, "status"),
             number.is_null() ? "" : "#" + plain(number),
             text_of(request, "created_at"),
             text_of(request, "request_text")}
        );
    }
    screen.table({"id", "status", "pull", "created", "request"}, rows);
    if (!text_of(answer, "next_cursor").empty())
        screen.line("  There are older ones; --limit shows more.");
}

int list(const Options& options, Session& session)
{
    Api::Pairs query{{"limit", std::to_string(options.limit)}};
    if (!options.user.empty())
        query["user"] = options.user;
    const auto answer = session.api().get("/requests", query);
    if (options.json)
        session.print_json(answer);
    else
        print_requests(session.screen(), answer.shown);
    return exit_done;
}

}  // namespace

void add_list(Tree& tree)
{
    auto* command = tree.root.add_subcommand("list", "List requests, newest first");
    auto options = std::make_shared<Options>();
    command->group(looking);
    command->add_option("--user", options->user, "Only those of this requester")->option_text("<name>");
    command->add_option("--limit", options->limit, "At most so many, 1 to 100 (default: 20)")
        ->option_text("<number>");
    add_json(*command, options->json);
    command->footer("Examples:\n  groundwork list\n  groundwork list --user anna --limit 5");
    on_choice(tree, *command, options, list);
}

}  // namespace client

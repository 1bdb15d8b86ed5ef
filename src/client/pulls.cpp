#include "client/highlight.h"
#include "client/read.h"
#include "client/safe.h"
#include "client/tree.h"

namespace client {
namespace {

struct Options {
    std::string state;
    std::uint64_t number = 0;
    bool json = false;
};

std::string path_of(const Options& options)
{
    return "/pulls/" + std::to_string(options.number);
}

int list(const Options& options, Session& session)
{
    const auto answer = session.api().get(
        "/pulls", options.state.empty() ? Api::Pairs{} : Api::Pairs{{"state", options.state}}
    );
    auto& screen = session.screen();
    const auto& pulls = list_of(answer.shown, "pulls");
    if (options.json) {
        session.print_json(answer);
    } else if (pulls.empty()) {
        screen.line("No pull requests.");
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const auto& pull : pulls)
            rows.push_back(
                {"#" + plain(member_of(pull, "number")),
                 text_of(pull, "state"),
                 text_of(pull, "author"),
                 text_of(pull, "created_at"),
                 text_of(pull, "title")}
            );
        screen.table({"number", "state", "author", "created", "title"}, rows);
    }
    return exit_done;
}

void print_pull(Screen& screen, const base::Value& pull)
{
    screen.heading("#" + plain(member_of(pull, "number")), one_line(text_of(pull, "title")));
    std::vector<std::vector<std::string>> rows;
    for (const auto* name :
         {"state", "author", "branch", "base_branch", "head_sha", "merge_sha", "created_at", "closed_at"})
        if (const auto text = text_of(pull, name); !text.empty())
            rows.push_back({name, text});
    std::string labels;
    for (const auto& label : list_of(pull, "labels"))
        labels += (labels.empty() ? "" : ", ") + plain(label);
    if (!labels.empty())
        rows.push_back({"labels", labels});
    rows.push_back({"address", text_of(pull, "url")});
    screen.table({}, rows);
    screen.line("\n" + text_of(pull, "body"));
}

void print_changes(Screen& screen, const base::Value& changes)
{
    for (const auto& file : list_of(changes, "files")) {
        screen.heading(
            one_line(text_of(file, "path")),
            one_line(text_of(file, "status")) + ", +" + plain(member_of(file, "added")) + " -" +
                plain(member_of(file, "removed"))
        );
        screen.line(highlighted_diff(screen, text_of(file, "patch")));
    }
}

int show(const Options& options, Session& session)
{
    const auto pull = session.api().get(path_of(options));
    if (options.json) {
        session.print_json(pull);
        return exit_done;
    }
    const auto changes = session.api().get(path_of(options) + "/diff");
    print_pull(session.screen(), pull.shown);
    print_changes(session.screen(), changes.shown);
    return exit_done;
}

int end(const Options& options, Session& session, const std::string& verb)
{
    const auto pull = session.api().post(path_of(options) + "/" + verb);
    auto& screen = session.screen();
    if (options.json) {
        session.print_json(pull);
        return exit_done;
    }
    const auto sha = text_of(pull.shown, "merge_sha");
    screen.line(
        screen.symbol(Symbol::done) + " #" + std::to_string(options.number) + " " +
        one_line(text_of(pull.shown, "state")) + (sha.empty() ? "" : " as " + one_line(sha))
    );
    return exit_done;
}

int merge(const Options& options, Session& session)
{
    return end(options, session, "merge");
}

int close(const Options& options, Session& session)
{
    return end(options, session, "close");
}

void add_listing(Tree& tree, CLI::App& command)
{
    auto options = std::make_shared<Options>();
    command.add_option("--state", options->state, "Only those in this state, such as open")
        ->option_text("<state>");
    add_json(command, options->json);
    on_choice(tree, command, options, list);
}

CLI::App* add_verb(
    Tree& tree,
    CLI::App& pulls,
    const std::string& name,
    const std::string& sentence,
    int (*run)(const Options&, Session&)
)
{
    auto* command = pulls.add_subcommand(name, sentence);
    auto options = std::make_shared<Options>();
    command->add_option("number", options->number, "The pull request's number")->required()->option_text(" ");
    add_json(*command, options->json);
    command->footer("Example:\n  groundwork pulls " + name + " 1");
    on_choice(tree, *command, options, run);
    return command;
}

}  // namespace

void add_pulls(Tree& tree)
{
    auto* command = tree.root.add_subcommand("pulls", "List, read, merge and close pull requests");
    command->group(looking);
    auto* listing = command->add_subcommand("list", "List them, as groundwork pulls does by itself");
    listing->footer("Example:\n  groundwork pulls list --state open");
    add_listing(tree, *listing);
    add_verb(tree, *command, "show", "Show one with its description and its changes", show);
    add_verb(tree, *command, "merge", "Merge one into its base branch", merge);
    add_verb(tree, *command, "close", "Close one without merging it", close);
    command->footer("Examples:\n"
                    "  groundwork pulls --state open\n"
                    "  groundwork pulls show 1\n"
                    "  groundwork pulls merge 1");
    add_listing(tree, *command);
}

}  // namespace client
